"""No loop of the client ends without a log entry and a successor."""

import asyncio
import logging
from itertools import pairwise
from typing import Any

import pytest

from ipcom.client.kept_task import FIRST_PAUSE, LONGEST_PAUSE, KeptTask
from ipcom.client.planning.next_actions import NextActions
from ipcom.client.planning.planner import Planner
from ipcom.client.planning.taken_commands import TakenCommands
from ipcom.errors import CannotConnect, ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.link_rig import FAR_LAMP, LAMP, Script, make_client, outcome, tasks, until

pytestmark = pytest.mark.virtual_time

PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2), pause=0.5)
FOUR_LOOPS = ("ipcom-receive", "ipcom-poll", "ipcom-commands", "ipcom-keepalive")


def task_named(name: str) -> asyncio.Task[Any]:
    return next(task for task in asyncio.all_tasks() if task.get_name() == name)


def raise_cancelled(_news: object) -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize("error", [asyncio.CancelledError, GeneratorExit, ValueError])
async def test_an_exception_of_a_subscriber_ends_no_loop(
    error: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_news: object) -> None:
        raise error

    script = Script()
    async with make_client(script) as client:
        client.subscribe(broken)
        client.subscribe_connection(broken)
        heard: list[Any] = []
        client.subscribe(heard.append)
        await client.set_output(LAMP, 255)
        script.set(FAR_LAMP, 255)
        await asyncio.sleep(1.0)
        script.peer.transport.close()
        await until(lambda: client.connection.online)
        await asyncio.sleep(1.0)
        await client.set_output(LAMP, 0)
        assert client.statistics.loops_running == FOUR_LOOPS
        assert len(heard) >= 3
    assert "a subscriber to the state failed" in caplog.text
    assert "the task" not in caplog.text


@pytest.mark.parametrize("name", ["ipcom-commands", "ipcom-supervisor"])
async def test_a_loop_that_is_cancelled_from_outside_is_logged_and_runs_again(
    name: Any, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    async with make_client(script) as client:
        task_named(name).cancel()
        await asyncio.sleep(0.1)
        assert f"the task {name} was cancelled, not by close()" in caplog.text
        assert name in tasks()
        await client.set_output(LAMP, 255)
        script.peer.transport.close()
        await until(lambda: not client.connection.online)
        await until(lambda: client.connection.online)
        await client.set_output(LAMP, 0)
    assert tasks() == []


@pytest.mark.parametrize("name", ["ipcom-receive", "ipcom-poll", "ipcom-keepalive"])
async def test_a_loop_of_the_link_that_ends_is_logged_and_a_new_link_has_new_ones(
    name: Any, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(2.0)
        task_named(name).cancel()
        await asyncio.sleep(0.1)
        assert client.connection.online
        assert len(script.peers) == 2
        assert client.statistics.loops_running == FOUR_LOOPS
        assert f"the task {name}" in caplog.text
        await client.set_output(LAMP, 255)
        caplog.clear()
    assert tasks() == []
    assert "the task" not in caplog.text


async def test_connecting_that_is_cancelled_from_outside_is_an_error_and_tried_again() -> None:
    async def cancelled() -> None:
        raise asyncio.CancelledError

    script = Script()
    async with make_client(script) as client:
        script.connect = cancelled
        script.peer.transport.abort()
        await asyncio.sleep(5.0)
        assert "connecting was cancelled" in client.connection.reason
        script.connect = None
        await until(lambda: client.connection.online, within=1.3)
    script.connect = cancelled
    with pytest.raises(CannotConnect, match="connecting was cancelled"):
        await make_client(script).start()


async def test_a_command_given_while_the_commands_task_is_down_is_done() -> None:
    script = Script()
    async with make_client(script) as client:
        task_named("ipcom-commands").cancel()
        await client.set_output(LAMP, 255)
        assert script.values[LAMP.index] == 255


@pytest.mark.parametrize(
    ("part", "name"), [(NextActions, "next"), (TakenCommands, "take_outcomes"), (Planner, "effective")]
)
async def test_a_mistake_of_ours_is_told_logged_and_mended_and_a_stop_leaves(
    part: Any, name: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    async with make_client(script, shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        with monkeypatch.context() as patched:
            patched.setattr(part, name, lambda *_args, **_options: 1 / 0)
            error = await outcome(client.set_output(LAMP, 255))
            assert isinstance(error, ConnectionLost)
            assert "division by zero" in str(error)
        assert "the task ipcom-commands failed" in caplog.text
        await client.drive(PAIR, Motion.OFF)
        assert script.values[PAIR.up.index] == 0
        await client.set_output(LAMP, 255)


async def test_a_command_that_cannot_be_withdrawn_keeps_no_shutter_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script(obeys=True)
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    script.writes = lambda peer: None
    command = asyncio.ensure_future(outcome(client.set_output(LAMP, 255)))
    await asyncio.sleep(0)
    monkeypatch.setattr(TakenCommands, "withdraw", lambda *_: 1 / 0)
    await client.close()
    assert isinstance(await command, ConnectionLost)
    assert script.values[PAIR.up.index] == 0
    assert "could not be withdrawn" in caplog.text
    assert tasks() == []


async def test_a_release_that_fails_leaves_no_task(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client(Script(), shutters=[PAIR])
    await client.start()
    monkeypatch.setattr(TakenCommands, "release_all", lambda *_: 1 / 0)
    await client.close()
    assert "could not be released" in caplog.text
    assert tasks() == []


# The task by itself


class Runs:
    """A coroutine function whose runs end as told."""

    def __init__(self, ending: BaseException | None = None) -> None:
        self.times: list[float] = []
        self.ending = ending

    async def __call__(self) -> None:
        self.times.append(asyncio.get_running_loop().time())
        if self.ending is not None:
            raise self.ending


async def test_a_kept_task_runs_again_soon_and_then_more_slowly(caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs(ValueError("again"))
    failures: list[Any] = []
    kept = KeptTask("ipcom-test", runs, failures.append)
    kept.start()
    await asyncio.sleep(10.0)
    await kept.stop()
    pauses = [later - earlier for earlier, later in pairwise(runs.times)]
    assert pauses[0] == pytest.approx(FIRST_PAUSE)
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE)
    assert len(failures) == len(runs.times)
    assert "the task ipcom-test failed; it runs again" in caplog.text


async def test_a_kept_task_that_returns_is_logged_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs()
    kept = KeptTask("ipcom-test", runs)
    kept.start()
    await asyncio.sleep(0.1)
    await kept.stop()
    assert len(runs.times) == 2
    assert "ended by itself" in caplog.text


async def test_a_kept_task_that_was_sound_for_a_while_runs_again_soon() -> None:
    async def sound() -> None:
        times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(6.0)
        raise ValueError("now and then")

    times: list[float] = []
    kept = KeptTask("ipcom-test", sound)
    kept.start()
    await asyncio.sleep(60.0)
    running = kept.running
    assert running
    await kept.stop()
    assert not kept.running
    pauses = [later - earlier - 6.0 for earlier, later in pairwise(times)]
    assert pauses == pytest.approx([FIRST_PAUSE] * len(pauses))


async def test_a_kept_task_that_fails_when_told_to_stop_is_logged_and_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ValueError("at the end") from None

    caplog.set_level(logging.ERROR)
    kept = KeptTask("ipcom-test", stubborn)
    kept.start()
    await asyncio.sleep(0)
    await kept.stop()
    await asyncio.sleep(1.0)
    assert not kept.running
    assert "failed at its end" in caplog.text

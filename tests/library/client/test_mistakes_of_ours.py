"""A mistake of ours while connecting, online or planning is logged, and loses neither the link nor a command."""

import asyncio
from typing import Any

import pytest

from ipcom.client.connection.poll import Poll
from ipcom.client.online import Link
from ipcom.errors import ConnectionLost
from tests.library.client.link_rig import (
    LAMP,
    OTHER_LAMP,
    Script,
    go_away,
    make_client,
    now,
    outcome,
)

pytestmark = pytest.mark.virtual_time


async def test_a_mistake_of_ours_in_an_attempt_does_not_end_the_reconnecting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def mistake() -> None:
        script.connect = None
        raise KeyError("a mistake")

    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(2.0)
        go_away(script, mistake)
        await asyncio.sleep(3.0)
        assert client.connection.online
    assert "failed unexpectedly" in caplog.text


async def test_a_mistake_of_ours_while_coming_online_is_logged_and_tried_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script()

    def mistake(self: Any, snapshot: Any) -> None:
        monkeypatch.undo()
        raise KeyError("a mistake")

    async with make_client(script) as client:
        await asyncio.sleep(2.0)
        monkeypatch.setattr(Link, "answered", mistake)
        script.peer.transport.abort()
        await asyncio.sleep(3.0)
        assert client.connection.online
        assert len(script.peers) == 3
        assert script.peers[1].gone
        assert len(client.statistics.loops_running) == 4
    assert "failed unexpectedly" in caplog.text


async def test_a_mistake_of_ours_at_the_first_start_is_raised_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = Script()

    def mistake(self: Any, snapshot: Any) -> None:
        raise KeyError("a mistake")

    monkeypatch.setattr(Link, "answered", mistake)
    with pytest.raises(KeyError):
        await make_client(script).start()
    await asyncio.sleep(0.1)
    assert script.peer.gone


@pytest.mark.parametrize(
    ("part", "step", "told"),
    [(Poll, "_poll", "the task ipcom-poll failed"), (Link, "answered", "the receiving task failed")],
)
async def test_a_mistake_of_ours_is_logged_and_healed_by_a_new_connection(
    part: Any, step: Any, told: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script()
    async with make_client(script) as client:

        def mistake(self: Any, _: Any) -> None:
            monkeypatch.undo()
            raise KeyError("a mistake")

        monkeypatch.setattr(part, step, mistake)
        await asyncio.sleep(3.0)
        assert client.connection.online
        assert len(script.peers) == 2
    assert told in caplog.text


async def test_a_mistake_of_ours_while_planning_loses_no_command_in_silence(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ipcom.client.commands import Commands

    script = Script()
    async with make_client(script) as client:

        def mistake(self: Any) -> None:
            monkeypatch.undo()
            raise KeyError("a mistake")

        monkeypatch.setattr(Commands, "_do_all", mistake)
        error = await outcome(client.set_output(LAMP, 255))
        assert isinstance(error, ConnectionLost)
        await asyncio.sleep(1.5)
        assert await outcome(client.set_output(OTHER_LAMP, 255)) is None
    assert "the task ipcom-commands failed" in caplog.text


async def test_a_mistake_of_ours_while_planning_does_not_outlive_the_client(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ipcom.client.commands import Commands

    client = make_client(Script())
    await client.start()

    def mistake(self: Any) -> None:
        raise KeyError("a mistake")

    monkeypatch.setattr(Commands, "_do_all", mistake)
    await asyncio.sleep(0.5)
    begin = now()
    await client.close()
    assert now() - begin <= 2.1
    await asyncio.sleep(2.0)
    assert "ipcom-commands" not in [task.get_name() for task in asyncio.all_tasks()]

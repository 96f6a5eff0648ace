"""Commands through the face of the client: outputs, reads, shutters, kinds and frames."""

import asyncio
from typing import Any

import pytest

from ipcom.client.planning.actions import Read, Send, WaitUntil
from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
)
from ipcom.model.bus_type import BusType
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest, OutputsRequest
from tests.library.client.link_rig import (
    DIMMER,
    FAR_LAMP,
    LAMP,
    OTHER_LAMP,
    PAIR,
    Script,
    exchanges_of,
    later,
    make_client,
    now,
    outcome,
    until,
)

pytestmark = pytest.mark.virtual_time


async def test_a_command_returns_when_the_gateway_shows_it() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        begin = len(script.peer.heard)
        await client.set_output(LAMP, 255)
        assert script.peer.kinds()[begin:] == ["Outputs", "Frame", "Outputs"]
        assert client.observed.is_on(LAMP)
        assert client.statistics.commands_confirmed == 1


async def test_the_effective_state_shows_what_is_wanted_at_once() -> None:
    script = Script(reads=lambda peer: later(0.1, peer.show))
    async with make_client(script) as client:
        await asyncio.sleep(1.01)
        changes: list[Any] = []
        client.subscribe(changes.append)
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await asyncio.sleep(0.01)
        assert client.snapshot.is_on(LAMP)
        assert not client.observed.is_on(LAMP)
        assert [(c.address, c.old, c.new, c.own) for c in changes[0].changes] == [(LAMP, 0, 255, True)]
        assert changes[0].observed_changes == ()
        await command
        await asyncio.sleep(1.0)
    assert len(changes) == 2
    assert changes[1].changes == ()
    assert [(c.new, c.own) for c in changes[1].observed_changes] == [(255, True)]


async def test_a_press_at_the_wall_is_published_once_as_not_ours() -> None:
    script = Script()
    async with make_client(script) as client:
        changes: list[Any] = []
        client.subscribe(changes.append)
        await asyncio.sleep(5.0)
        assert changes == []
        script.set(LAMP, 255)
        await asyncio.sleep(5.0)
    [change] = changes
    assert [(c.address, c.new, c.own) for c in change.changes] == [(LAMP, 255, False)]
    assert change.changes == change.observed_changes
    assert change.previous is not None
    assert change.observed.received_at - change.previous.received_at == pytest.approx(0.35)


async def test_the_first_read_of_another_link_has_no_previous_one() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(2.0)
        changes: list[Any] = []
        client.subscribe(changes.append)
        script.set(LAMP, 255)
        script.peer.transport.abort()
        await asyncio.sleep(2.0)
    [change] = changes
    assert change.previous is None
    assert [c.new for c in change.changes] == [255]


async def test_a_scene_is_one_frame_per_module() -> None:
    script = Script()
    async with make_client(script, kinds={DIMMER: OutputKind.DIMMER}) as client:
        await client.set_outputs({LAMP: 255, OTHER_LAMP: 255, FAR_LAMP: 255, DIMMER: 40})
        assert len(script.peer.times(FrameRequest)) == 3
        assert script.values[DIMMER.index] == 40


async def test_a_command_that_is_not_confirmed_names_its_outputs() -> None:
    script = Script(obeys=False)
    async with make_client(script) as client:
        with pytest.raises(CommandNotConfirmed) as caught:
            await client.set_outputs({LAMP: 255, FAR_LAMP: 255})
        assert set(caught.value.addresses) == {LAMP, FAR_LAMP}
        assert client.statistics.commands_failed == 1
        await asyncio.sleep(0.01)
        assert not client.snapshot.is_on(LAMP)


async def test_the_newest_command_wins_and_the_older_caller_hears_that_it_was_superseded() -> None:
    script = Script(reads=lambda peer: later(0.1, peer.show))
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        older = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        await asyncio.sleep(0.01)
        newer = asyncio.create_task(outcome(client.set_output(LAMP, 0)))
        assert isinstance(await older, CommandSuperseded)
        assert await newer is None
        assert client.statistics.commands_superseded == 1


async def test_the_same_value_wanted_twice_is_shared() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        await asyncio.gather(client.set_output(LAMP, 255), client.set_output(LAMP, 255))
        assert len(script.peer.times(FrameRequest)) == 1


async def test_cancelling_withdraws_what_has_not_left() -> None:
    script = Script(reads=lambda peer: later(0.2, peer.show))
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await asyncio.sleep(0.1)
        command.cancel()
        with pytest.raises(asyncio.CancelledError):
            await command
        await asyncio.sleep(2.0)
        assert script.peer.times(FrameRequest) == []
        assert not client.snapshot.is_on(LAMP)


async def test_a_command_that_cannot_be_is_refused_at_once() -> None:
    async with make_client(Script(), shutters=[PAIR]) as client:
        with pytest.raises(InterlockError):
            await client.set_output(PAIR.up, 255)
        with pytest.raises(ConfigurationError):
            await client.set_output(LAMP, 256)


async def test_read_asks_now_and_is_shared_by_those_who_wait() -> None:
    script = Script(reads=lambda peer: later(0.05, peer.show))
    async with make_client(script, timings=Timings(poll_interval=5.0)) as client:
        await asyncio.sleep(1.0)
        begin = now()
        first, second = await asyncio.gather(client.read(), client.read())
        assert first is second
        assert first.asked_at >= begin
        assert len(script.peer.times(OutputsRequest)) == 2


async def test_a_read_is_not_served_by_one_that_was_asked_before() -> None:
    script = Script(reads=lambda peer: later(0.1, peer.show))
    async with make_client(script) as client:
        await asyncio.sleep(1.02)
        await until(lambda: exchanges_of(client)._pending_read)
        begin = now()
        script.set(LAMP, 255)
        assert (await client.read()).asked_at >= begin


async def test_a_cancelled_read_is_forgotten() -> None:
    script = Script(reads=lambda peer: later(0.1, peer.show))
    async with make_client(script) as client:
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.01)
        reading.cancel()
        await asyncio.sleep(1.0)
        assert client.connection.online


async def test_a_read_offline_fails_after_its_time() -> None:
    script = Script()
    async with make_client(script) as client:
        script.connect = lambda: asyncio.sleep(60)
        script.peer.transport.abort()
        await asyncio.sleep(0.1)
        begin = now()
        with pytest.raises(ConnectionLost, match="no answer within 1 s"):
            await client.read()
        assert now() - begin == pytest.approx(3.5)


async def test_a_read_waits_out_a_short_outage() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        script.peer.transport.abort()
        await asyncio.sleep(0)
        assert (await client.read()).values == bytes(128)


async def test_a_shutter_is_driven_and_shown() -> None:
    script = Script()
    async with make_client(script, shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        assert client.observed.is_on(PAIR.up)
        begin = now()
        await client.drive(PAIR, Motion.DOWN)
        assert now() - begin >= 1.0
        assert client.observed.is_on(PAIR.down)
        assert not client.observed.is_on(PAIR.up)


async def test_shutters_come_and_go_while_running() -> None:
    async with make_client(Script()) as client:
        remove = client.add_shutter(PAIR)
        shutters = client.shutters
        assert shutters == (PAIR,)
        with pytest.raises(InterlockError):
            await client.set_output(PAIR.up, 255)
        with pytest.raises(ConfigurationError):
            client.add_shutter(PAIR)
        await client.drive(PAIR, Motion.UP)
        with pytest.raises(InterlockError):
            remove()
        await client.drive(PAIR, Motion.OFF)
        remove()
        assert client.shutters == ()
        await client.set_output(PAIR.up, 255)


async def test_kinds_come_and_go_while_running() -> None:
    async with make_client(Script()) as client:
        remove = client.add_kind(DIMMER, OutputKind.DIMMER)
        await client.set_output(DIMMER, 40)
        remove()
        with pytest.raises(ConfigurationError):
            await client.set_output(DIMMER, 40)


@pytest.mark.parametrize(
    ("options", "bus", "to"),
    [
        ({}, 2, 60),
        ({"bus": 2}, 2, 60),
        ({"bus_type": BusType.BIBUS}, 1, 30),
        ({"bus_type": BusType.BIBUS, "bus": 2}, 2, 30),
        ({"frame_bus": 1}, 1, 60),
        ({"frame_bus": 0}, None, 60),
    ],
)
async def test_frames_carry_the_number_of_the_bus(options: Any, bus: Any, to: Any) -> None:
    script = Script()
    async with make_client(script, **options) as client:
        command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        await asyncio.sleep(0.1)
        [frame] = [heard.event.frame for heard in script.peer.heard if heard.what is FrameRequest]
        assert (frame.bus, frame.to) == (bus, to)
        command.cancel()


async def test_a_command_ends_in_time_while_a_read_is_under_way() -> None:
    script = Script(obeys=False)
    timings = Timings(verify_for=1.7, poll_interval=5.0)
    async with make_client(script, timings=timings) as client:
        await asyncio.sleep(1.0)
        command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        await asyncio.sleep(1.3)
        script.reads = lambda peer: later(1.0, peer.show)
        assert isinstance(await command, CommandNotConfirmed)
        assert script.peer.heard[-1].what is OutputsRequest
        assert now() - script.peer.times(FrameRequest)[0] == pytest.approx(1.7, abs=0.01)


async def test_while_nothing_is_wanted_and_nothing_changes_the_planner_is_asked_once_a_second() -> None:
    script = Script()
    async with make_client(script) as client:
        asked: list[float] = []
        actions = client._engine.planner.actions
        plan = actions.next

        def counted(now: float, *, owing: bool) -> Send | Read | WaitUntil:
            asked.append(now)
            return plan(now, owing=owing)

        actions.next = counted  # type: ignore[method-assign]
        await asyncio.sleep(60.0)
        assert 40 <= len(asked) <= 65
        script.set(LAMP, 255)
        await until(lambda: client.observed.is_on(LAMP))
        assert asked[-1] == client.observed.received_at
        before = len(asked)
        command = asyncio.create_task(client.set_output(LAMP, 0))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(asked) > before
        await command


async def test_a_command_that_fails_while_it_is_planned_is_logged_once_and_a_stop_still_leaves(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script()
    async with make_client(script, shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        planner = client._engine.planner
        mistakes: list[Exception] = [ValueError("a riddle"), KeyError("another")]

        def take_mistakes() -> list[Exception]:
            taken = mistakes[:]
            mistakes.clear()
            return taken

        planner.take_mistakes = take_mistakes  # type: ignore[method-assign]
        await client.drive(PAIR, Motion.OFF)
        assert script.values[PAIR.up.index] == 0
        await asyncio.sleep(5.0)
    logged = [record for record in caplog.records if record.exc_info]
    assert [str(record.exc_info[1]) for record in logged if record.exc_info] == ["a riddle", "'another'"]

"""The face of the client: starting, commanding, watching, ending."""

import asyncio
import logging
import random
from typing import Any

import pytest
from link_rig import (
    FAR_LAMP,
    LAMP,
    OTHER_LAMP,
    Script,
    make_client,
    now,
    outcome,
    silent,
    until,
)

from ipcom.client.actions import Motion
from ipcom.client.status import ConnectionState
from ipcom.client.timings import Timings
from ipcom.errors import (
    CannotConnect,
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    ConnectTimedOut,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.protocol.events import DisconnectRequest, FrameRequest, OutputsRequest
from ipcom.simulator.gateway import SimulatedGateway

pytestmark = pytest.mark.virtual_time

PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2))
DIMMER = OutputAddress(6, 1)


def later(seconds: Any, act: Any) -> None:
    asyncio.get_running_loop().call_later(seconds, act)


def tasks() -> Any:
    return sorted(task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("ipcom"))


# Starting


async def test_the_constructor_does_nothing_to_anybody() -> None:
    script = Script()
    client = make_client(script)
    assert script.attempts == []
    assert tasks() == []
    assert client.connection.state is ConnectionState.CONNECTING
    with pytest.raises(ConnectionLost, match="start the client"):
        _ = client.snapshot
    with pytest.raises(ConnectionLost, match="start the client"):
        _ = client.observed
    with pytest.raises(ConnectionLost, match="not started"):
        await client.set_output(LAMP, 255)
    assert "connecting" in repr(client)


async def test_four_loops_and_a_supervisor_run() -> None:
    async with make_client(Script()) as client:
        assert tasks() == [
            "ipcom-commands",
            "ipcom-keepalive",
            "ipcom-poll",
            "ipcom-receive",
            "ipcom-supervisor",
        ]
        assert client.statistics.loops_running == (
            "ipcom-receive",
            "ipcom-poll",
            "ipcom-commands",
            "ipcom-keepalive",
        )


async def test_a_first_failure_raises_leaves_nothing_and_may_be_tried_again() -> None:
    async def refused() -> None:
        raise ConnectionRefusedError("nobody listens")

    script = Script(connect=refused)
    client = make_client(script)
    with pytest.raises(CannotConnect):
        await client.start()
    assert tasks() == []
    assert client.connection.state is ConnectionState.OFFLINE
    assert "nobody listens" in client.statistics.last_error
    script.connect = None
    await client.start()
    assert client.connection.online
    await client.close()


async def test_starting_twice_is_starting_once() -> None:
    script = Script()
    client = make_client(script)
    await asyncio.gather(client.start(), client.start())
    await client.start()
    assert len(script.peers) == 1
    await client.close()


async def test_a_start_that_takes_too_long_is_a_timeout() -> None:
    client = make_client(Script(logins=silent))
    begin = now()
    with pytest.raises(ConnectTimedOut, match=r"0\.5 s"):
        await client.start(timeout=0.5)
    assert now() - begin == pytest.approx(0.5, abs=0.01)
    assert tasks() == []


async def test_a_cancelled_start_leaves_nothing() -> None:
    script = Script(reads=silent)
    client = make_client(script)
    starting = asyncio.create_task(client.start())
    await asyncio.sleep(0.5)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert tasks() == []
    await asyncio.sleep(0.1)
    assert script.peer.gone


async def test_closing_during_a_start_ends_it() -> None:
    client = make_client(Script(logins=silent))
    starting = asyncio.create_task(client.start())
    await asyncio.sleep(0.5)
    await client.close()
    with pytest.raises(ConnectionLost, match="closed"):
        await starting
    assert tasks() == []


# Commands


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
        changes = []
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


async def test_a_press_at_the_wall_is_published_once_as_somebody_elses() -> None:
    script = Script()
    async with make_client(script) as client:
        changes = []
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
        changes = []
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
        await until(lambda: client._engine._link.connection.exchanges._reading)
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
        with pytest.raises(ConnectionLost, match="did not accept"):
            await client.read()
        assert now() - begin == pytest.approx(3.5)


async def test_a_read_waits_out_a_short_outage() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        script.peer.transport.abort()
        await asyncio.sleep(0)
        assert (await client.read()).values == bytes(128)


# Shutters, kinds, frames


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
        assert client.shutters == (PAIR,)
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


# Watching


async def test_changes_are_an_async_iterator_that_ends_with_the_client() -> None:
    script = Script()
    client = make_client(script)
    await client.start()
    seen = []

    async def watch() -> None:
        seen.extend([change.changes[0].new async for change in client.changes()])

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    script.set(LAMP, 255)
    await asyncio.sleep(1.0)
    script.set(LAMP, 0)
    await asyncio.sleep(1.0)
    await client.close()
    await watching
    assert seen == [255, 0]


async def test_a_callback_may_command_and_unsubscribe() -> None:
    script = Script()
    async with make_client(script) as client:
        commands = []

        def follow(change: Any) -> None:
            unsubscribe()
            commands.append(asyncio.ensure_future(client.set_output(FAR_LAMP, 255)))

        unsubscribe = client.subscribe(follow)
        script.set(LAMP, 255)
        await asyncio.sleep(1.0)
        await commands[0]
        assert script.values[FAR_LAMP.index] == 255


async def test_a_broken_subscriber_hurts_nobody(caplog: pytest.LogCaptureFixture) -> None:
    script = Script()
    async with make_client(script) as client:
        client.subscribe(lambda change: 1 / 0)
        heard = []
        client.subscribe(heard.append)
        script.set(LAMP, 255)
        await asyncio.sleep(1.0)
        assert len(heard) == 1
        assert client.connection.online
    assert "ZeroDivisionError" in caplog.text


# Ending


async def test_close_takes_leave_and_leaves_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    script = Script()
    client = make_client(script)
    await client.start()
    await asyncio.sleep(1.0)
    await client.close()
    await asyncio.sleep(0)
    assert script.peer.heard[-1].what is DisconnectRequest
    assert script.peer.gone
    assert tasks() == []
    assert client.connection.state is ConnectionState.CLOSED
    assert caplog.records == []
    assert client.statistics.loops_running == ()


async def test_close_is_for_good_and_may_be_repeated() -> None:
    client = make_client(Script())
    await client.start()
    await asyncio.gather(client.close(), client.close())
    await client.close()
    for forbidden in (client.start(), client.set_output(LAMP, 255), client.read()):
        with pytest.raises(ConnectionLost, match="closed"):
            await forbidden


async def test_a_client_that_never_started_can_be_closed() -> None:
    client = make_client(Script())
    await client.close()
    assert client.connection.state is ConnectionState.CLOSED


async def test_close_switches_off_the_shutters_that_this_client_moved() -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    await client.close()
    assert script.values[PAIR.up.index] == 0


async def test_close_gives_up_releasing_after_two_seconds_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    script.connect = lambda: asyncio.sleep(60)
    script.peer.transport.abort()
    await asyncio.sleep(0.1)
    begin = now()
    await client.close()
    assert now() - begin == pytest.approx(2.0, abs=0.3)
    assert "not seen off" in caplog.text
    assert tasks() == []


async def test_close_while_offline_is_quick_when_no_shutter_is_owed() -> None:
    script = Script()
    client = make_client(script)
    await client.start()
    script.connect = lambda: asyncio.sleep(60)
    script.peer.transport.abort()
    await asyncio.sleep(0.1)
    begin = now()
    await client.close()
    assert now() - begin < 0.01
    assert tasks() == []


async def test_close_ends_commands_under_way_with_an_error() -> None:
    script = Script(obeys=False)
    client = make_client(script)
    await client.start()
    command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
    await asyncio.sleep(0.1)
    await client.close()
    error = await command
    assert isinstance(error, ConnectionLost)
    assert "closed" in str(error)


async def test_an_interrupted_close_still_leaves_nothing() -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    script.reads = silent
    closing = asyncio.create_task(client.close())
    await asyncio.sleep(0.1)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    await until(lambda: client.connection.state is ConnectionState.CLOSED)
    await asyncio.sleep(0)
    assert tasks() == []


# With the simulator


async def test_a_simulated_house_is_shown_and_switched() -> None:
    async with (
        SimulatedGateway(listen=False, rng=random.Random(1)) as gateway,
        make_client(gateway) as client,
    ):
        await client.set_output(LAMP, 255)
        assert gateway.house.world.is_on(LAMP)
        gateway.press(LAMP)
        await asyncio.sleep(0.5)
        assert not client.snapshot.is_on(LAMP)


async def test_commands_and_configuration_before_the_first_snapshot_tell_nobody() -> None:
    client = make_client(Script())
    heard = []
    client.subscribe(heard.append)
    client.add_shutter(PAIR)
    client._engine.commands.settle()
    assert heard == []
    await client.close()

"""A loop that stands still while the gateway goes on harms nothing.

The rules are in docs/architecture.md, "Late timers".
"""

import asyncio
from typing import Any

import pytest

from ipcom.model.motion import Motion
from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest, KeepAliveRequest, OutputsRequest
from tests.library.client.link_rig import (
    ACKNOWLEDGED,
    LAMP,
    PAIR,
    SLOW,
    Peer,
    Script,
    exchanges_of,
    outcome,
    until,
)
from tests.library.client.stall_rig import Line, client_on

pytestmark = pytest.mark.virtual_time


def learned(client: Any) -> Any:
    """The round trips that were learned."""
    return client._engine.trips._seen


async def stall_after(line: Line, what: type, wait: float, seconds: float) -> None:
    """Stand still, a while after the next request of this kind was made."""
    before = len(line.script.peer.times(what))
    await until(lambda: len(line.script.peer.times(what)) > before)
    await asyncio.sleep(wait)
    line.time.stall(seconds)


@pytest.mark.parametrize("delay", [0.0001, 0.02, 0.15, 0.45])
@pytest.mark.parametrize("seconds", [0.05, 0.4, 2.0, 3.0, 30.0])
async def test_a_stall_of_any_length_at_any_moment_does_not_end_a_healthy_link(
    delay: float, seconds: float
) -> None:
    line = Line(Script(), delay)
    async with client_on(line) as client:
        for step in range(25):
            await asyncio.sleep(1.0 + step * 0.0142)
            line.time.stall(seconds)
        await asyncio.sleep(1.0)
        assert client.connection.online
        assert len(line.script.peers) == 1
        assert client.statistics.reconnects == 0
        assert client.statistics.late_loops > 0


async def test_a_gateway_that_is_silent_during_a_stall_ends_the_link_after_it() -> None:
    line = Line(Script(), 0.02)
    async with client_on(line) as client:
        line.script.reads = lambda _peer: None
        await stall_after(line, OutputsRequest, 0.01, 3.0)
        line.script.connect = lambda: asyncio.sleep(60)
        await asyncio.sleep(0.001)
        assert not client.connection.online
        assert "stopped answering" in client.connection.reason


async def test_an_acknowledgement_that_came_during_a_stall_came_in_time() -> None:
    line = Line(Script(), 0.1)
    async with client_on(line) as client:
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await stall_after(line, FrameRequest, 0.0, 1.2)
        await command
        assert client.statistics.writes_unanswered == 0


async def test_a_snapshot_that_answered_a_write_during_a_stall_does_not_answer_the_next_read() -> None:
    """It shows the lamp as it was before the write."""
    line = Line(Script(writes=lambda peer: peer.show(bytes(128))), 0.1)
    async with client_on(line) as client:
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await stall_after(line, FrameRequest, 0.0, 0.8)
        await command
        assert client.statistics.surplus_snapshots == 0
        assert len(line.script.peer.times(FrameRequest)) == 1


async def test_a_keep_alives_reply_that_came_during_a_stall_is_counted_as_answered() -> None:
    line = Line(Script(), 0.1)
    async with client_on(line, timings=Timings(keep_alive=3.0)) as client:
        for _ in range(3):
            await stall_after(line, KeepAliveRequest, 0.0, 0.9)
        await asyncio.sleep(0.5)
        assert client.statistics.keep_alives_unanswered == 0
        assert client.connection.online


async def test_bytes_after_an_unreadable_frame_are_dropped_though_the_loop_stood_still() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line, timings=SLOW) as client:
        peer = line.script.peer
        peer.say(peer.session.encipher(b"\x04\x01\x99\x99"))
        line.time.later(0.04, lambda: peer.say(b"more of it"))
        await asyncio.sleep(0.03)
        line.time.stall(0.5)
        await asyncio.sleep(1.0)
        assert client.connection.online
        assert len(line.script.peers) == 1


async def test_the_rest_of_a_frame_that_came_during_a_stall_came_in_time() -> None:
    def in_two_halves(peer: Peer) -> None:
        reply = peer.session.frame_reply(ACKNOWLEDGED)
        peer.say(reply[:5])
        line.time.later(0.3, lambda: peer.say(reply[5:]))

    line = Line(Script(writes=in_two_halves), 0.01)
    async with client_on(line) as client:
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await stall_after(line, FrameRequest, 0.1, 1.0)
        await command
        assert client.statistics.writes_unanswered == 0
        assert client.connection.online


async def test_the_rest_of_a_message_that_stands_in_the_way_of_a_read_came_in_time() -> None:
    """Giving it up would read the rest of it as something that no gateway says."""
    line = Line(Script(), 0.01)
    async with client_on(line, timings=SLOW) as client:
        peer = line.script.peer
        reply = peer.session.frame_reply(ACKNOWLEDGED)
        line.script.reads = lambda peer: line.time.later(0.3, peer.show)
        reading = asyncio.create_task(client.read())
        peer.say(reply[:5])
        line.time.later(0.1, lambda: peer.say(reply[5:]))
        await asyncio.sleep(0.05)
        line.time.stall(1.5)
        await reading
        assert peer.kinds().count("Outputs") == 2
        assert client.connection.online


async def test_a_command_whose_answer_came_during_a_stall_is_confirmed() -> None:
    line = Line(Script(), 0.1)
    async with client_on(line) as client:
        before = len(line.script.peer.times(FrameRequest))
        command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        await until(lambda: len(line.script.peer.times(FrameRequest)) > before)
        await stall_after(line, OutputsRequest, 0.0, 20.0)
        assert await command is None
        assert len(line.script.peer.times(FrameRequest)) == 1


async def test_reads_during_which_the_loop_stood_still_teach_no_round_trip() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        for step in range(40):
            await stall_after(line, OutputsRequest, 0.0, 0.021 + step * 0.01)
        await asyncio.sleep(1.0)
        assert max(learned(client)) < 0.03


async def test_a_stall_between_the_socket_and_the_receiving_task_teaches_no_round_trip() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        loop = asyncio.get_running_loop()

        def show_and_block(peer: Peer) -> None:
            peer.show()
            line.time.later(line.delay, lambda: loop.call_soon(line.time.stall, 0.3))

        line.script.reads = show_and_block
        await asyncio.sleep(10.0)
        assert max(learned(client)) < 0.03


async def test_a_stall_before_a_read_does_not_keep_it_from_teaching() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        before = len(learned(client))
        for _ in range(10):
            await stall_after(line, OutputsRequest, 0.1, 0.9)
            await asyncio.sleep(0.03)
        assert len(learned(client)) == before + 20


async def test_nothing_is_late_while_the_loop_runs() -> None:
    line = Line(Script(), 0.2)
    async with client_on(line) as client:
        await asyncio.sleep(100.0)
        assert client.statistics.late_loops == 0
        assert client.statistics.round_trip_quiet == pytest.approx(0.4)


async def test_on_a_loopback_line_no_timer_fires_during_a_read() -> None:
    line = Line(Script(), 0.0001)
    async with client_on(line) as client:
        exchanges: Any = exchanges_of(client)
        beats: list[int] = []
        check = exchanges._check_read

        def counted() -> None:
            beats.append(1)
            check()

        exchanges._check_read = counted
        await asyncio.sleep(60.0)
        assert beats == []


@pytest.mark.parametrize("wait", [0.0, 0.005, 0.015, 0.03, 0.045])
async def test_a_stall_while_the_client_closes_leaves_no_motor_on(wait: float) -> None:
    line = Line(Script(), 0.01)
    async with client_on(line, shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        await asyncio.sleep(3.0)
        closing = asyncio.create_task(client.close())
        await asyncio.sleep(wait)
        line.time.stall(5.0)
        await closing
    assert line.script.values[PAIR.up.index] == 0


async def test_a_read_whose_answer_came_during_a_stall_is_no_failure() -> None:
    line = Line(Script(), 0.1)
    async with client_on(line, timings=SLOW) as client:
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.01)
        line.time.stall(10.0)
        assert (await reading).values == bytes(128)

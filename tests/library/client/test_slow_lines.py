"""Lines on which a round trip takes a second and more: the waits follow them.

The rules are in docs/architecture.md, "Waits follow the line".
"""

import asyncio
import itertools
from typing import Any

import pytest

from ipcom.model.motion import Motion
from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest, KeepAliveRequest, OutputsRequest
from tests.library.client.link_rig import (
    FAR_LAMP,
    LAMP,
    PAIR,
    SLOW,
    Peer,
    Script,
    make_client,
    now,
    outcome,
    silent,
    until,
)
from tests.library.client.stall_rig import Line, client_on

pytestmark = pytest.mark.virtual_time


@pytest.mark.parametrize(
    ("trip", "timeout"),
    [(0.02, 2.0), (0.4, 2.0), (0.9, 3.6), (1.6, 6.4)],
)
async def test_a_read_is_waited_for_two_seconds_or_four_quiet_round_trips(
    trip: float, timeout: float
) -> None:
    line = Line(Script(), trip / 2)
    async with client_on(line) as client:
        await asyncio.sleep(10.0)
        line.script.reads = silent
        line.script.connect = lambda: asyncio.sleep(60)
        before = len(line.script.peer.times(OutputsRequest))
        await until(lambda: len(line.script.peer.times(OutputsRequest)) > before)
        asked_at = now() - trip / 2
        await until(lambda: not client.connection.online)
        assert now() - asked_at == pytest.approx(timeout, abs=0.03)
        assert f"no outputs within {timeout:g} s" in client.connection.reason


async def test_no_read_is_waited_for_longer_than_eight_seconds() -> None:
    line = Line(Script(), 0.02)
    async with client_on(line) as client:
        line.delay = 2.9 / 2
        await asyncio.sleep(1.0)
        for _ in range(64):
            client._engine.trips.learn(2.9)
        await asyncio.sleep(10.0)
        line.script.reads = silent
        before = len(line.script.peer.times(OutputsRequest))
        await until(lambda: len(line.script.peer.times(OutputsRequest)) > before)
        asked_at = now() - line.delay
        await until(lambda: not client.connection.online)
        assert now() - asked_at == pytest.approx(8.0, abs=0.03)


@pytest.mark.parametrize(("trip", "wait"), [(0.02, 0.5), (0.3, 0.5), (0.6, 0.9), (1.6, 2.4)])
async def test_a_write_owes_for_half_a_second_or_one_and_a_half_quiet_round_trips(
    trip: float, wait: float
) -> None:
    line = Line(Script(writes=silent), trip / 2)
    async with client_on(line) as client:
        await asyncio.sleep(10.0)
        command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        await until(lambda: line.script.peer.times(FrameRequest))
        written = line.script.peer.times(FrameRequest)[0]
        await until(lambda: line.script.peer.times(OutputsRequest)[-1] > written)
        assert line.script.peer.times(OutputsRequest)[-1] - written == pytest.approx(wait, abs=0.02)
        command.cancel()


@pytest.mark.parametrize("trip", [0.55, 0.8, 1.6])
async def test_a_snapshot_that_answers_a_write_is_not_taken_for_the_next_reads_answer(trip: float) -> None:
    """Else every read would be answered by the one before, and each round trip would seem short."""
    line = Line(Script(writes=Peer.show), trip / 2)
    async with client_on(line) as client:
        await asyncio.sleep(20.0)
        for number in range(6):
            command = asyncio.create_task(outcome(client.set_output(LAMP, 255 * (number % 2 == 0))))
            await asyncio.sleep(10.0)
            command.cancel()
        assert client.statistics.surplus_snapshots == 0
        assert client.statistics.writes_unanswered == 0
        assert client.statistics.round_trip_quiet == pytest.approx(trip)
        assert client.statistics.round_trip_last == pytest.approx(trip)


async def test_a_read_that_a_forgiven_reply_may_have_answered_teaches_no_round_trip() -> None:
    line = Line(Script(), 0.3)
    async with client_on(line) as client:
        await asyncio.sleep(10.0)
        line.script.writes = lambda peer: line.time.later(0.5, peer.show)
        for number in range(5):
            await outcome(client.set_output(LAMP, 255 * (number % 2 == 0)))
            await asyncio.sleep(5.0)
            assert client.statistics.round_trip_last == pytest.approx(
                0.6
            )  # not the answer to the read before
        assert client.statistics.surplus_snapshots > 0
        assert min(client._engine.trips._seen) == pytest.approx(0.6)


async def test_reads_teach_again_ten_seconds_after_a_reply_was_forgiven() -> None:
    line = Line(Script(), 0.02)
    async with client_on(line) as client:
        line.script.writes = silent
        await client.set_output(LAMP, 255)
        begin = len(client._engine.trips._seen)
        await asyncio.sleep(9.0)
        assert len(client._engine.trips._seen) == begin
        await asyncio.sleep(5.0)
        assert len(client._engine.trips._seen) > begin


async def test_a_read_that_was_asked_again_teaches_no_round_trip() -> None:
    line = Line(Script(), 0.02)
    async with client_on(line, timings=SLOW) as client:
        peer = line.script.peer
        line.script.reads = lambda peer: peer.say(peer.session.keep_alive_reply())
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.03)
        line.script.reads = Peer.show
        await reading
        assert peer.kinds()[-2:] == ["Outputs", "Outputs"]
        assert max(client._engine.trips._seen) < 0.05


async def test_a_surplus_snapshot_disqualifies_a_read_that_took_longer_than_the_second() -> None:
    """It was answered within the last second, though it was asked for before."""
    line = Line(Script(), 0.6)
    async with client_on(line, timings=SLOW) as client:
        since: list[float] = []
        client._engine.planner.distrust = since.append
        snapshot = await client.read()
        line.script.peer.show(bytes([255]) + bytes(127))
        await asyncio.sleep(0.7)
        assert since == [snapshot.asked_at]


@pytest.mark.parametrize("trip", [0.3, 0.6])
async def test_a_keep_alive_that_is_five_seconds_overdue_goes_before_polls_and_commands(trip: float) -> None:
    line = Line(Script(), trip / 2)
    async with client_on(line, timings=Timings(keep_alive=10.0)) as client:

        async def drag() -> None:
            for level in itertools.cycle((255, 0)):
                commands.append(asyncio.create_task(outcome(client.set_output(LAMP, level))))
                commands.append(asyncio.create_task(outcome(client.set_output(FAR_LAMP, level))))
                await asyncio.sleep(0.1)

        commands: list[asyncio.Task[object]] = []
        dragging = asyncio.create_task(drag())
        await asyncio.sleep(60.0)
        dragging.cancel()
        times = line.script.peer.times(KeepAliveRequest)
        assert len(times) >= 4
        assert max(b - a for a, b in itertools.pairwise(times)) < 15.0 + 3 * trip
        await asyncio.sleep(20.0)
        await asyncio.gather(*commands)


async def test_an_overdue_keep_alive_goes_before_reads_without_a_pause() -> None:
    line = Line(Script(), 0.1)
    async with client_on(line, timings=Timings(keep_alive=10.0)) as client:

        async def read() -> None:
            while True:
                await client.read()

        reading = asyncio.create_task(read())
        await asyncio.sleep(60.0)
        reading.cancel()
        times = line.script.peer.times(KeepAliveRequest)
        assert max(b - a for a, b in itertools.pairwise(times)) < 16.0


async def late_keep_alive(line: Line, client: Any) -> None:
    """Let a read be out, for two seconds, while a keep-alive gets overdue."""
    line.script.reads = lambda peer: line.time.later(1.9, peer.show)
    before = len(line.script.peer.times(OutputsRequest))
    await until(lambda: len(line.script.peer.times(OutputsRequest)) > before)
    line.script.reads = Peer.show
    keep_alive = client._engine._link._keep_alive
    keep_alive._due = now() - 6.0
    keep_alive._alarm.ring()
    await asyncio.sleep(1.5)
    line.script.peer.heard.clear()


async def test_an_overdue_keep_alive_does_not_go_before_a_stop() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line, timings=Timings(keep_alive=1000.0), shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        await asyncio.sleep(3.0)
        await late_keep_alive(line, client)
        stop = asyncio.create_task(client.drive(PAIR, Motion.OFF))
        await asyncio.sleep(1.0)
        await stop
        assert line.script.peer.kinds()[:4] == ["Outputs", "Frame", "Outputs", "KeepAlive"]


async def test_an_overdue_keep_alive_goes_before_the_frame_of_a_command() -> None:
    line = Line(Script(), 0.001)
    async with client_on(line, timings=Timings(keep_alive=1000.0, fresh=5.0)) as client:
        await late_keep_alive(line, client)
        command = asyncio.create_task(client.set_output(LAMP, 255))
        await command
        assert line.script.peer.kinds()[0] == "KeepAlive"


async def test_framing_that_breaks_a_round_trip_after_a_keep_alive_is_put_down_to_it() -> None:
    def garble(peer: Peer) -> None:
        peer.say(b"\x99" * 40)

    line = Line(Script(keep_alives=garble), 0.65)
    async with client_on(line, timings=Timings(keep_alive=10.0)) as client:
        await asyncio.sleep(40.0)
        assert client.connection.online
        assert len(line.script.peers) == 2


async def test_a_read_on_a_slow_line_waits_its_turn() -> None:
    line = Line(Script(), 0.95)
    async with client_on(line) as client:
        for _ in range(5):
            await client.read()
            await asyncio.sleep(0.36)
            await client.read()


async def test_the_end_of_a_client_waits_until_a_stop_is_seen_on_a_slow_line() -> None:
    line = Line(Script(), 0.8)
    async with client_on(line, shutters=[PAIR]) as client:
        await asyncio.sleep(5.0)
        await client.drive(PAIR, Motion.UP)
        await asyncio.sleep(5.0)
    assert line.script.values[PAIR.up.index] == 0


async def test_a_read_that_is_sent_again_shifts_no_later_answers() -> None:
    script = Script(
        reads=lambda peer: asyncio.get_running_loop().call_later(1.0, peer.show, peer.script.values)
    )
    async with make_client(script, timings=Timings(poll_interval=20.0)) as client:
        await asyncio.sleep(5.0)
        first = asyncio.create_task(client.read())
        await asyncio.sleep(0.3)
        script.peer.say(
            script.peer.session.keep_alive_reply()
        )  # one that nothing asked for, in the middle of a read
        await asyncio.sleep(0.6)
        script.set(LAMP, 255)
        await first
        assert (await client.read()).is_on(LAMP)


async def test_a_read_that_is_sent_again_shifts_no_later_answers_on_a_line_that_has_just_become_slow() -> (
    None
):
    script = Script()
    async with make_client(script, timings=Timings(poll_interval=20.0)) as client:
        script.reads = lambda peer: asyncio.get_running_loop().call_later(
            1.0, peer.show, bytes(peer.script.values)
        )
        first = asyncio.create_task(client.read())
        await asyncio.sleep(0.3)
        script.peer.say(script.peer.session.keep_alive_reply())
        await asyncio.sleep(0.6)
        script.set(LAMP, 255)
        await first
        assert (await client.read()).is_on(LAMP)


async def test_a_read_whose_answer_was_dropped_for_certain_holds_up_no_later_read() -> None:
    script = Script()
    async with make_client(script, timings=Timings(poll_interval=20.0)) as client:

        def read(peer: Peer) -> None:
            peer.say(peer.session.keep_alive_reply())
            peer.show()

        script.reads = read
        first = asyncio.create_task(client.read())
        await asyncio.sleep(0.03)
        script.reads = Peer.show
        await first
        asked_at = client.clock.monotonic()
        await client.read()
        assert client.clock.monotonic() - asked_at < 0.01

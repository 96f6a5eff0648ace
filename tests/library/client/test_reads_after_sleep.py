"""A machine that slept believes nothing that it read before.

The rules are in docs/architecture.md, "A machine that slept".
"""

import asyncio
from typing import Any

import pytest

from ipcom.protocol.events import FrameRequest, OutputsRequest
from tests.library.client.link_rig import LAMP, SLOW, Peer, Script, now
from tests.library.client.stall_rig import Line, TwoClocks, client_on

pytestmark = pytest.mark.virtual_time


async def test_a_read_that_was_out_while_the_machine_slept_is_asked_again() -> None:
    line, clock = Line(Script(), 0.1), TwoClocks()
    async with client_on(line, clock=clock, timings=SLOW) as client:
        begin = now()
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.15)
        clock.slept_s += 3600.0
        line.script.set(LAMP, 255)
        snapshot = await reading
        assert snapshot.is_on(LAMP)
        assert snapshot.asked_at == pytest.approx(begin + 0.2)
        assert client.statistics.surplus_snapshots == 0


async def test_the_first_read_of_a_link_is_asked_again_too() -> None:
    line, clock = Line(Script(), 0.1), TwoClocks()
    asked: list[float] = []

    def read(peer: Peer) -> None:
        asked.append(now())
        peer.show()

    line.script.reads = read
    asyncio.get_running_loop().call_later(0.35, setattr, clock, "slept_s", 60.0)
    async with client_on(line, clock=clock, timings=SLOW) as client:
        assert client.observed.asked_at > asked[0]
        assert len(asked) == 2


async def test_bytes_that_came_together_with_the_answer_do_not_answer_the_second_request() -> None:
    line, clock = Line(Script(), 0.1), TwoClocks()
    async with client_on(line, clock=clock, timings=SLOW) as client:
        line.script.reads = lambda peer: peer.say(peer.session.outputs(bytes(128)) * 3)
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.15)
        clock.slept_s += 60.0
        line.script.set(LAMP, 255)
        await asyncio.sleep(0.01)
        line.script.reads = lambda peer: peer.show()
        assert (await reading).is_on(LAMP)


async def test_the_planner_and_subscribers_are_told_for_how_long_the_machine_slept() -> None:
    line, clock = Line(Script(), 0.01), TwoClocks()
    async with client_on(line, clock=clock) as client:
        told: list[Any] = []
        planner = client._engine.planner
        planner.slept = lambda seconds, at: told.append((seconds, at))
        changes: list[Any] = []
        client.subscribe(changes.append)
        clock.slept_s += 7.5
        line.script.set(LAMP, 255)
        await asyncio.sleep(1.0)
        assert [(seconds, at < now()) for seconds, at in told] == [(7.5, True)]
        assert [(change.slept, change.previous is None, len(change.changes)) for change in changes] == [
            (7.5, False, 0),
            (0.0, True, 1),
        ]


async def test_a_frame_is_not_planned_from_a_read_from_before_the_sleep() -> None:
    line, clock = Line(Script(), 0.0001), TwoClocks()
    async with client_on(line, clock=clock, timings=SLOW) as client:
        await client.read()
        clock.slept_s += 60.0
        begin = now()
        await client.set_output(LAMP, 255)
        peer = line.script.peer
        [written] = peer.times(FrameRequest)
        assert [at for at in peer.times(OutputsRequest) if begin <= at < written]


async def test_a_wall_clock_that_is_corrected_a_little_is_no_sleep() -> None:
    line, clock = Line(Script(), 0.01), TwoClocks()
    async with client_on(line, clock=clock) as client:
        changes: list[Any] = []
        client.subscribe(changes.append)
        for _ in range(50):
            clock.slept_s += 0.9
            await asyncio.sleep(1.0)
            clock.slept_s -= 3.0
            await asyncio.sleep(1.0)
        assert changes == []


async def test_the_second_request_waits_until_a_message_of_unknown_length_has_passed() -> None:
    line, clock = Line(Script(), 0.01), TwoClocks()
    async with client_on(line, clock=clock, timings=SLOW) as client:
        peer = line.script.peer

        def read(peer: Peer) -> None:
            peer.show()
            peer.say(peer.session.keep_alive_reply(20))

        line.script.reads = read
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.015)
        clock.slept_s += 60.0
        line.script.reads = lambda peer: peer.show()
        await reading
        first, second = peer.times(OutputsRequest)[-2:]
        assert second - first >= 0.06
        assert client.connection.online

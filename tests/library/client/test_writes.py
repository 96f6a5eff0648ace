"""What a write owes, and what its answers are good for.

The rules are in docs/architecture.md, "What a write is owed".
"""

import asyncio
from typing import Any

import pytest

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest, OutputsRequest
from tests.library.client.link_rig import (
    LAMP,
    ON,
    OTHER_LAMP,
    PAIR,
    Script,
    later,
    make_client,
    now,
    outcome,
    quiet_client,
    silent,
    until,
)

pytestmark = pytest.mark.virtual_time


async def test_no_read_is_sent_while_a_write_owes_its_reply() -> None:
    script = Script(writes=lambda peer: later(0.3, peer.acknowledge))
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        await client.set_output(LAMP, 255)
        written = script.peer.times(FrameRequest)[0]
        after = [at for at in script.peer.times(OutputsRequest) if at > written]
        assert after[0] == pytest.approx(written + 0.3)


async def test_a_write_owes_for_half_a_second_and_its_absence_is_no_error() -> None:
    script = Script(writes=silent)
    async with make_client(script) as client:
        await client.set_output(LAMP, 255)
        written = script.peer.times(FrameRequest)[0]
        after = [at for at in script.peer.times(OutputsRequest) if at > written]
        assert after[0] == pytest.approx(written + 0.5)
        assert client.connection.online
        assert client.statistics.writes_unanswered == 1


async def test_after_ten_unanswered_writes_nothing_is_waited_for() -> None:
    script = Script(writes=silent)
    async with make_client(script) as client:
        begin = now()
        for number in range(11):
            await asyncio.sleep(1.0)
            begin = now()
            await client.set_output(LAMP, 255 * (number % 2 == 0))
        assert now() - begin < 0.01
        assert client.statistics.writes_unanswered == 10


async def test_a_surplus_snapshot_raises_the_wait_to_a_second_and_makes_writes_owe_again() -> None:
    script = Script(writes=silent)
    async with make_client(script) as client:
        for number in range(10):
            await client.set_output(LAMP, 255 * (number % 2 == 0))
            await asyncio.sleep(1.0)
        script.peer.show()
        await asyncio.sleep(1.5)
        begin = now()
        await client.set_output(LAMP, 255)
        assert now() - begin == pytest.approx(1.0, abs=0.01)
        assert client.statistics.surplus_snapshots == 1


async def test_a_surplus_snapshot_disqualifies_the_snapshots_of_the_last_second() -> None:
    script = Script()
    async with quiet_client(script) as client:
        await client.read()
        script.peer.show(ON)
        script.reads = silent
        await asyncio.sleep(0)
        command = asyncio.create_task(outcome(client.set_output(OTHER_LAMP, 255)))
        await asyncio.sleep(0.02)
        assert FrameRequest not in [heard.what for heard in script.peer.heard]
        script.peer.show()
        await asyncio.sleep(0.01)
        assert script.peer.kinds() == ["Outputs", "Outputs", "Frame", "Outputs"]
        await command


async def test_a_surplus_snapshot_that_says_the_same_disqualifies_nothing() -> None:
    """Whichever of the two answered the read: it said the same."""
    script = Script()
    async with quiet_client(script) as client:
        await client.read()
        script.peer.show()
        await asyncio.sleep(0)
        command = asyncio.create_task(outcome(client.set_output(OTHER_LAMP, 255)))
        await asyncio.sleep(0.01)
        assert script.peer.kinds()[:2] == ["Outputs", "Frame"]
        assert await command is None
        assert client.statistics.surplus_snapshots == 1


async def test_a_snapshot_that_answers_a_write_confirms_and_publishes_nothing() -> None:
    """The lie in the write's answer is never believed; it only makes the client read."""
    script = Script(writes=lambda peer: peer.show(bytes(128)))
    async with quiet_client(script) as client:
        changes: list[Any] = []
        client.subscribe(changes.append)
        await client.set_output(LAMP, 255)
        assert script.peer.kinds() == ["Outputs", "Frame", "Outputs"]
        assert all(change.snapshot.is_on(LAMP) for change in changes)
        assert client.statistics.surplus_snapshots == 0


async def test_any_other_snapshot_only_triggers_a_read() -> None:
    script = Script()
    async with quiet_client(script) as client:
        changes: list[Any] = []
        client.subscribe(changes.append)
        script.peer.show(ON)
        await asyncio.sleep(0.2)
        assert script.peer.kinds() == ["Outputs"]
        assert changes == []


async def test_a_gateway_that_says_everything_twice_is_not_asked_without_a_pause() -> None:
    def twice(peer: Any) -> None:
        peer.show()
        later(0.001, peer.show)

    script = Script(reads=twice)
    async with make_client(script) as client:
        await asyncio.sleep(10.0)
        assert len(script.peer.times(OutputsRequest)) <= 110
        assert await outcome(client.set_output(LAMP, 255)) is None


async def test_a_frame_waits_for_the_answer_to_the_one_before_but_a_stop_passes() -> None:
    script = Script(writes=lambda peer: later(0.4, peer.acknowledge))
    async with make_client(script, shutters=[PAIR]) as client:
        await asyncio.sleep(1.1)
        await client.drive(PAIR, Motion.UP)
        await asyncio.sleep(2.0)
        lamp = asyncio.create_task(client.set_output(LAMP, 255))
        await asyncio.sleep(0.1)
        begin = now()
        stop = asyncio.create_task(client.drive(PAIR, Motion.OFF))
        await asyncio.sleep(0.01)
        stopped = script.peer.times(FrameRequest)[-1]
        assert stopped - begin < 0.005
        await asyncio.gather(lamp, stop)


async def test_a_stop_waits_for_one_outstanding_exchange_at_most() -> None:
    script = Script(reads=lambda peer: later(0.2, peer.show))
    async with make_client(script, shutters=[PAIR], timings=Timings(poll_interval=0.1)) as client:
        await asyncio.sleep(2.0)
        await client.drive(PAIR, Motion.UP)
        lamps = [
            asyncio.create_task(client.set_output(OutputAddress(module, 1), 255)) for module in range(1, 5)
        ]
        await asyncio.sleep(1.13)
        begin = now()
        stop = asyncio.create_task(client.drive(PAIR, Motion.OFF))
        await until(lambda: script.values[PAIR.up.index] == 0)
        assert now() - begin <= 0.42  # the rest of one read, and its own
        await asyncio.gather(stop, *lamps)

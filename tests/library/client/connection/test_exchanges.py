"""One exchange in flight: the rules for reads and for the end of the link.

The rules are in docs/architecture.md, "What an answer answers".
"""

import asyncio
import itertools
from typing import Any

import pytest

from ipcom.protocol.events import OutputsRequest
from ipcom.simulator.testing.virtual_time import VirtualLoop
from tests.library.client.link_rig import (
    FAR_LAMP,
    LAMP,
    ON,
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


async def test_polls_leave_on_a_schedule_that_does_not_drift() -> None:
    script = Script(reads=lambda peer: later(0.02, peer.show))
    async with make_client(script):
        begin = script.peer.times(OutputsRequest)[0]
        await asyncio.sleep(60.0)
        times = script.peer.times(OutputsRequest)
    assert len(times) == 172
    assert times[-1] - begin == pytest.approx(171 * 0.35)


async def test_a_snapshot_that_came_before_a_read_was_sent_does_not_answer_it() -> None:
    script = Script()
    async with quiet_client(script) as client:
        script.reads = lambda peer: later(0.1, lambda: peer.show(bytes(128)))
        script.peer.show(ON)
        await asyncio.sleep(0)
        snapshot = await client.read()
        assert not snapshot.is_on(LAMP)


async def test_a_message_that_had_begun_before_a_read_was_sent_does_not_answer_it() -> None:
    script = Script()
    async with quiet_client(script) as client:
        early = script.peer.session.outputs(ON)
        script.reads = lambda peer: later(0.1, lambda: peer.show(bytes(128)))
        script.peer.say(early[:60])
        await asyncio.sleep(0.01)
        reading = asyncio.create_task(client.read())
        await asyncio.sleep(0.01)
        script.peer.say(early[60:])
        assert not (await reading).is_on(LAMP)
        assert client.statistics.surplus_snapshots == 1


async def test_two_seconds_without_an_answer_end_the_link() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        script.reads = silent
        last = script.peer.times(OutputsRequest)[-1]
        took = await until(lambda: not client.connection.online)
        assert now() - last == pytest.approx(2.35, abs=0.02)
        assert took <= 2.36
        assert "stopped answering" in client.connection.reason


async def test_a_slow_link_skips_polls_and_never_queues_them() -> None:
    script = Script(reads=lambda peer: later(0.4, peer.show))
    async with make_client(script) as client:
        await asyncio.sleep(20.0)
        times = script.peer.times(OutputsRequest)
        assert client.statistics.polls_skipped > 20
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert max(gaps) == pytest.approx(0.7)


async def test_a_commands_read_counts_as_a_poll_and_the_schedule_keeps_its_phase() -> None:
    script = Script()
    async with make_client(script) as client:
        begin = script.peer.times(OutputsRequest)[0]
        await asyncio.sleep(1.2)
        await client.read()
        await asyncio.sleep(1.0)
        reads = [round(at - begin, 6) for at in script.peer.times(OutputsRequest)]
    assert reads == [0.0, 0.35, 0.7, 1.05, 1.2, 1.55, 1.75, 2.1]


async def test_two_polls_are_never_nearer_than_half_an_interval_nor_further_apart_than_one() -> None:
    script = Script()
    async with make_client(script) as client:
        for read in range(20):
            await asyncio.sleep(0.8 + read / 50)
            begin = now()
            await client.read()
            await asyncio.sleep(1.5)
            reads = [at for at in script.peer.times(OutputsRequest) if at >= begin]
            gaps = [b - a for a, b in itertools.pairwise(reads)]
            assert max(gaps) <= 0.35 + 1e-6
            assert min(gaps) >= 0.175 - 1e-6


async def test_after_a_pause_of_the_whole_process_there_is_no_burst_and_the_phase_is_kept() -> None:
    script = Script()
    async with make_client(script):
        begin = script.peer.times(OutputsRequest)[0]
        await asyncio.sleep(1.0)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop._virtual.now += 60.0
        await asyncio.sleep(1.0)
        reads = [round(at - begin, 6) for at in script.peer.times(OutputsRequest) if at - begin > 1.1]
    assert reads == [61.0, 61.25, 61.6, 61.95]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(lambda peer: peer.session.encipher(b"\x06\x01"), id="unknown kind"),
        pytest.param(lambda peer: peer.session.encipher(b"\x01\x02\x01"), id="late login reply"),
        pytest.param(lambda peer: peer.session.disconnect(), id="disconnect"),
        pytest.param(lambda peer: peer.session.encipher(b"\x05\x07" + bytes(128)), id="other version"),
        pytest.param(lambda peer: b"\xff" * 5000, id="flood"),
    ],
)
async def test_an_unknown_message_ends_the_link_and_a_fresh_login_follows(said: Any) -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(2.0)
        script.peer.say(said(script.peer))
        await asyncio.sleep(0.01)
        assert len(script.peers) == 2
        assert client.connection.online
        assert script.peers[0].gone


async def test_every_waiter_gets_the_first_fatal_error() -> None:
    script = Script()
    async with quiet_client(script) as client:
        script.reads = silent
        command = asyncio.create_task(outcome(client.set_output(FAR_LAMP, 255)))
        await asyncio.sleep(0.1)
        script.connect = lambda: asyncio.sleep(60)
        script.peer.transport.abort()
        await asyncio.sleep(0.01)
        assert "reset" in client.connection.reason
        assert "reset" in client.statistics.last_error
        error = await command
        assert error is not None

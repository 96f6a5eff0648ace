"""One exchange in flight: every rule of DESIGN.md, "Exchanges", seen from the gateway's end."""

import asyncio
import itertools
from contextlib import asynccontextmanager
from typing import Any

import pytest
from link_rig import (
    ACKNOWLEDGED,
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
from ipcom.client.timings import Timings
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.protocol.events import FrameRequest, KeepAliveRequest, OutputsRequest

pytestmark = pytest.mark.virtual_time

PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2))
ON = bytes([255]) + bytes(127)
SLOW = Timings(poll_interval=5.0)


def later(seconds: Any, act: Any) -> None:
    asyncio.get_running_loop().call_later(seconds, act)


@asynccontextmanager
async def quiet_client(script: Script) -> Any:
    """A client that polls so seldom that a test can tell what else it does."""
    async with make_client(script, timings=SLOW) as client:
        await asyncio.sleep(1.0)
        script.peer.heard.clear()
        yield client


# Reads


async def test_polls_leave_on_a_schedule_that_does_not_drift() -> None:
    script = Script(reads=lambda peer: later(0.02, peer.show))
    async with make_client(script):
        begin = script.peer.times(OutputsRequest)[0]
        await asyncio.sleep(60.0)
        times = script.peer.times(OutputsRequest)
    assert len(times) == 172
    assert times[-1] - begin == pytest.approx(171 * 0.35)


async def test_what_came_before_a_read_was_sent_does_not_answer_it() -> None:
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


async def test_a_commands_read_counts_as_a_poll() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        begin = now()
        await client.read()
        await asyncio.sleep(0.5)
        reads = [at for at in script.peer.times(OutputsRequest) if at >= begin]
    assert reads == pytest.approx([begin, begin + 0.35])


async def test_after_a_pause_of_the_whole_process_there_is_no_burst() -> None:
    script = Script()
    async with make_client(script):
        await asyncio.sleep(1.0)
        asyncio.get_running_loop()._virtual.now += 60.0
        begin = now()
        await asyncio.sleep(1.0)
        reads = [at for at in script.peer.times(OutputsRequest) if at >= begin]
    assert len(reads) <= 3


# Writes and what they owe


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
        changes = []
        client.subscribe(changes.append)
        await client.set_output(LAMP, 255)
        assert script.peer.kinds() == ["Outputs", "Frame", "Outputs"]
        assert all(change.snapshot.is_on(LAMP) for change in changes)
        assert client.statistics.surplus_snapshots == 0


async def test_any_other_snapshot_only_triggers_a_read() -> None:
    script = Script()
    async with quiet_client(script) as client:
        changes = []
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


# Frames that are none, and keep-alives


@pytest.mark.parametrize("said", [b"\x04\x01\x99\x99", b"\x04\x01\x23\x00\x3c\x02\x01\xff", b"\x04\x09"])
async def test_after_an_unreadable_frame_nothing_is_sent_for_50_ms_and_what_arrives_is_dropped(
    said: Any,
) -> None:
    def garbled(peer: Any) -> None:
        peer.say(peer.session.encipher(said))
        later(0.02, lambda: peer.say(b"more of it"))

    script = Script(writes=garbled)
    async with quiet_client(script) as client:
        await client.set_output(LAMP, 255)
        written = script.peer.times(FrameRequest)[0]
        after = [heard.at for heard in script.peer.heard if heard.at > written]
        assert after[0] == pytest.approx(written + 0.05)
        assert client.connection.online


async def test_an_answer_that_stops_in_the_middle_of_a_frame_is_given_up() -> None:
    script = Script(writes=lambda peer: peer.say(peer.session.encipher(b"\x04\x01")))
    async with quiet_client(script) as client:
        begin = now()
        await client.set_output(LAMP, 255)
        assert now() - begin == pytest.approx(0.55, abs=0.01)
        assert client.connection.online
        assert script.peer.kinds() == ["Outputs", "Frame", "Outputs"]


async def test_a_frame_that_comes_slowly_is_waited_for_while_bytes_come() -> None:
    def slowly(peer: Any) -> None:
        for number, byte in enumerate(peer.session.frame_reply(ACKNOWLEDGED)):
            later(0.3 + 0.04 * number, lambda byte=byte: peer.say(bytes([byte])))

    script = Script(writes=slowly)
    async with quiet_client(script) as client:
        await client.set_output(LAMP, 255)
        assert client.connection.online
        assert client.statistics.surplus_snapshots == 0


async def test_a_late_frame_that_stops_in_the_middle_does_not_end_the_link() -> None:
    """It swallows the answer to a read: the read is asked again."""
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(1.0)
        script.peer.say(script.peer.session.encipher(b"\x04\x01\x23\x00\x3c\xf0"))
        await asyncio.sleep(5.0)
        assert client.connection.online
        assert len(script.peers) == 1


async def test_nothing_is_sent_for_50_ms_after_a_keep_alives_reply_of_any_length() -> None:
    script = Script(keep_alives=lambda peer: peer.say(peer.session.keep_alive_reply(40)))
    async with make_client(script, timings=Timings(keep_alive=1.0)) as client:
        await asyncio.sleep(10.0)
        assert client.connection.online
        assert len(script.peers) == 1
        sent = [heard.at for heard in script.peer.heard]
        for at in script.peer.times(KeepAliveRequest):
            following = min(other for other in sent if other > at)
            assert following - at >= 0.05 - 1e-9


async def test_a_keep_alive_goes_out_every_30_s_whatever_else_goes_on() -> None:
    script = Script()
    async with make_client(script) as client:

        async def drag() -> None:
            level = 0
            while True:
                level ^= 255
                await outcome(client.set_output(LAMP, level))

        dragging = asyncio.create_task(drag())
        begin = now()
        await asyncio.sleep(125.0)
        dragging.cancel()
        times = script.peer.times(KeepAliveRequest)
    assert [round(at - begin) for at in times] == [30, 60, 90, 120]


async def test_an_absent_keep_alive_reply_is_only_counted() -> None:
    script = Script(keep_alives=silent)
    async with make_client(script, timings=Timings(keep_alive=2.0)) as client:
        await asyncio.sleep(21.0)
        assert client.connection.online
        assert client.statistics.keep_alives_unanswered >= 9
        assert len(script.peers) == 1


async def test_a_keep_alive_reply_that_comes_during_a_read_does_not_lose_the_read() -> None:
    script = Script(keep_alives=silent)
    async with quiet_client(script) as client:

        def late(peer: Any) -> None:
            peer.say(peer.session.keep_alive_reply())
            later(0.01, peer.show)
            script.reads = type(peer).show

        script.reads = late
        begin = now()
        await client.read()
        assert now() - begin == pytest.approx(0.05, abs=0.01)
        assert script.peer.kinds() == ["Outputs", "Outputs"]


async def test_framing_that_breaks_after_a_keep_alive_reconnects_and_sends_no_more_of_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def garble(peer: Any) -> None:
        peer.say(peer.session.keep_alive_reply())
        later(0.06, lambda: peer.say(b"\x99" * 40))

    script = Script(keep_alives=garble)
    async with make_client(script, timings=Timings(keep_alive=2.0)) as client:
        await asyncio.sleep(20.0)
        assert len(script.peers) == 2
        assert client.connection.online
        assert script.peer.times(KeepAliveRequest) == []
        assert client.statistics.loops_running == ("ipcom-receive", "ipcom-poll", "ipcom-commands")


# What ends the link


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
async def test_what_no_gateway_says_ends_the_link_and_a_fresh_login_heals_it(said: Any) -> None:
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

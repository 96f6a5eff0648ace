"""Answers of unknown length: frames that are none, and keep-alives.

The rules are in docs/architecture.md, "Messages of unknown length".
"""

import asyncio
from typing import Any

import pytest

from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest, KeepAliveRequest
from tests.library.client.link_rig import (
    ACKNOWLEDGED,
    LAMP,
    Script,
    later,
    make_client,
    now,
    outcome,
    quiet_client,
    silent,
)

pytestmark = pytest.mark.virtual_time


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

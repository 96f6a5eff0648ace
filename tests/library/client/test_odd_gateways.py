"""What another gateway than ours may do, and the link must bear (docs/protocol.md, "Confidence": [I] and [?])."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.timings import Timings
from tests.library.client.link_rig import (
    DIMMER,
    KEY,
    LAMP,
    OTHER_LAMP,
    PAIR,
    Peer,
    Script,
    later,
    make_client,
    now,
    outcome,
    silent,
    until,
)

pytestmark = pytest.mark.virtual_time

SOON = Timings(keep_alive=2.0)


@asynccontextmanager
async def a_house(script: Script, **options: Any) -> Any:
    async with make_client(script, shutters=[PAIR], kinds={DIMMER: OutputKind.DIMMER}, **options) as client:
        await asyncio.sleep(1.5)
        yield client


async def everything_works(script: Script, client: Any) -> float:
    """A lamp, a dimmer and a shutter do as they are told; returns how long that took."""
    begin = now()
    for value in (255, 0):
        await client.set_output(LAMP, value)
        assert script.values[LAMP.index] == value
    await client.set_output(DIMMER, 40)
    await client.drive(PAIR, Motion.UP)
    await client.drive(PAIR, Motion.DOWN)
    assert script.values[PAIR.down.index] == 255
    await client.drive(PAIR, Motion.OFF)
    assert not any(script.values[a.index] for a in PAIR.addresses)
    return now() - begin


def enciphered(peer: Peer, plain: bytes) -> bytes:
    return peer.session._cipher.encrypt(plain)


def of_bytes(plain: bytes) -> Any:
    return lambda peer: peer.say(enciphered(peer, plain))


# Answers to writes


def old_state_first(script: Script) -> Any:
    """The snapshot that answers a write was made before the write was done."""
    before: list[bytes] = [script.values]

    def answer(peer: Peer) -> None:
        peer.show(before[0])
        before[0] = script.values

    return answer


def frame_then_outputs(peer: Peer) -> None:
    peer.acknowledge()
    peer.show()


def outputs_then_frame(peer: Peer) -> None:
    peer.show()
    peer.acknowledge()


def frame_and_outputs_later(seconds: float) -> Any:
    def answer(peer: Peer) -> None:
        peer.acknowledge()
        later(seconds, peer.show)

    return answer


def frame_and_old_outputs(script: Script) -> Any:
    old = old_state_first(script)

    def answer(peer: Peer) -> None:
        peer.acknowledge()
        old(peer)

    return answer


WRITES: dict[str, Any] = {
    "ID 4 without a frame": lambda _: of_bytes(bytes([4, 1])),
    "ID 4 without a frame in another version": lambda _: of_bytes(bytes([4, 2])),
    "ID 4 with a status byte": lambda _: of_bytes(bytes([4, 1, 0])),
    "ID 4 with a frame that is none": lambda _: of_bytes(bytes([4, 1, 0x23, 60])),
    "ID 5 with the old state": old_state_first,
    "ID 4, then ID 5": lambda _: frame_then_outputs,
    "ID 5, then ID 4": lambda _: outputs_then_frame,
    "ID 4, then ID 5 a little later": lambda _: frame_and_outputs_later(0.02),
    "ID 4, then ID 5 much later": lambda _: frame_and_outputs_later(0.4),
    "ID 4, then ID 5 with the old state": frame_and_old_outputs,
    "ID 3": lambda _: of_bytes(bytes([3, 1])),
    "ID 5 after 0.9 s": lambda _: lambda peer: later(0.9, peer.show),
    "nothing": lambda _: silent,
}


@pytest.mark.parametrize("how", WRITES)
async def test_however_writes_are_answered_everything_works_and_the_link_stands(how: Any) -> None:
    script = Script()
    script.writes = WRITES[how](script)
    async with a_house(script) as client:
        assert await everything_works(script, client) < 8.0
        await asyncio.sleep(5.0)
        assert client.observed.values == script.values
        assert client.statistics.reconnects == 0


# What comes unasked


@pytest.mark.parametrize("every", [0.2, 0.35, 1.0, 3.0])
async def test_a_gateway_that_tells_its_outputs_unasked_can_be_used_in_every_way(every: Any) -> None:
    script = Script()

    async def push() -> None:
        while True:
            await asyncio.sleep(every)
            script.peer.show()

    async with a_house(script) as client:
        pushing = asyncio.create_task(push())
        try:
            assert await everything_works(script, client) < 8.0
            script.set(OTHER_LAMP, 255)
            await until(lambda: client.observed.is_on(OTHER_LAMP), within=0.5)
            assert client.statistics.reconnects == 0
        finally:
            pushing.cancel()


# Keep-alives


@pytest.mark.parametrize("extra", [0, 1, 2, 5, 54, 128, 133, 253])
async def test_a_keep_alives_reply_may_be_as_long_as_it_likes(extra: Any) -> None:
    script = Script(keep_alives=of_bytes(bytes([3, 1]) + bytes(range(extra))))
    async with a_house(script, timings=SOON) as client:
        await asyncio.sleep(20.0)
        assert await everything_works(script, client) < 8.0
        assert client.statistics.keep_alives_sent >= 10
        assert client.statistics.reconnects == 0


@pytest.mark.parametrize("reply", [bytes([3]), bytes([3, 2]), bytes([3, 0, 5, 1])])
async def test_a_keep_alives_reply_may_look_different(reply: Any) -> None:
    script = Script(keep_alives=of_bytes(reply))
    async with a_house(script, timings=SOON) as client:
        await asyncio.sleep(20.0)
        assert client.statistics.reconnects == 0


async def test_a_keep_alive_answered_by_a_snapshot_or_a_frame_costs_nothing() -> None:
    for answer in (Peer.show, Peer.acknowledge):
        script = Script(keep_alives=answer)
        async with a_house(script, timings=SOON) as client:
            await asyncio.sleep(20.0)
            assert await everything_works(script, client) < 8.0
            assert client.statistics.reconnects == 0


# Logins


@pytest.mark.parametrize("key", [bytes(128), b"\xff" * 128, b"\x01\x02" * 64, KEY[::-1]])
async def test_any_session_key_will_do(key: Any) -> None:
    script = Script(logins=lambda peer: peer.say(peer.session.accept_login("4.10", key)))
    async with a_house(script) as client:
        assert await everything_works(script, client) < 8.0


async def test_a_login_reply_may_come_byte_by_byte() -> None:
    def trickle(peer: Peer) -> None:
        for n, byte in enumerate(peer.session.accept_login("4.10", KEY)):
            later(0.01 * n, lambda byte=byte: peer.say(bytes([byte])))

    script = Script(logins=trickle)
    async with a_house(script) as client:
        assert client.connection.firmware == "4.10"
        assert await everything_works(script, client) < 8.0


# Values


@pytest.mark.parametrize("value", [1, 2, 100, 251, 254])
async def test_a_relay_may_flicker_through_any_value(value: Any) -> None:
    script = Script()
    async with a_house(script) as client:
        script.set(OTHER_LAMP, value)
        later(0.3, lambda: script.set(OTHER_LAMP, 255))
        await client.set_output(LAMP, 255)
        await asyncio.sleep(1.0)
        assert client.snapshot.is_on(OTHER_LAMP)
        assert script.values[OTHER_LAMP.index] == 255


async def test_a_dimmer_whose_button_a_person_holds_is_left_to_that_person() -> None:
    script = Script()
    async with a_house(script) as client:
        script.set(DIMMER, 251)
        later(0.8, lambda: script.set(DIMMER, 63))
        assert await outcome(client.set_output(OutputAddress(6, 2), 255)) is None
        assert script.values[DIMMER.index] == 63


async def test_a_gateway_that_leaves_writes_unanswered_after_it_answered_once_too_often_still_stops() -> None:
    script = Script(writes=silent)
    async with a_house(script) as client:
        script.peer.show()
        await asyncio.sleep(1.0)
        await client.drive(PAIR, Motion.UP)
        await asyncio.sleep(2.0)
        frames = client.statistics.frames_sent
        assert await outcome(client.drive(PAIR, Motion.OFF)) is None
        assert client.statistics.frames_sent == frames + 1

"""Every fault, seen from the wire."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.protocol.events import (
    ConnectionClosed,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    LoginRefused,
    OutputsReply,
)
from ipcom.protocol.gateway_session import RefusalStyle
from ipcom.simulator import Faults, SimulatedGateway, WriteReply
from tests.library.simulator.simulator_rig import LIGHT, WireClient, wire

pytestmark = pytest.mark.virtual_time

SNAPSHOT = 130


def now() -> float:
    return asyncio.get_running_loop().time()


def faulty(faults: Faults) -> SimulatedGateway:
    return SimulatedGateway(listen=False, faults=faults, rng=random.Random(3))


@asynccontextmanager
async def connected(faults: Faults) -> AsyncIterator[tuple[SimulatedGateway, WireClient]]:
    """A client that logged in before things went wrong."""
    async with faulty(Faults()) as gateway, wire(gateway) as client:
        gateway.faults = faults
        yield gateway, client


async def test_split_sends_byte_by_byte() -> None:
    async with connected(Faults(split=1)) as (_, client):
        await client.outputs()
        assert [len(chunk) for chunk in client.chunks] == [1] * SNAPSHOT


async def test_join_lets_two_replies_leave_as_one() -> None:
    async with connected(Faults(join_s=0.05)) as (_, client):
        client.send(client.session.read_outputs())
        client.send(client.session.read_outputs())
        assert isinstance(await client.event(), OutputsReply)
        assert isinstance(await client.event(), OutputsReply)
        assert [len(chunk) for chunk in client.chunks] == [2 * SNAPSHOT]
        began = now()
        await client.outputs()
        assert now() - began == pytest.approx(0.05)


async def test_a_reply_that_waits_for_another_leaves_before_the_end() -> None:
    async with connected(Faults(join_s=5.0)) as (gateway, client):
        client.send(client.session.read_outputs())
        await asyncio.sleep(1)
        gateway.drop_connections()
        assert isinstance(await client.event(), OutputsReply)
        assert await client.ended()


async def test_a_new_reply_waits_its_own_time() -> None:
    async with connected(Faults(join_s=0.05)) as (_, client):
        client.send(client.session.read_outputs() * 3)
        began = now()
        for _ in range(3):
            await client.event()
        assert now() - began == pytest.approx(0.05)


async def test_delay_makes_every_reply_late() -> None:
    async with connected(Faults(delay_s=0.08)) as (_, client):
        for _ in range(2):
            began = now()
            await client.outputs()
            assert now() - began == pytest.approx(0.08)


async def test_a_late_reply_for_a_client_that_went_is_dropped() -> None:
    async with connected(Faults(delay_s=0.5)) as (gateway, client):
        client.send(client.session.read_outputs())
        await asyncio.sleep(0.1)
        await client.close()
        await asyncio.sleep(1)
        assert gateway.connections == 0


async def test_jitter_makes_each_reply_late_by_another_time_and_keeps_the_order() -> None:
    async with connected(Faults(jitter_s=0.08)) as (_, client):
        delays = []
        for _ in range(20):
            began = now()
            await client.outputs()
            delays.append(now() - began)
        assert len({round(delay, 6) for delay in delays}) == 20
        assert 0 <= min(delays) < 0.03
        assert 0.06 < max(delays) <= 0.08
        client.light()
        client.send(client.session.read_outputs())
        assert isinstance(await client.event(), FrameReply)
        assert isinstance(await client.event(), OutputsReply)


async def test_late_replies_are_overtaken() -> None:
    async with connected(Faults(late_percent=100, late_s=3.0)) as (gateway, client):
        client.light()
        await asyncio.sleep(0.1)
        gateway.faults = Faults()
        client.send(client.session.read_outputs())
        began = now()
        assert isinstance(await client.event(), OutputsReply)
        assert isinstance(await client.event(), FrameReply)
        assert now() - began == pytest.approx(2.9)


async def test_drop_closes_after_so_many_replies() -> None:
    async with faulty(Faults(drop_after=3)) as gateway, wire(gateway) as client:
        await client.outputs()
        await client.outputs()
        assert await client.ended()


async def test_drop_waits_for_replies_that_are_late() -> None:
    async with faulty(Faults(drop_after=2, delay_s=0.5)) as gateway, wire(gateway) as client:
        await client.outputs()
        assert await client.ended()


async def test_drop_before_the_first_reply_closes_at_once() -> None:
    async with faulty(Faults(drop_after=0)) as gateway, wire(gateway, login=False) as client:
        assert await client.login() == ConnectionClosed()


async def test_reset_breaks_after_so_many_replies() -> None:
    async with faulty(Faults(reset_after=2)) as gateway, wire(gateway) as client:
        await client.outputs()
        with pytest.raises(ConnectionResetError):
            await client.reader.read(1)


async def test_silent_obeys_but_answers_no_more() -> None:
    async with connected(Faults(silent_after=0)) as (gateway, client):
        client.light()
        assert await client.says_nothing()
        assert gateway.house.world.is_on(LIGHT)
        gateway.faults = Faults()
        await client.outputs()


async def test_silent_from_the_start_does_not_even_answer_a_login() -> None:
    async with faulty(Faults(silent_after=0)) as gateway, wire(gateway, login=False) as client:
        client.send(client.session.login("demo", "demo", 1))
        assert await client.says_nothing()


async def test_half_open_takes_nothing_and_does_not_notice_the_end() -> None:
    async with faulty(Faults(half_open_after=2)) as gateway:
        async with wire(gateway) as client:
            await client.outputs()
            client.light()
            client.send(client.session.read_outputs())
            gateway.faults = Faults(half_open_after=0)
            assert await client.says_nothing()
            assert not gateway.house.world.is_on(LIGHT)
        await asyncio.sleep(60)
        assert gateway.connections == 1
        gateway.faults = Faults()
        async with wire(gateway) as client:
            await client.outputs()


async def test_truncate_cuts_replies_in_half() -> None:
    async with connected(Faults(truncate_percent=100)) as (_, client):
        client.send(client.session.read_outputs())
        assert len(await client.reader.read(1000)) == SNAPSHOT // 2
        assert await client.says_nothing()


async def test_garbage_is_never_the_same_twice() -> None:
    async with connected(Faults(garbage_percent=100)) as (_, client):
        replies = set()
        for _ in range(5):
            client.send(client.session.read_outputs())
            replies.add(await client.reader.readexactly(SNAPSHOT))
        assert len(replies) == 5


async def test_a_wrong_kind_is_no_answer() -> None:
    async with connected(Faults(wrong_kind_percent=100)) as (_, client):
        client.send(client.session.read_outputs())
        with pytest.raises(ProtocolError, match="6"):
            await client.event()


@pytest.mark.parametrize("later_s", [0.0, 0.7])
async def test_duplicates_come_twice_at_once_or_later(later_s: float) -> None:
    async with connected(Faults(duplicate_percent=100, duplicate_s=later_s)) as (_, client):
        values = await client.outputs()
        began = now()
        assert await client.event() == OutputsReply(values)
        assert now() - began == pytest.approx(later_s)
        assert await client.says_nothing()


async def test_an_extra_snapshot_follows_unasked() -> None:
    async with connected(Faults(extra_snapshot_percent=100)) as (_, client):
        client.light()
        assert isinstance(await client.event(), FrameReply)
        extra = await client.event()
        assert isinstance(extra, OutputsReply)
        assert extra.values[LIGHT.index] == 255


@pytest.mark.parametrize(
    ("style", "reply"),
    [
        (WriteReply.FRAME, FrameReply),
        (WriteReply.BUS_FRAME, FrameReply),
        (WriteReply.OUTPUTS, OutputsReply),
    ],
)
async def test_a_write_is_answered_in_the_chosen_way(style: WriteReply, reply: type) -> None:
    async with connected(Faults(write_reply=style)) as (_, client):
        client.light()
        event = await client.event()
        assert isinstance(event, reply)
        if isinstance(event, FrameReply):
            assert event.frame is not None
            assert event.frame.bus == (2 if style is WriteReply.BUS_FRAME else None)
        await client.outputs()


async def test_a_write_may_stay_without_an_answer() -> None:
    async with connected(Faults(write_reply=WriteReply.NONE)) as (gateway, client):
        client.light()
        assert await client.says_nothing()
        assert gateway.house.world.is_on(LIGHT)


async def test_the_answer_to_a_write_may_be_late() -> None:
    async with connected(Faults(write_reply_s=0.3)) as (_, client):
        began = now()
        client.light()
        await client.event()
        assert now() - began == pytest.approx(0.3)


async def test_ignored_writes_are_answered_but_not_done() -> None:
    async with connected(Faults(ignore_writes_percent=20, seed=5)) as (gateway, client):
        on = 0
        for turn in range(200):
            client.light(on=turn % 2 == 0)
            assert isinstance(await client.event(), FrameReply)
        on = sum(write.ignored for write in gateway.transcript.writes)
        assert 20 <= on <= 60


async def test_late_writes_are_done_after_their_answer() -> None:
    async with connected(Faults(late_writes_s=0.4)) as (_, client):
        client.light()
        await client.event()
        assert (await client.outputs())[LIGHT.index] == 0
        await asyncio.sleep(0.5)
        assert (await client.outputs())[LIGHT.index] == 255


async def test_writes_that_wait_are_lost_when_the_gateway_stops() -> None:
    async with connected(Faults(late_writes_s=0.4)) as (gateway, client):
        client.light()
        await client.event()
        await gateway.stop()
        await asyncio.sleep(1)
        assert not gateway.house.world.is_on(LIGHT)


@pytest.mark.parametrize("length", [1, 2, 7])
async def test_a_keep_alive_is_answered_by_so_many_bytes(length: int) -> None:
    async with connected(Faults(keep_alive_bytes=length)) as (_, client):
        client.send(client.session.keep_alive())
        assert await client.event() == KeepAliveReply()
        assert sum(map(len, client.chunks)) == length


async def test_a_keep_alive_may_stay_without_an_answer() -> None:
    async with connected(Faults(keep_alive_bytes=0)) as (_, client):
        client.send(client.session.keep_alive())
        assert await client.says_nothing()


@pytest.mark.parametrize(
    ("style", "answer"),
    [
        (RefusalStyle.STATUS, LoginRefused),
        (RefusalStyle.DISCONNECT, LoginRefused),
        (RefusalStyle.CLOSE, ConnectionClosed),
    ],
)
async def test_a_login_is_refused_in_the_chosen_way(style: RefusalStyle, answer: type) -> None:
    gateway = faulty(Faults(refuse_login=True, refusal=style))
    async with gateway, wire(gateway, login=False) as client:
        assert isinstance(await client.login(), answer)


async def test_a_second_login_is_refused_while_the_first_stands_or_lingers() -> None:
    async with faulty(Faults(refuse_second=True, linger_s=2.0)) as gateway:
        async with wire(gateway), wire(gateway, login=False) as second:
            assert isinstance(await second.login(), LoginRefused)
        async with wire(gateway, login=False) as lingering:
            assert isinstance(await lingering.login(), LoginRefused)
        await asyncio.sleep(2.1)
        async with wire(gateway, login=False) as later:
            assert isinstance(await later.login(), LoginAccepted)


@pytest.mark.parametrize("loses", [True, False])
async def test_a_reboot_comes_once_and_loses_the_outputs_or_not(loses: bool) -> None:
    faults = Faults(reboot_after=2, reboot_s=3.0, reboot_loses_outputs=loses)
    async with faulty(faults) as gateway:
        gateway.press(LIGHT)
        async with wire(gateway) as client:
            await client.outputs()
            assert await client.ended()
        with pytest.raises(ConnectionRefusedError):
            await gateway.connect()
        await asyncio.sleep(3.1)
        async with wire(gateway) as client:
            assert bool((await client.outputs())[LIGHT.index]) is not loses
            await client.outputs()


async def test_stopping_during_a_reboot_stays_stopped() -> None:
    async with faulty(Faults(reboot_after=1, reboot_s=3.0)) as gateway:
        async with wire(gateway) as client:
            assert await client.ended()
        await gateway.stop()
        await asyncio.sleep(5)
        assert not gateway.running


async def test_faults_add_up() -> None:
    faults = Faults(split=7, delay_s=0.05, duplicate_percent=100, write_reply=WriteReply.OUTPUTS)
    async with connected(faults) as (_, client):
        began = now()
        client.light()
        for _ in range(2):
            reply = await client.event()
            assert isinstance(reply, OutputsReply)
            assert reply.values[LIGHT.index] == 255
        assert now() - began == pytest.approx(0.05)
        assert max(map(len, client.chunks)) == 7


async def test_the_same_seed_gives_the_same_accidents() -> None:
    async def story(seed: int) -> list[bool]:
        async with connected(Faults(ignore_writes_percent=50, seed=seed)) as (gateway, client):
            for _ in range(30):
                client.light()
                await client.event()
            return [write.ignored for write in gateway.transcript.writes]

    assert await story(1) == await story(1)
    assert await story(1) != await story(2)


@pytest.mark.parametrize(
    ("knobs", "message"),
    [({"split": -1}, "split: -1 is negative"), ({"garbage_percent": 101.0}, "101.0 is more than all")],
)
def test_impossible_faults_are_refused(knobs: dict[str, int], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Faults(**knobs)  # type: ignore[arg-type]

"""Faults of replies, seen from the wire."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.protocol.events import (
    ConnectionClosed,
    FrameReply,
    OutputsReply,
)
from ipcom.simulator import Faults, WriteReply
from tests.library.simulator.simulator_rig import LIGHT, connected, faulty, now, wire

pytestmark = pytest.mark.virtual_time

SNAPSHOT = 130


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

"""Faults of writes, keep-alives, logins and restarts, seen from the wire."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.protocol.events import (
    ConnectionClosed,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    LoginRefused,
    OutputsReply,
)
from ipcom.protocol.gateway_session import RefusalStyle
from ipcom.simulator import Faults, WriteReply
from tests.library.simulator.simulator_rig import LIGHT, connected, faulty, now, wire

pytestmark = pytest.mark.virtual_time


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

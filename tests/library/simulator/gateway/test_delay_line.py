"""A slow line, seen from the wire: requests and replies take time, each direction its own."""

from __future__ import annotations

import asyncio
import random

import pytest

from ipcom.errors import ConfigurationError
from ipcom.protocol.events import FrameReply, LoginAccepted, LoginRefused, OutputsReply
from ipcom.simulator import Faults, SimulatedGateway
from tests.library.simulator.simulator_rig import LIGHT, WireClient, wire

pytestmark = pytest.mark.virtual_time


def now() -> float:
    return asyncio.get_running_loop().time()


def over(faults: Faults) -> SimulatedGateway:
    return SimulatedGateway(listen=False, faults=faults, rng=random.Random(3))


async def round_trip(client: WireClient) -> float:
    began = now()
    await client.outputs()
    return now() - began


async def test_a_request_takes_time_to_arrive() -> None:
    async with over(Faults(request_delay_s=0.3)) as gateway, wire(gateway) as client:
        began = now()
        client.light()
        await asyncio.sleep(0.29)
        assert not gateway.house.world.is_on(LIGHT)
        await asyncio.sleep(0.02)
        assert gateway.house.world.is_on(LIGHT)
        assert gateway.transcript.writes[-1].time == pytest.approx(began + 0.3)
        assert isinstance(await client.event(), FrameReply)


async def test_a_read_shows_the_house_as_it_is_when_the_request_arrives() -> None:
    async with over(Faults(request_delay_s=0.3, delay_s=0.2)) as gateway, wire(gateway) as client:
        client.send(client.session.read_outputs())
        await asyncio.sleep(0.2)
        gateway.press(LIGHT)
        await asyncio.sleep(0.2)
        gateway.press(LIGHT)
        reply = await client.event()
        assert isinstance(reply, OutputsReply)
        assert reply.values[LIGHT.index] == 255


@pytest.mark.parametrize("there", [0.0, 0.2, 0.5, 1.0])
async def test_a_line_splits_its_round_trip_as_told(there: float) -> None:
    async with over(Faults().over_line(1.0, there=there)) as gateway:
        began = now()
        async with wire(gateway, login=False) as client:
            assert now() - began == pytest.approx(1.0)
            assert isinstance(await client.login(), LoginAccepted)
            assert now() - began == pytest.approx(2.0)
            assert await round_trip(client) == pytest.approx(1.0)
            sent = now()
            client.light()
            await client.event()
            assert gateway.transcript.writes[-1].time == pytest.approx(sent + there)


async def test_jitter_of_requests_differs_and_keeps_their_order() -> None:
    async with over(Faults(request_jitter_s=0.08)) as gateway, wire(gateway) as client:
        trips = [await round_trip(client) for _ in range(20)]
        assert len({round(trip, 6) for trip in trips}) == 20
        assert 0 <= min(trips) < 0.03
        assert 0.05 < max(trips) <= 0.08
        for turn in range(20):
            client.light(on=turn % 2 == 0)
        await asyncio.sleep(1)
        assert [write.values[3] for write in gateway.transcript.writes] == [255, 0] * 10


async def test_a_line_may_become_slower_and_faster_again() -> None:
    faults = Faults(swing_s=0.5, swing_period_s=100.0, delay_s=0.1)
    async with over(faults) as gateway, wire(gateway) as client:
        begin = now()
        trips = {}
        while now() < begin + 100:
            trips[now() % 100] = await round_trip(client)
            await asyncio.sleep(1)
        assert min(trips.values()) == pytest.approx(0.1, abs=0.01)
        assert max(trips.values()) == pytest.approx(1.1, abs=0.01)
        assert all(trip > 0.8 for at, trip in trips.items() if 40 < at < 60)
        assert all(trip < 0.3 for at, trip in trips.items() if at < 10 or at > 95)


async def test_bytes_that_have_left_arrive_though_the_client_has_gone() -> None:
    async with over(Faults(request_delay_s=0.3)) as gateway:
        async with wire(gateway) as client:
            client.light()
            client.writer.transport.abort()
        await asyncio.sleep(0.2)
        assert gateway.connections == 1
        assert not gateway.house.world.is_on(LIGHT)
        await asyncio.sleep(0.2)
        assert gateway.house.world.is_on(LIGHT)
        assert gateway.connections == 0


async def test_a_close_travels_behind_what_was_sent() -> None:
    async with over(Faults(request_delay_s=0.3)) as gateway:
        async with wire(gateway) as client:
            client.light()
            client.send(client.session.disconnect())
        await asyncio.sleep(0.4)
        assert gateway.house.world.is_on(LIGHT)
        assert gateway.connections == 0


async def test_bytes_under_way_are_lost_when_the_gateway_vanishes() -> None:
    async with over(Faults(request_delay_s=0.3)) as gateway, wire(gateway) as client:
        client.light()
        await asyncio.sleep(0.1)
        await gateway.reboot()
        await asyncio.sleep(1)
        assert not gateway.house.world.is_on(LIGHT)


async def test_a_gateway_stops_though_a_client_that_went_still_has_something_under_way() -> None:
    async with over(Faults(request_delay_s=3600.0)) as gateway:
        gateway.faults = Faults()
        async with wire(gateway) as client:
            gateway.faults = Faults(request_delay_s=3600.0)
            client.light()
            client.writer.transport.abort()
            await asyncio.sleep(1)
        await gateway.stop()
        assert gateway.connections == 0


async def test_a_login_stands_until_the_end_of_its_connection_arrives() -> None:
    async with over(Faults(request_delay_s=0.5, refuse_second=True)) as gateway:
        async with wire(gateway):
            pass
        gateway.faults = Faults(refuse_second=True)
        async with wire(gateway, login=False) as second:
            assert isinstance(await second.login(), LoginRefused)
        await asyncio.sleep(1)
        async with wire(gateway, login=False) as third:
            assert isinstance(await third.login(), LoginAccepted)


def test_a_wave_without_time_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="swing_period_s: a wave takes time"):
        Faults(swing_period_s=0.0)

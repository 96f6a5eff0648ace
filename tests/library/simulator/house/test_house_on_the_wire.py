"""What hangs on the bus, seen from the wire: dimmers that round, timers of the bus and of the wall."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.simulator import DimmerSpec, House, Layout, MotorSpec, SimulatedGateway
from tests.library.simulator.simulator_rig import DIMMER, LEFT, LIGHT, WireClient, wire

pytestmark = pytest.mark.virtual_time


@asynccontextmanager
async def behind(**layout: object) -> AsyncIterator[tuple[SimulatedGateway, WireClient]]:
    """A client of a house with a dimmer and a shutter."""
    devices = House.demo().devices
    bus = Layout(kinds={DIMMER: OutputKind.DIMMER}, shutters={LEFT: MotorSpec()}, **layout)  # type: ignore[arg-type]
    gateway = SimulatedGateway(House.of(devices, bus), listen=False, rng=random.Random(3))
    async with gateway, wire(gateway) as client:
        yield gateway, client


async def write(client: WireClient, address: OutputAddress, value: int) -> None:
    values = bytearray(8)
    values[address.output - 1] = value
    client.write(address.module, bytes(values))
    await client.event()


async def shown(client: WireClient, address: OutputAddress) -> int:
    return (await client.outputs())[address.index]


@pytest.mark.parametrize(("step", "level"), [(1, 41), (2, 40), (5, 40), (10, 40)])
async def test_dimmers_may_round_levels_down(step: int, level: int) -> None:
    async with behind(dimmer=DimmerSpec(step=step)) as (_, client):
        await write(client, DIMMER, 41)
        assert await shown(client, DIMMER) == level


@pytest.mark.parametrize("address", [LIGHT, DIMMER, LEFT.up], ids=["lamp", "dimmer", "shutter"])
@pytest.mark.parametrize("pressed", [True, False], ids=["pressed", "written"])
async def test_any_output_may_have_a_bus_timer(address: OutputAddress, pressed: bool) -> None:
    async with behind(auto_off={address: 10.0}) as (gateway, client):
        if pressed:
            gateway.press(address)
        else:
            await write(client, address, 100)
        await asyncio.sleep(9.9)
        assert await shown(client, address) > 0
        await asyncio.sleep(0.2)
        assert await shown(client, address) == 0


@pytest.mark.parametrize("address", [LIGHT, DIMMER, LEFT.up], ids=["lamp", "dimmer", "shutter"])
async def test_a_timer_of_the_wall_runs_only_after_a_press(address: OutputAddress) -> None:
    async with behind(wall_auto_off={address: 10.0}) as (gateway, client):
        gateway.press(address)
        await asyncio.sleep(10.1)
        assert await shown(client, address) == 0
        await write(client, address, 100)
        await asyncio.sleep(3600)
        assert await shown(client, address) > 0


async def test_the_shorter_timer_counts() -> None:
    async with behind(auto_off={LIGHT: 10.0}, wall_auto_off={LIGHT: 5.0}) as (gateway, client):
        gateway.press(LIGHT)
        await asyncio.sleep(5.1)
        assert await shown(client, LIGHT) == 0


async def test_a_new_level_starts_a_dimmers_timer_anew() -> None:
    async with behind(auto_off={DIMMER: 10.0}) as (_, client):
        for level in (40, 60):
            await write(client, DIMMER, level)
            await asyncio.sleep(8)
        assert await shown(client, DIMMER) == 60
        await asyncio.sleep(3)
        assert await shown(client, DIMMER) == 0

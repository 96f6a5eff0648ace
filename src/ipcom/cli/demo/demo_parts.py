"""The parts of the demo: a house with an occupant, its gateway, a client over TCP and its shutters."""

from __future__ import annotations

import random
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...client.client import IPComClient
from ...shutter.confidence import Confidence
from ...shutter.shutter import Shutter
from ...shutter.stored import StoredPosition
from ...shutter.travel_times import TravelTimes
from ...simulator.gateway.gateway import SimulatedGateway
from ...simulator.house.house import House
from .occupant_days import OccupantDays

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ...model.shutter_pair import ShutterPair

USER = PASSWORD = "demo"  # noqa: S105 - it guards a simulated house


@dataclass(frozen=True, slots=True)
class DemoParts:
    """The parts of a running demo. The keys of `shutters` are those of the shutter devices."""

    house: House
    gateway: SimulatedGateway
    client: IPComClient
    shutters: dict[str, Shutter]
    days: OccupantDays


@asynccontextmanager
async def start_demo(speed: float, seed: int) -> AsyncIterator[DemoParts]:
    """Run the demo inside the block. It begins early in the morning, with the shutters down."""
    house = House.demo()
    for motor in house.world.shutters.values():
        motor.place(0.0)
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(
            SimulatedGateway(house, speed=speed, rng=random.Random(seed))
        )
        client = await stack.enter_async_context(_client(gateway))
        shutters = {
            device.key: await stack.enter_async_context(_shutter(client, house, device.pair, speed))
            for device in house.devices.shutters
        }
        days = await stack.enter_async_context(OccupantDays(house, random.Random(seed), speed))
        yield DemoParts(house, gateway, client, shutters, days)


def _client(gateway: SimulatedGateway) -> IPComClient:
    devices = gateway.house.devices
    return IPComClient(
        gateway.host,
        gateway.port,
        username=USER,
        password=PASSWORD,
        kinds=devices.kinds(),
        shutters=devices.pairs(),
    )


def _shutter(client: IPComClient, house: House, pair: ShutterPair, speed: float) -> Shutter:
    """Return a shutter with exact travel times, which is known to be closed."""
    spec = house.world.shutters[pair].spec
    return Shutter(
        client,
        pair,
        travel=TravelTimes(up=spec.up_s / speed, down=spec.down_s / speed),
        restore=StoredPosition(position=0.0, confidence=Confidence.KNOWN),
    )

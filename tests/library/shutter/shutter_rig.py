"""One shutter in a simulated house, the real client, and time that jumps."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from ipcom.client.client import IPComClient
from ipcom.client.connection.clock import Clock
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import Motor, MotorSpec
from ipcom.simulator.house.world import World
from ipcom.simulator.testing.virtual_time import LoopClock

PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), pause=1.0, max_run=60.0)
TIMES = TravelTimes(up=20.0, down=19.0)


@dataclass
class Rig:
    """The house with its one shutter, closed at first, and a client of it."""

    gateway: SimulatedGateway
    client: IPComClient

    @property
    def world(self) -> World:
        return self.gateway.house.world

    @property
    def motor(self) -> Motor:
        return self.world.shutters[PAIR]

    def press(self, button: str) -> None:
        """A person presses a button at the wall."""
        self.gateway.press_shutter(PAIR, button)

    def shutter(self, **options: object) -> Shutter:
        """The shutter, standing closed and known to, unless told otherwise."""
        return Shutter(self.client, PAIR, **{"travel": TIMES, "name": "Kitchen", **options})  # type: ignore[arg-type]

    @asynccontextmanager
    async def known(self, **options: object) -> AsyncIterator[Shutter]:
        """The shutter, closed, and known to be."""
        async with self.shutter(**options) as shutter:
            shutter.set_known_position(0.0)
            yield shutter

    def is_off(self) -> bool:
        return not any(self.world.is_on(address) for address in PAIR.addresses)


class SleepyClock(LoopClock):
    """The clock of a machine that may have slept: its wall clock is `ahead`, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0
        self.waits = 0.0
        """How long other programs run after the wall clock was read the next time."""

    def time(self) -> float:
        now, waits, self.waits = super().time() + self.ahead, self.waits, 0.0
        loop: Any = asyncio.get_running_loop()
        loop._virtual.now += waits
        return now


def make_client(gateway: SimulatedGateway, clock: Clock | None = None) -> IPComClient:
    return IPComClient(
        "gateway",
        username="demo",
        password="demo",
        shutters=[PAIR],
        connector=gateway.connector,
        clock=clock or LoopClock(),
        rng=random.Random(1),
    )


def make_gateway(**layout: object) -> SimulatedGateway:
    """The house of one shutter; `layout` says what else there is, bus timers for instance."""
    motor = MotorSpec(up_s=20.0, down_s=19.0, position=0.0)
    house = House({1: Layout(shutters={PAIR: motor}, **layout)}, {1: Devices(())})  # type: ignore[arg-type]
    house.world.relay_delay = lambda: 0.0
    return SimulatedGateway(house, listen=False, rng=random.Random(2))


@pytest.fixture
async def gateway() -> AsyncIterator[SimulatedGateway]:
    async with make_gateway() as gateway:
        yield gateway


@asynccontextmanager
async def house_with(**layout: object) -> AsyncIterator[Rig]:
    """A rig whose house has something special."""
    async with make_gateway(**layout) as gateway, make_client(gateway) as client:
        yield Rig(gateway, client)


@pytest.fixture
async def rig(gateway: SimulatedGateway) -> AsyncIterator[Rig]:
    async with make_client(gateway) as client:
        yield Rig(gateway, client)


async def later(seconds: float) -> None:
    """Let time pass; it jumps."""
    await asyncio.sleep(seconds)

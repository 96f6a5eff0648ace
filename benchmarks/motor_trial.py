"""One simulated motor, moved at random by commands and at the wall, and what is believed of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import Motor, MotorSpec
from ipcom.simulator.testing.virtual_time import LoopClock

from .onlooker import Onlooker

TRAVEL_S, OFF_BY = 20.0, 0.02
RELAY_DELAY_S = (0.02, 0.08)
FULL_RUN = 0.25
SHORTEST_WALL_MOVE_S = 0.7
ONLOOKERS = 8
PAIR = ShutterPair(up=OutputAddress(1, 1), down=OutputAddress(1, 2))
TIMES = TravelTimes(up=TRAVEL_S, down=TRAVEL_S)


@dataclass(frozen=True, slots=True)
class Conditions:
    """How one motor is tried; `at_wall` is the share of moves that are made at the wall."""

    moves: int = 20
    at_wall: float = 0.3
    round_trip_s: float = 0.0
    look_every_s: float = 0.0
    """The period of the onlookers; 0: there is one, and it knows every edge exactly."""


@dataclass(slots=True)
class Errors:
    """Points of position between the motor and what the client, and the onlookers, believe."""

    client: list[float] = field(default_factory=list)
    onlooker: list[float] = field(default_factory=list)
    full_runs: int = 0
    exact_full_runs: int = 0
    past: list[float] = field(default_factory=list)
    """Points between the motor and the target of a command that started it."""
    failed: int = 0
    """Commands that ended in an error."""


@dataclass(slots=True)
class Trial:
    """One motor."""

    rng: random.Random
    conditions: Conditions
    gateway: SimulatedGateway
    motor: Motor
    shutter: Shutter
    onlookers: list[Onlooker]
    errors: Errors

    async def go(self) -> None:
        await self._full_run()
        moves = 0
        while moves < self.conditions.moves:
            if self.rng.random() < FULL_RUN:
                await self._full_run()
                continue
            await (self._wall_move() if self.rng.random() < self.conditions.at_wall else self._command())
            self.errors.client.append(abs((self.shutter.position or 0.0) - self.motor.position))
            self.errors.onlooker += [abs(each.position - self.motor.position) for each in self.onlookers]
            moves += 1

    async def _full_run(self) -> None:
        await self._settle(self.shutter.open_fully if self.rng.random() < 0.5 else self.shutter.close_fully)
        known = self.shutter.confidence is Confidence.KNOWN
        exact = known and self.shutter.position == self.motor.position in (0.0, 100.0)
        self.errors.full_runs += 1
        self.errors.exact_full_runs += exact
        for onlooker in self.onlookers:
            onlooker.is_at(self.motor.position)

    async def _command(self) -> None:
        goal, starts = self.rng.uniform(1.0, 99.0), self.motor.starts
        await self._settle(lambda: self.shutter.set_position(goal))
        if self.motor.starts > starts:
            self.errors.past.append(abs(self.motor.position - goal))

    async def _settle(self, command: Callable[[], Awaitable[None]]) -> None:
        """Give a command and wait for its end; after an error the shutter is stopped."""
        try:
            await command()
            await self.shutter.wait_settled()
        except IPComError:
            self.errors.failed += 1
            with contextlib.suppress(IPComError):
                await self.shutter.stop()
        await self._rest()

    async def _wall_move(self) -> None:
        up = self.rng.random() < (100.0 - self.motor.position) / 100.0
        way = (100.0 - self.motor.position if up else self.motor.position) / 100.0 * TRAVEL_S
        self.gateway.press_shutter(PAIR, "up" if up else "down")
        await asyncio.sleep(self.rng.uniform(SHORTEST_WALL_MOVE_S, max(SHORTEST_WALL_MOVE_S, way)))
        self.gateway.press_shutter(PAIR, "stop")
        await self._rest()

    async def _rest(self) -> None:
        await asyncio.sleep(self.rng.uniform(2.0, 3.0) + 2 * self.conditions.round_trip_s)


async def try_motor(rng: random.Random, conditions: Conditions, errors: Errors) -> None:
    """Make a motor and a client, and let it move."""
    house, line = _house(rng), Faults().over_line(conditions.round_trip_s)
    faults = replace(line, connect_delay_s=0.0)  # which may not take longer than 1 s
    gateway = SimulatedGateway(house, listen=False, faults=faults, rng=random.Random(rng.random()))
    async with gateway, _client(gateway, rng) as client, Shutter(client, PAIR, travel=TIMES) as shutter:
        motor, onlookers = house.world.shutters[PAIR], _onlookers(house, conditions.look_every_s)
        await Trial(rng, conditions, gateway, motor, shutter, onlookers, errors).go()


def _onlookers(house: House, period_s: float) -> list[Onlooker]:
    """Several that look at different moments even out the luck of one."""
    if not period_s:
        return [Onlooker(house.world, PAIR, TIMES)]
    phases = [number * period_s / ONLOOKERS for number in range(ONLOOKERS)]
    return [Onlooker(house.world, PAIR, TIMES, period_s, phase_s) for phase_s in phases]


def _house(rng: random.Random) -> House:
    up, down = (TRAVEL_S * rng.uniform(1.0 - OFF_BY, 1.0 + OFF_BY) for _ in range(2))
    layout = Layout(shutters={PAIR: MotorSpec(up_s=up, down_s=down, position=rng.uniform(0.0, 100.0))})
    house = House({1: layout}, {1: Devices(())})
    house.world.relay_delay = lambda: rng.uniform(*RELAY_DELAY_S)
    return house


def _client(gateway: SimulatedGateway, rng: random.Random) -> IPComClient:
    return IPComClient(
        "simulated",
        username=gateway.username,
        password=gateway.password,
        shutters=[PAIR],
        clock=LoopClock(),
        rng=random.Random(rng.random()),
        connector=gateway.connector,
    )

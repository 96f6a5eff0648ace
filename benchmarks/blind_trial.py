"""One simulated blind, moved at random by commands or at the wall, and what is believed of its height and its tilt."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.tilt_model import TiltModel
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec
from ipcom.simulator.house.world import World
from ipcom.simulator.testing.virtual_time import LoopClock

TRAVEL_S, OFF_BY = 20.0, 0.02
RELAY_DELAY_S = (0.02, 0.08)
FULL_RUN = 0.25
SHORTEST_WALL_MOVE_S = 0.7
SHORT_PRESSES = 0.25
"""So many moves at the wall only turn slats that turn with the curtain."""
TILT_S = {TiltModel.FIRST_PART: 1.5, TiltModel.CLOSED_END: 1.5, TiltModel.OWN_MOTOR: 8.0}
PAIR = ShutterPair(up=OutputAddress(1, 1), down=OutputAddress(1, 2))
TILT_PAIR = ShutterPair(up=OutputAddress(1, 3), down=OutputAddress(1, 4))

Place = tuple[float, float]
"""A height and a tilt in percent."""


@dataclass(slots=True)
class BlindErrors:
    """Points between the true blind and what is believed, and between it and what was asked for."""

    position: list[float] = field(default_factory=list)
    tilt: list[float] = field(default_factory=list)
    between: list[float] = field(default_factory=list)
    """The errors of the tilt where the slats stood neither closed nor open: there alone can they be large."""
    position_past: list[float] = field(default_factory=list)
    tilt_past: list[float] = field(default_factory=list)
    failed: int = 0
    """Commands that ended in an error."""
    both_on: int = 0
    """How often both directions of a motor were on."""


@dataclass(slots=True)
class BlindTrial:
    """One blind; `at_wall` says that a person moves it instead of commands."""

    rng: random.Random
    model: TiltModel
    at_wall: bool
    gateway: SimulatedGateway
    shutter: Shutter
    errors: BlindErrors

    @property
    def world(self) -> World:
        return self.gateway.house.world

    @property
    def real(self) -> Place:
        return self.world.shutters[PAIR].position, self.world.tilt(PAIR) or 0.0

    async def go(self, moves: int) -> None:
        await self._full_run()
        done = 0
        while done < moves:
            if self.rng.random() < FULL_RUN:
                await self._full_run()
                continue
            await (self._wall_move() if self.at_wall else self._command())
            self._note(self.real)
            done += 1
        self.errors.both_on += sum(motor.both_on_count for motor in self.world.shutters.values())

    def _note(self, real: Place) -> None:
        """A height or a tilt that is unknown counts as wholly wrong."""
        position, tilt = self.shutter.position, self.shutter.tilt
        self.errors.position.append(100.0 if position is None else abs(position - real[0]))
        error = 100.0 if tilt is None else abs(tilt - real[1])
        self.errors.tilt.append(error)
        if 0.0 < real[1] < 100.0:
            self.errors.between.append(error)

    async def _full_run(self) -> None:
        tilt = self.rng.choice([0.0, 100.0])
        await self._settle(self.shutter.open_fully if self.rng.random() < 0.5 else self.shutter.close_fully)
        if self.model is TiltModel.OWN_MOTOR:
            await self._settle(lambda: self.shutter.set_tilt(tilt))

    async def _command(self) -> None:
        """Three of four go to both; the rest turns the slats where it stands, if they turn there."""
        height, tilt = self._wanted()
        if self.rng.random() < 0.25 and (
            self.model is not TiltModel.CLOSED_END or self.shutter.position == 0.0
        ):
            height = self.real[0]
            await self._settle(lambda: self.shutter.set_tilt(tilt))
        else:
            await self._settle(lambda: self.shutter.set_position_and_tilt(height, tilt))
        self.errors.position_past.append(abs(self.real[0] - height))
        self.errors.tilt_past.append(abs(self.real[1] - tilt))

    def _wanted(self) -> Place:
        """Slats that turn only at the closed end are turned there in half of the moves."""
        height, tilt = self.rng.uniform(5.0, 95.0), self.rng.uniform(0.0, 100.0)
        if self.model is not TiltModel.CLOSED_END:
            return height, tilt
        return (0.0, tilt) if self.rng.random() < 0.5 else (height, 100.0)

    async def _wall_move(self) -> None:
        pair, part, whole_s = PAIR, self.real[0], TRAVEL_S
        if self.model is TiltModel.OWN_MOTOR and self.rng.random() < 0.5:
            pair, part, whole_s = TILT_PAIR, self.real[1], TILT_S[self.model]
        up = self.rng.random() < (100.0 - part) / 100.0
        way = (100.0 - part if up else part) / 100.0 * whole_s
        if pair is PAIR and self.rng.random() < SHORT_PRESSES:
            way = min(way, TILT_S[self.model])
        self.gateway.press_shutter(pair, "up" if up else "down")
        await asyncio.sleep(self.rng.uniform(SHORTEST_WALL_MOVE_S, max(SHORTEST_WALL_MOVE_S, way)))
        self.gateway.press_shutter(pair, "stop")
        await self._rest()

    async def _settle(self, command: Callable[[], Awaitable[None]]) -> None:
        try:
            await command()
            await self.shutter.wait_settled()
        except IPComError:
            self.errors.failed += 1
        await self._rest()

    async def _rest(self) -> None:
        await asyncio.sleep(self.rng.uniform(2.0, 3.0))


async def try_blind(
    rng: random.Random, model: TiltModel, errors: BlindErrors, *, at_wall: bool, moves: int
) -> None:
    """Make a blind and a client, and let it move."""
    tilt_pair = TILT_PAIR if model is TiltModel.OWN_MOTOR else None
    times = TravelTimes(up=TRAVEL_S, down=TRAVEL_S, tilt=TILT_S[model], tilt_model=model)
    gateway = SimulatedGateway(_house(rng, model), listen=False, rng=random.Random(rng.random()))
    async with (
        gateway,
        _client(gateway, rng) as client,
        Shutter(client, PAIR, travel=times, tilt_pair=tilt_pair) as shutter,
    ):
        await BlindTrial(rng, model, at_wall, gateway, shutter, errors).go(moves)


def _house(rng: random.Random, model: TiltModel) -> House:
    up, down, tilt_up, tilt_down = (rng.uniform(1.0 - OFF_BY, 1.0 + OFF_BY) for _ in range(4))
    own_motor, tilt_s = model is TiltModel.OWN_MOTOR, TILT_S[model]
    slats_s = 0.0 if own_motor else tilt_s * tilt_up
    motors = {PAIR: MotorSpec(TRAVEL_S * up, TRAVEL_S * down, tilt_s=slats_s, tilt_model=model)}
    if own_motor:
        motors[TILT_PAIR] = MotorSpec(tilt_s * tilt_up, tilt_s * tilt_down)
    layout = Layout(shutters=motors, tilt_motors={PAIR: TILT_PAIR} if own_motor else {})
    house = House({1: layout}, {1: Devices(())})
    house.world.relay_delay = lambda: rng.uniform(*RELAY_DELAY_S)
    return house


def _client(gateway: SimulatedGateway, rng: random.Random) -> IPComClient:
    return IPComClient(
        "simulated",
        username=gateway.username,
        password=gateway.password,
        shutters=list(gateway.house.world.shutters),
        clock=LoopClock(),
        rng=random.Random(rng.random()),
        connector=gateway.connector,
    )

"""A blind of each kind in a simulated house, the real client, and time that jumps."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.tilt_model import TiltModel
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import Motor, MotorSpec
from ipcom.simulator.house.world import World
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.shutter.shutter_rig import PAIR

TILT_PAIR = ShutterPair(up=OutputAddress(5, 4), down=OutputAddress(5, 3), pause=1.0, max_run=60.0)
FIRST_PART, CLOSED_END, OWN_MOTOR = TiltModel.FIRST_PART, TiltModel.CLOSED_END, TiltModel.OWN_MOTOR
TIMES = {
    FIRST_PART: TravelTimes(up=20.0, down=19.0, tilt=1.5),
    CLOSED_END: TravelTimes(up=20.0, down=19.0, tilt=1.5, tilt_model=CLOSED_END),
    OWN_MOTOR: TravelTimes(up=20.0, down=19.0, tilt=6.0, tilt_model=OWN_MOTOR),
}


@dataclass
class BlindRig:
    """The house with its one blind, closed at first with closed slats, and a client of it."""

    gateway: SimulatedGateway
    client: IPComClient
    model: TiltModel

    @property
    def world(self) -> World:
        return self.gateway.house.world

    @property
    def motors(self) -> list[Motor]:
        return list(self.world.shutters.values())

    @property
    def real(self) -> tuple[float, float]:
        """The true height and the true tilt."""
        tilt = self.world.tilt(PAIR)
        assert tilt is not None
        return self.world.shutters[PAIR].position, tilt

    @property
    def tilt_pair(self) -> ShutterPair | None:
        return TILT_PAIR if self.model is OWN_MOTOR else None

    def press(self, button: str, pair: ShutterPair = PAIR) -> None:
        """A person presses a button at the wall."""
        self.gateway.press_shutter(pair, button)

    def shutter(self, **options: object) -> Shutter:
        arguments = {"travel": TIMES[self.model], "tilt_pair": self.tilt_pair, "name": "Study", **options}
        return Shutter(self.client, PAIR, **arguments)  # type: ignore[arg-type]

    @asynccontextmanager
    async def known(self, **options: object) -> AsyncIterator[Shutter]:
        """The blind, closed with closed slats, and known to be."""
        async with self.shutter(**options) as shutter:
            shutter.set_known_position(0.0, 0.0)
            yield shutter

    def is_off(self) -> bool:
        pairs = self.world.shutters
        return not any(self.world.is_on(address) for pair in pairs for address in pair.addresses)


def blind_gateway(model: TiltModel) -> SimulatedGateway:
    times = TIMES[model]
    own_motor = model is OWN_MOTOR
    tilt_s = 0.0 if own_motor else times.slack
    motors = {PAIR: MotorSpec(20.0, 19.0, position=0.0, tilt_s=tilt_s, tilt_model=model)}
    if own_motor:
        motors[TILT_PAIR] = MotorSpec(times.slack, times.slack, position=0.0)
    layout = Layout(shutters=motors, tilt_motors={PAIR: TILT_PAIR} if own_motor else {})
    house = House({1: layout}, {1: Devices(())})
    house.world.relay_delay = lambda: 0.0
    return SimulatedGateway(house, listen=False, rng=random.Random(2))


def blind_client(gateway: SimulatedGateway) -> IPComClient:
    return IPComClient(
        "gateway",
        username="demo",
        password="demo",
        shutters=list(gateway.house.world.shutters),
        connector=gateway.connector,
        clock=LoopClock(),
        rng=random.Random(1),
    )


@asynccontextmanager
async def blind(model: TiltModel) -> AsyncIterator[BlindRig]:
    async with blind_gateway(model) as gateway, blind_client(gateway) as client:
        yield BlindRig(gateway, client, model)

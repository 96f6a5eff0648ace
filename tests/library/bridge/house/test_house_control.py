"""What wishes do in a simulated house, in virtual time and without a broker."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from ipcom.bridge.commands.wishes import GoTo, HaltMotor, RunToEnd, SetLevel, SwitchTo, ToggleOutput, Wish
from ipcom.bridge.house.house_control import HouseControl
from ipcom.bridge.things import Thing, things_of
from ipcom.client.client import IPComClient
from ipcom.errors import CommandSuperseded, ConfigurationError
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.virtual_time import LoopClock

pytestmark = pytest.mark.virtual_time
BLIND, LAMP, DIMMER = "living-left-u", "hall", "living"


class Rig:
    """A house whose things can be told what to do."""

    def __init__(self, gateway: SimulatedGateway, control: HouseControl, client: IPComClient) -> None:
        self.gateway = gateway
        self.control = control
        self.client = client
        self.things = things_of(gateway.house.devices)

    async def do(self, name: str, wish: Wish) -> None:
        await self.control.carry_out(self.things[name], wish)

    def value(self, name: str) -> int:
        return self.gateway.house.world.value(self.things[name].addresses[0])

    @property
    def motor(self) -> float:
        thing: Thing = self.things[BLIND]
        assert isinstance(thing.device, ShutterDevice)
        return self.gateway.house.world.shutters[thing.device.pair].position


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    house = House.demo()
    async with SimulatedGateway(house) as gateway, IPComClient(
        "127.0.0.1", gateway.port, username="demo", password="demo",
        kinds=house.devices.kinds(), shutters=house.devices.pairs(), connector=gateway.connector,
            clock=LoopClock(),
    ) as client:  # fmt: skip
        device = next(each for each in house.devices.shutters if each.display_name == "Living left")
        known = StoredPosition(position=100.0, tilt=100.0, confidence=Confidence.KNOWN)
        shutter = Shutter(client, device.pair, travel=TravelTimes(up=21.0, down=19.5), restore=known)
        async with shutter:
            yield Rig(gateway, HouseControl(client, {BLIND: shutter}), client)


async def test_a_lamp(rig: Rig) -> None:
    for wish, value in (
        (SwitchTo(on=True), 255),
        (ToggleOutput(), 0),
        (ToggleOutput(), 255),
        (SwitchTo(on=False), 0),
    ):
        await rig.do(LAMP, wish)
        assert rig.value(LAMP) == value


async def test_a_dimmer_goes_on_at_its_last_level(rig: Rig) -> None:
    await rig.do(DIMMER, SwitchTo(on=True))
    assert rig.value(DIMMER) == 100
    await rig.do(DIMMER, SetLevel(40))
    rig.control.note_levels(rig.client.snapshot, dict.fromkeys(rig.things[DIMMER].addresses))
    await rig.do(DIMMER, SwitchTo(on=False))
    rig.control.note_levels(rig.client.snapshot, dict.fromkeys(rig.things[DIMMER].addresses))
    await rig.do(DIMMER, SwitchTo(on=True))
    assert rig.value(DIMMER) == 40


async def test_a_shutter(rig: Rig) -> None:
    await rig.do(BLIND, GoTo(40.0))
    await asyncio.sleep(90.0)
    assert rig.motor == pytest.approx(40.0, abs=1.5)
    await rig.do(BLIND, RunToEnd(up=False))
    await asyncio.sleep(3.0)
    await rig.do(BLIND, HaltMotor())
    assert 0.0 < rig.motor < 40.0
    await rig.do(BLIND, RunToEnd(up=True))
    await asyncio.sleep(30.0)
    assert rig.motor == 100.0


async def test_a_move_that_gives_way_is_superseded(rig: Rig) -> None:
    first = asyncio.create_task(rig.do(BLIND, RunToEnd(up=False)))
    await asyncio.sleep(0)
    second = asyncio.create_task(rig.do(BLIND, GoTo(60.0)))
    with pytest.raises(CommandSuperseded):
        await first
    await second


async def test_slats_need_their_time(rig: Rig) -> None:
    with pytest.raises(ConfigurationError):
        await rig.do(BLIND, GoTo(tilt=40.0))


async def test_a_wish_that_is_none_for_the_thing_is_a_mistake_of_ours(rig: Rig) -> None:
    for name, wish in ((LAMP, HaltMotor()), (BLIND, SwitchTo(on=True))):
        with pytest.raises(AssertionError):
            await rig.do(name, wish)

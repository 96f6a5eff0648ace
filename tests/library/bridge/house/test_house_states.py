"""What is told of the house, and when."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ipcom.bridge.broker.publish_queue import PublishQueue
from ipcom.bridge.house.house_control import HouseControl
from ipcom.bridge.house.house_states import HouseStates
from ipcom.bridge.things import things_of
from ipcom.bridge.topics import Topics
from ipcom.client.client import IPComClient
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.virtual_time import LoopClock

pytestmark = pytest.mark.virtual_time
BLIND, LAMP, DIMMER = "living-left-u", "hall", "living"


class Told:
    """A house that tells its states."""

    def __init__(self, gateway: SimulatedGateway, client: IPComClient, shutter: Shutter) -> None:
        self.gateway = gateway
        self.client = client
        self.shutter = shutter
        self.things = things_of(gateway.house.devices)
        self.queue = PublishQueue()
        self.shutters = shutters = {
            name: shutter if name == BLIND else Shutter(client, thing.device.pair)
            for name, thing in self.things.items()
            if isinstance(thing.device, ShutterDevice)
        }
        self.control = HouseControl(client, shutters)
        self.states = HouseStates(
            client, self.things, shutters, self.control, Topics("ipcom", "home"), self.queue
        )
        client.subscribe(self.states.changed)
        self.states.follow_shutters()

    def taken(self) -> dict[str, Any]:
        """Everything that waits to be published, by the rest of its topic."""
        found = {}
        while self.queue:
            message = self.queue.take_now()
            assert message.retain is not message.topic.endswith("/wall")
            text = message.payload.decode()
            found[message.topic.removeprefix("ipcom/home/")] = json.loads(text) if text[0] == "{" else text
        return found


@pytest.fixture
async def told() -> AsyncIterator[Told]:
    house = House.demo()
    async with (
        SimulatedGateway(house) as gateway,
        IPComClient(
            "127.0.0.1",
            gateway.port,
            username="demo",
            password="demo",
            kinds=house.devices.kinds(),
            shutters=house.devices.pairs(),
            connector=gateway.connector,
            clock=LoopClock(),
        ) as client,
    ):
        device = next(each for each in house.devices.shutters if each.display_name == "Living left")
        travel = TravelTimes(up=21.0, down=19.5, tilt=1.5)
        async with Shutter(client, device.pair, travel=travel) as shutter:
            yield Told(gateway, client, shutter)


async def test_all_states_and_whether_each_is_there(told: Told) -> None:
    told.states.tell_all()
    taken = told.taken()
    assert {topic.split("/")[1] for topic in taken} == {"state", "availability"}
    assert len(taken) == 2 * len(told.things)
    assert taken[f"{LAMP}/availability"] == "online"
    assert taken[f"{BLIND}/state"]["tilt"] is None


async def test_shutters_are_told_first_in_whatever_order_the_house_has_its_things(told: Told) -> None:
    order = dict(reversed([*told.things.items()]))
    states = HouseStates(told.client, order, told.shutters, told.control, Topics("ipcom", "home"), told.queue)
    told.taken()
    states.tell_all()
    names = [topic.partition("/")[0] for topic in told.taken() if topic.endswith("/state")]
    assert sorted(names[:3]) == ["bedroom-window-u", "living-left-u", "living-right-u"]
    assert len(names) == len(order)


async def test_a_press_is_told_for_its_thing_alone(told: Told) -> None:
    told.gateway.press(told.things[LAMP].addresses[0])
    await asyncio.sleep(1.0)
    taken = told.taken()
    assert set(taken) == {f"{LAMP}/state", f"{LAMP}/wall"}
    assert taken[f"{LAMP}/wall"] == {"direction": "on", "count": 1}
    assert (taken[f"{LAMP}/state"]["state"], taken[f"{LAMP}/state"]["cause"]) == ("ON", "outside")


async def test_a_second_press_has_its_count_and_a_shutter_its_direction(told: Told) -> None:
    told.client.watch_presses(True)
    counts = []
    for _ in range(2):
        told.gateway.press(told.things[LAMP].addresses[0])
        await asyncio.sleep(0.8)
        counts.append(told.taken()[f"{LAMP}/wall"]["count"])
    assert counts == [1, 2]
    told.gateway.press_shutter(told.shutter.pair, "down")
    await asyncio.sleep(1.0)
    assert told.taken()[f"{BLIND}/wall"]["direction"] == "down"
    told.states.link_lost()


async def test_our_command_has_another_cause(told: Told) -> None:
    await told.client.set_output(told.things[DIMMER].addresses[0], 40)
    await asyncio.sleep(6.0)
    state = told.taken()[f"{DIMMER}/state"]
    assert (state["brightness"], state["cause"], state["confirmed"]) == (40, "bridge", True)


async def test_a_shutter_tells_its_way(told: Told) -> None:
    await told.shutter.close_fully()
    assert told.taken()[f"{BLIND}/state"]["state"] == "closing"
    await asyncio.sleep(40.0)
    state = told.taken()[f"{BLIND}/state"]
    assert (state["state"], state["position"], state["tilt"], state["confidence"]) == (
        "closed",
        0,
        0,
        "known",
    )


async def test_a_gateway_that_is_away_makes_all_things_unavailable(told: Told) -> None:
    await told.gateway.stop()
    await asyncio.sleep(5.0)
    told.taken()
    told.states.tell_availability()
    assert set(told.taken().values()) == {"offline"}
    await told.gateway.start()

"""What Home Assistant is told on a real broker, and when; tests/discovery has a real Home Assistant beside it."""

import asyncio
import dataclasses
import itertools
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ipcom.bridge.broker.broker_message import Incoming
from ipcom.bridge.broker.broker_settings import MqttVersion
from ipcom.bridge.broker.publish_queue import PublishQueue
from ipcom.bridge.discovery.device_discovery import DeviceDiscovery
from ipcom.bridge.house.house_bridge import BridgedHouse
from ipcom.bridge.things import Thing, things_of
from ipcom.bridge.topics import Topics
from ipcom.model.devices import Devices
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.house import House
from tests.library.bridge.bridge_rig import TIMES, Listener, Rig, bridged, listener
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, small_house

NAMES = (f"found-{number}" for number in itertools.count())

pytestmark = pytest.mark.usefixtures("no_quiet_time")


class AtOnce(random.Random):
    """Draws the shortest of each wait."""

    def uniform(self, a: float, b: float) -> float:
        return min(a, b)


def times_of(_thing: Thing) -> TravelTimes:
    return TIMES


def without(house: House, key: str) -> House:
    return House.of(Devices(tuple(each for each in house.devices.outputs if each.key != key)))


@pytest.fixture
def name() -> str:
    """A house of its own for each test."""
    return next(NAMES)


@asynccontextmanager
async def discovery(
    port: int, name: str, house: House | None = None, version: MqttVersion = MqttVersion.V5, **plan: Any
) -> AsyncIterator[Rig]:
    house = house or small_house()
    planned = BridgedHouse(Topics("ipcom", name), f"ipcom-{name}", things_of(house.devices), **plan)
    extension = DeviceDiscovery(planned, times_of, AtOnce(), "1.2")
    async with bridged(port, house=house, name=name, version=version, extensions=[extension], **plan) as rig:
        yield rig


@asynccontextmanager
async def other_home(port: int, name: str) -> AsyncIterator[Listener]:
    """Who listens as Home Assistant does."""
    async with listener(port) as other:
        await other.client.subscribe(f"homeassistant/device/{name}/+/config", qos=1)
        await other.client.subscribe(f"ipcom/{name}/#", qos=1)
        yield other


def config_of(name: str, thing: str) -> str:
    return f"homeassistant/device/{name}/{thing}/config"


def order(other: Listener) -> list[str]:
    """Each topic as it came, with `online` where the house said so."""
    return [
        "online" if str(each.topic).endswith("$link") and b'"online", "session"' in bytes(each.payload)
        else str(each.topic).rpartition("/")[2]
        for each in other.heard
    ]  # fmt: skip


async def test_all_is_announced_before_the_states_and_before_online(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with other_home(shared_broker.port, name) as other, discovery(shared_broker.port, name):
        await other.until(lambda: "state" in order(other) and "online" in order(other))
        heard = order(other)
        first = heard.index("state")
        assert heard[:4] == ["config"] * 4  # the gateway, the shutter, the lamp and the door
        assert heard.index("online") > 3
        assert first > 3
        cover = other.last(config_of(name, COVER))["components"]["cover"]
        assert cover["set_position_topic"] == f"ipcom/{name}/{COVER}/position/set"
        assert "tilt_command_topic" not in cover
        assert other.last(config_of(name, "_gateway"))["device"]["name"] == f"IPCom {name}"


async def test_home_assistant_s_start_repeats_all(shared_broker: BrokerProcess, name: str) -> None:
    async with other_home(shared_broker.port, name) as other, discovery(shared_broker.port, name) as rig:
        await other.until(lambda: '"gateway": "online"' in (other.payloads(rig.topics.link) or [""])[-1])
        before = len(other.heard)
        await other.send("homeassistant/status", "offline")
        await other.send("homeassistant/status", "online")
        await other.until(lambda: "online" in order(other)[before:])
        again = order(other)[before:]
        assert again[:4] == ["config"] * 4
        assert again[4:7] == ["state"] * 3
        assert again[-1] == "online"
        assert again.count("online") == 1


@pytest.mark.parametrize("version", MqttVersion)
async def test_a_thing_that_is_gone_is_taken_back_and_its_topics_are_emptied(
    shared_broker: BrokerProcess, name: str, version: MqttVersion
) -> None:
    async with discovery(shared_broker.port, name):
        pass
    lamp = config_of(name, LAMP)
    async with other_home(shared_broker.port, name) as other:
        await other.until(lambda: other.payloads(lamp) and other.payloads(f"ipcom/{name}/{LAMP}/state"))
        kept = other.last(lamp)
        async with discovery(shared_broker.port, name, without(small_house(), LAMP), version):
            await other.until(lambda: other.payloads(f"ipcom/{name}/{LAMP}/availability")[-1] == "")
        removal, *emptied = other.payloads(lamp)[1:]
        assert json.loads(removal) == {
            "device": kept["device"],
            "origin": kept["origin"],
            "components": {"light": {"p": "light"}, "wall": {"p": "event"}},
        }
        assert set(emptied) == {""}
        assert other.payloads(f"ipcom/{name}/{LAMP}/state")[-1] == ""
    async with other_home(shared_broker.port, name) as later:
        await later.until(lambda: later.payloads(config_of(name, COVER)))
        assert not later.payloads(lamp)
        assert not later.payloads(f"ipcom/{name}/{LAMP}/state")


async def test_another_key_is_another_thing(shared_broker: BrokerProcess, name: str) -> None:
    async with discovery(shared_broker.port, name):
        pass
    renamed = House.of(Devices(tuple(
        dataclasses.replace(each, key="ceiling") if each.key == LAMP else each
        for each in small_house().devices.outputs
    )))  # fmt: skip
    async with other_home(shared_broker.port, name) as other:
        await other.until(lambda: other.payloads(config_of(name, LAMP)))
        async with discovery(shared_broker.port, name, renamed):
            await other.until(lambda: other.payloads(config_of(name, LAMP))[-1] == "")
            assert other.last(config_of(name, "ceiling"))["device"]["name"] == "Lamp"


async def test_a_part_that_is_gone_is_taken_back_and_then_left_out(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with discovery(shared_broker.port, name):
        pass
    lamp = config_of(name, LAMP)
    async with other_home(shared_broker.port, name) as other:
        await other.until(lambda: other.payloads(lamp))
        async with discovery(shared_broker.port, name, commands=False):
            await other.until(lambda: len(other.payloads(lamp)) > 2)
        parts = [each["components"].keys() for each in other.records(lamp)]
        assert {"light"} in [set(each) for each in parts[1:]]
    async with other_home(shared_broker.port, name) as later:
        await later.until(lambda: later.payloads(lamp))
        assert set(later.last(lamp)["components"]) == {"binary_sensor", "wall"}


async def test_a_strict_house_offers_nothing_that_it_would_refuse(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with (
        other_home(shared_broker.port, name) as other,
        discovery(shared_broker.port, name, strict=True),
    ):
        await other.until(lambda: other.payloads(config_of(name, DOOR)))
        assert "command_topic" not in other.last(config_of(name, COVER))["components"]["cover"]
        assert "button" not in other.last(config_of(name, DOOR))["components"]
        assert "command_topic" in other.last(config_of(name, LAMP))["components"]["light"]


async def test_what_others_have_published_is_left_alone(shared_broker: BrokerProcess, name: str) -> None:
    other_base = {"device": {}, "origin": {"name": "ipcom"}, "components": {}, "availability": []}
    async with other_home(shared_broker.port, name) as other:
        await other.send(config_of(name, "theirs"), other_base, retain=True)
        await other.send(config_of(name, "broken"), "{", retain=True)
        await other.send(config_of(name, "list"), "[]", retain=True)
        async with discovery(shared_broker.port, name):
            pass
    async with other_home(shared_broker.port, name) as later:
        await later.until(lambda: later.payloads(config_of(name, LAMP)))
        assert later.last(config_of(name, "theirs")) == other_base
        assert later.payloads(config_of(name, "broken")) == ["{"]


def alone(house: House, repeat: Callable[[], None] = lambda: None) -> tuple[DeviceDiscovery, PublishQueue]:
    """One without a bridge, and what it puts."""
    plan = BridgedHouse(Topics("ipcom", "alone"), "ipcom-alone", things_of(house.devices))
    found, queue = DeviceDiscovery(plan, times_of, AtOnce(), "1.2"), PublishQueue()
    found.begin(queue, repeat)
    return found, queue


def put_by(queue: PublishQueue) -> dict[str, bytes]:
    found = {}
    while queue:
        message = queue.take_now()
        found[message.topic] = message.payload
    return found


def test_what_is_gone_is_emptied_until_the_broker_says_that_it_is() -> None:
    before, queue = alone(small_house())
    before.announce()
    lamp = config_of("alone", LAMP)
    kept = put_by(queue)[lamp]
    after, queue = alone(without(small_house(), LAMP))
    after.understood(Incoming(lamp, kept, retained=True))
    queue.forget_states()  # as at the end of each connection, and before all is told
    after.announce()
    assert put_by(queue)[lamp] == b""
    after.understood(Incoming(lamp, b""))  # a broker of MQTT 3.1.1 hides the flag
    after.announce()
    assert lamp not in put_by(queue)


async def test_all_is_repeated_once_however_often_home_assistant_asks() -> None:
    repeats: list[str] = []
    found, _ = alone(small_house(), lambda: repeats.append("repeated"))
    for _ in range(3):
        found.understood(Incoming("homeassistant/status", b"online"))
    await asyncio.sleep(0.05)
    assert repeats == ["repeated"]
    found.understood(Incoming("homeassistant/status", b"online"))
    found.close()
    await asyncio.sleep(0.05)
    assert repeats == ["repeated"]

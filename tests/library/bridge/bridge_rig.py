"""A simulated house, a bridge and the one who sends, on one broker."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from ipcom.bridge.broker.broker_link import BrokerWay
from ipcom.bridge.broker.broker_settings import BrokerSettings, MqttVersion
from ipcom.bridge.broker.turns import HouseTurns
from ipcom.bridge.house.house_bridge import BridgedHouse, HouseBridge
from ipcom.bridge.house.house_extension import HouseExtension
from ipcom.bridge.things import Thing, things_of
from ipcom.bridge.topics import Topics
from ipcom.client.client import IPComClient
from ipcom.client.connection.look_ups import SYSTEM_NAMES
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House

HEARD_WITHIN_S = 40.0
TIMES = TravelTimes(up=20.0, down=19.0)
Login = tuple[str, str] | tuple[None, None]
NO_LOGIN: Login = (None, None)
"""A user and a password."""


@dataclass
class Listener:
    """Everything that a client on the broker has heard, and a way to send."""

    client: aiomqtt.Client
    heard: list[aiomqtt.Message] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        async for message in self.client.messages:
            self.heard.append(message)
            self._news.set()

    def payloads(self, topic: str) -> list[str]:
        return [_payload(each) for each in self.heard if str(each.topic) == topic]

    def records(self, topic: str) -> list[dict[str, Any]]:
        return [json.loads(payload) for payload in self.payloads(topic)]

    def last(self, topic: str) -> dict[str, Any]:
        return self.records(topic)[-1]

    async def until(self, what: Callable[[], object]) -> None:
        async with asyncio.timeout(HEARD_WITHIN_S):
            while not what():
                self._news.clear()
                await self._news.wait()

    async def send(
        self,
        topic: str,
        payload: str | bytes | dict[str, Any],
        *,
        retain: bool = False,
        qos: int = 1,
        **properties: Any,
    ) -> None:
        text = json.dumps(payload) if isinstance(payload, dict) else payload
        said = Properties(PacketTypes.PUBLISH) if properties else None  # type: ignore[no-untyped-call]
        for name, value in properties.items():
            setattr(said, name, value)
        await self.client.publish(topic, text, qos=qos, retain=retain, properties=said)


def _payload(message: aiomqtt.Message) -> str:
    assert isinstance(message.payload, bytes)
    return message.payload.decode()


@dataclass
class Rig:
    """One house on a broker. `sent` is where its commands come from."""

    gateway: SimulatedGateway
    bridge: HouseBridge
    task: asyncio.Task[None]
    other: Listener
    topics: Topics
    things: Mapping[str, Thing]

    def topic(self, rest: str) -> str:
        return f"{self.topics.root}/{rest}"

    @property
    def session(self) -> str:
        return str(self.other.last(self.topics.link)["session"])

    async def result_of(
        self, thing: str, topic: str, payload: str | bytes | dict[str, Any], **properties: Any
    ) -> dict[str, Any]:
        """Send a command and return the next result of the thing."""
        results = self.topic(f"{thing}/result" if thing else "result")
        before = len(self.other.payloads(results))
        await self.other.send(self.topic(topic), payload, **properties)
        await self.other.until(lambda: len(self.other.payloads(results)) > before)
        return self.other.records(results)[before]

    def relay_frames(self) -> int:
        return len(self.gateway.transcript.writes)


@asynccontextmanager
async def listener(
    port: int, login: Login = NO_LOGIN, client_id: str | None = None
) -> AsyncIterator[Listener]:
    user, password = login
    async with aiomqtt.Client(
        "127.0.0.1",
        port,
        username=user,
        password=password,
        identifier=client_id,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=True,
    ) as client:
        heard = Listener(client)
        task = asyncio.create_task(heard.listen())
        try:
            yield heard
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def bridged(
    port: int,
    *,
    house: House | None = None,
    name: str = "home",
    version: MqttVersion = MqttVersion.V5,
    login: Login = NO_LOGIN,
    extensions: Iterable[HouseExtension] = (),
    turns: HouseTurns | None = None,
    measure: Callable[[IPComClient, Mapping[str, Thing]], HouseExtension] | None = None,
    **plan: Any,
) -> AsyncIterator[Rig]:
    """Run a bridge until the end of the block; its house is online at the beginning of it."""
    house = house or House.demo()
    topics = Topics("ipcom", name)
    async with SimulatedGateway(house) as gateway, listener(port, login) as other:
        await other.client.subscribe(f"{topics.root}/#", qos=1)
        things = things_of(house.devices)
        client = IPComClient(
            "127.0.0.1", gateway.port, username="demo", password="demo",
            kinds=house.devices.kinds(), shutters=house.devices.pairs(),
        )  # fmt: skip
        shutters = {
            each.id: Shutter(client, each.device.pair, travel=TIMES, name=each.name)
            for each in things.values()
            if isinstance(each.device, ShutterDevice)
        }
        settings = BrokerSettings("127.0.0.1", port, version, *login)
        way = BrokerWay(settings, SYSTEM_NAMES, random.Random(1), turns or HouseTurns())
        made = BridgedHouse(topics, f"ipcom-{name}", things, **plan)
        measured = [measure(client, things)] if measure else []
        bridge = HouseBridge(made, client, shutters, way, extensions=[*extensions, *measured])
        task = asyncio.create_task(bridge.run())
        rig = Rig(gateway, bridge, task, other, topics, things)
        try:
            await other.until(lambda: _is_online(rig))
            yield rig
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def _is_online(rig: Rig) -> bool:
    if rig.task.done():
        rig.task.result()
    records = rig.other.records(rig.topics.link)
    return bool(records) and records[-1].get("gateway") == "online"

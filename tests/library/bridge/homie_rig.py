"""A house in Homie on a broker, and the one who hears all of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiomqtt
from paho.mqtt.subscribeoptions import SubscribeOptions

from ipcom.bridge.broker.broker_settings import MqttVersion
from ipcom.bridge.homie.homie_house import HomieHouse
from ipcom.bridge.house.house_bridge import BridgedHouse
from ipcom.bridge.things import things_of
from ipcom.bridge.topics import Topics
from ipcom.simulator.house.house import House
from tests.library.bridge.bridge_rig import Listener, Rig, bridged, listener
from tests.library.bridge.homie_checker import Heard, faults_of


@dataclass
class HomieListener:
    """What a controller hears below one domain, and may set."""

    domain: str
    other: Listener

    @property
    def heard(self) -> list[Heard]:
        return [
            Heard(str(each.topic), bytes(each.payload), each.qos, bool(each.retain))
            for each in self.other.heard
        ]

    def topic(self, rest: str) -> str:
        return f"{self.domain}/5/{rest}"

    def said(self, rest: str) -> list[str]:
        return self.other.payloads(self.topic(rest))

    def last(self, rest: str) -> str | None:
        said = self.said(rest)
        return said[-1] if said else None

    async def until(self, rest: str, payload: str, *, after: int = 0) -> None:
        """Wait until a topic has told this, the first messages of it not counted."""
        await self.other.until(lambda: payload in self.said(rest)[after:])

    async def shows(self, rest: str, payload: str) -> None:
        """Wait until this is what a topic has told last."""
        await self.other.until(lambda: self.last(rest) == payload)

    async def set(self, rest: str, payload: str, **other: Any) -> None:
        await self.other.send(self.topic(f"{rest}/set"), payload, **other)

    def tree(self) -> dict[str, str]:
        """What the broker keeps, as far as it was heard."""
        kept = {
            each.topic.removeprefix(f"{self.domain}/5/"): each.payload.decode()
            for each in self.heard
            if each.retain
        }
        return {topic: payload for topic, payload in kept.items() if payload}

    def require_valid(self) -> None:
        faults = faults_of(self.heard, self.domain)
        assert not faults, "\n".join(faults)


@asynccontextmanager
async def homie_listener(port: int, domain: str) -> AsyncIterator[HomieListener]:
    async with listener(port) as other:
        await other.client.subscribe(f"{domain}/5/#", options=SubscribeOptions(qos=2, retainAsPublished=True))
        yield HomieListener(domain, other)


@asynccontextmanager
async def in_homie(port: int, name: str, house: House, **plan: Any) -> AsyncIterator[Rig]:
    """Run a bridge for a house of this name, in a domain of the same name."""
    version = plan.pop("version", MqttVersion.V5)
    made = BridgedHouse(Topics("ipcom", name), f"ipcom-{name}", things_of(house.devices), **plan)
    async with bridged(
        port, house=house, name=name, version=version, extensions=[HomieHouse(name, made)], **plan
    ) as rig:
        yield rig


async def kill_connection(port: int, client_id: str) -> None:
    """Let another client take the name of a connection, as if it were gone without a word."""
    async with aiomqtt.Client("127.0.0.1", port, identifier=client_id):
        await asyncio.sleep(0.1)

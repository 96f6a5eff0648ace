"""Home Assistant's discovery by MQTT: it shows the house without being told of a single topic."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from ..broker.broker_message import Publication
from ..house.house_extension import HouseExtension
from ..topics import TopicPart
from .discovery_components import Abilities, components_of
from .discovery_config import gateway_config, is_own, removal_of, thing_config
from .discovery_topics import DEFAULT_PREFIX, GATEWAY, DiscoveryTopics

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from ...shutter.travel_times import TravelTimes
    from ..broker.broker_message import Incoming
    from ..broker.publish_queue import PublishQueue
    from ..house.house_bridge import BridgedHouse
    from ..things import Thing
    from .discovery_commands import Component
    from .discovery_config import Config

ONLINE = b"online"
JITTER_S = 5.0
"""Within how many seconds of Home Assistant's start all is repeated; drawn, so that many houses do not come at once."""
KEPT = (TopicPart.STATE, TopicPart.AVAILABILITY)


class DeviceDiscovery(HouseExtension):
    """Publishes a configuration for each thing, and takes back those of things that are no longer there.

    What an earlier run has published is what the broker has kept: it comes after each subscription.
    """

    def __init__(
        self,
        plan: BridgedHouse,
        times_of: Callable[[Thing], TravelTimes | None],
        rng: random.Random,
        version: str,
        prefix: str = DEFAULT_PREFIX,
        *,
        expiry: bool = True,
    ) -> None:
        """`times_of` tells the travel times of a shutter, and `version` is that of this program.

        `expiry` says whether commands may carry the seconds for which they are valid.
        """
        self._plan = plan
        self._times_of = times_of
        self._rng = rng
        self._version = version
        self._topics = DiscoveryTopics(prefix, plan.topics.house)
        self._expiry = expiry
        self._announced: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._repeating: asyncio.TimerHandle | None = None
        self.lamp_topics = [self._topics.configs, self._topics.status]

    def begin(self, outbox: PublishQueue, repeat: Callable[[], None]) -> None:
        """Keep where publications go, and what repeats all."""
        self._outbox, self._repeat = outbox, repeat

    def announce(self) -> None:
        """Put the configurations of all things, and empty those of the things that are gone."""
        self._announced = {name: _encoded(config) for name, config in self._configs().items()}
        for name, payload in self._announced.items():
            self._put(self._topics.config_of(name), payload)
        for name in self._gone:
            self._empty(name)

    def understood(self, message: Incoming) -> Incoming | None:
        """Look at what the broker has kept of an earlier run, and whether Home Assistant has started."""
        if message.topic == self._topics.status:
            if message.payload == ONLINE:
                self._repeat_soon()
        elif (name := self._topics.thing_of(message.topic)) is not None:
            if not message.payload:
                self._gone.discard(name)
            elif message.retained:
                self._compare(name, message.payload)
        return None

    def close(self) -> None:
        """Repeat nothing any more."""
        if self._repeating is not None:
            self._repeating.cancel()

    def _configs(self) -> dict[str, Config]:
        topics = self._plan.topics
        configs = {
            name: thing_config(thing, self._components(thing), topics, self._version)
            for name, thing in self._plan.things.items()
        }
        return {GATEWAY: gateway_config(topics, self._version)} | configs

    def _components(self, thing: Thing) -> dict[str, Component]:
        times = self._times_of(thing)
        able = Abilities(
            commands=self._plan.commands and not (self._plan.strict and thing.kind.is_delicate),
            positions=times is not None,
            tilts=times is not None and times.tilt is not None,
            expiry=self._expiry,
        )
        return components_of(thing, self._plan.topics, able)

    def _compare(self, name: str, payload: bytes) -> None:
        """Take back what is kept of a thing, or a part of it, that is no longer there."""
        if not payload:
            self._gone.discard(name)
        elif payload != self._announced.get(name) and is_own(config := _decoded(payload), self._plan.topics):
            self._take_back(name, config)

    def _take_back(self, name: str, config: Config) -> None:
        """Have Home Assistant forget what is gone, now; what is kept then leaves it out, or is emptied."""
        thing = self._plan.things.get(name)
        present = self._components(thing) if thing else {}
        if name == GATEWAY or (removal := removal_of(config, present)) is None:
            return
        self._outbox.put(Publication(self._topics.config_of(name), _encoded(removal), qos=1))
        if thing is None:
            self._gone.add(name)
            self._empty(name)

    def _empty(self, name: str) -> None:
        """Empty the retained topics of a thing that is gone."""
        for topic in (self._topics.config_of(name), *(self._plan.topics.of(name, part) for part in KEPT)):
            self._put(topic, b"")

    def _put(self, topic: str, payload: bytes) -> None:
        self._outbox.put(Publication(topic, payload, qos=1, retain=True))

    def _repeat_soon(self) -> None:
        """Repeat all, once however often Home Assistant says so meanwhile."""
        if self._repeating is None:
            delay = self._rng.uniform(0, JITTER_S)
            self._repeating = asyncio.get_running_loop().call_later(delay, self._repeat_now)

    def _repeat_now(self) -> None:
        self._repeating = None
        self._repeat()


def _encoded(config: Mapping[str, object]) -> bytes:
    return json.dumps(config, ensure_ascii=False).encode()


def _decoded(payload: bytes) -> Config:
    """Return a configuration; an empty one for what is none."""
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

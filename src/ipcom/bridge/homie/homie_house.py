"""A house in Homie 5: a root device with the will, and each thing as a child of it; see docs/bridge-homie.md."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from itertools import chain
from typing import TYPE_CHECKING

from ...model.arguments import quoted
from ..broker.broker_link import BrokerLink, LinkPlan
from ..broker.broker_message import Will
from ..house.house_extension import HouseExtension
from ..things import ThingKind
from .homie_child import EXACTLY_ONCE, HomieChild, HomieState, kept, removal, told_once
from .homie_description import kept_children, root_description
from .homie_layout import GATEWAY, WALL, properties_of
from .homie_queue import HomieQueue
from .homie_topics import DESCRIPTION, SET, STATE, HomieTopics
from .homie_values import FALSE, TRUE, asked_for, expected_by, is_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...presses.wall_press import WallPress
    from ..broker.broker_link import BrokerWay
    from ..broker.broker_message import Incoming, Publication
    from ..commands.wishes import Wish
    from ..house.house_bridge import BridgedHouse
    from ..things import Thing
    from .homie_layout import HomieProperty

KEPT_COMES_WITHIN_S = 0.3
"""What the broker has kept comes at once after a subscription."""
LONGEST_SHOWN = 60
"""Characters of a payload that is no value, in the message that says so."""


class HomieHouse(HouseExtension):
    """Announces the house after each connection of its own, and tells what changes."""

    def __init__(self, domain: str, plan: BridgedHouse) -> None:
        self._plan = plan
        self._topics = HomieTopics(domain, plan.topics.house)
        self._root = plan.topics.house
        self._children = {name: self._child(thing) for name, thing in plan.things.items()}
        self._queue = HomieQueue()
        self._earlier: dict[str, object] = {}
        self._asked: tuple[str, str, str] | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._is_commanded = self._is_up = self._is_live = self._online = False
        taken = list(self._command_topics()) if plan.commands else []
        self.lamp_topics = [topic for topic, kind in taken if kind is not ThingKind.COVER]
        self.motor_topics = [topic for topic, kind in taken if kind is ThingKind.COVER]

    def _child(self, thing: Thing) -> HomieChild:
        found = properties_of(thing.kind, commands=self._plan.commands, strict=self._plan.strict)
        return HomieChild(self._topics, thing, found)

    def _command_topics(self) -> Iterable[tuple[str, ThingKind]]:
        for child in self._children.values():
            for path, one in child.properties.items():
                if one.settable:
                    yield self._topics.of(child.device, path, SET), child.thing.kind

    def links(self, way: BrokerWay) -> Iterable[BrokerLink]:
        """Return the connection that has the will of the root device."""
        devices = [self._root, *(child.device for child in self._children.values())]
        will = Will(self._topics.of(self._root, STATE), HomieState.LOST.encode(), EXACTLY_ONCE)
        described = [self._topics.of(device, DESCRIPTION) for device in devices]
        plan = LinkPlan(f"{self._plan.client_id}-homie", described, will)
        yield BrokerLink(way, plan, self._queue, self._take_kept, self._link_changed, _nothing)

    def commands_arrive(self, arrive: bool) -> None:
        """Announce the house once its commands arrive; later tell what is not ready without them."""
        if arrive == self._is_commanded:
            return
        self._is_commanded = arrive
        self._put(self._states())
        if arrive and self._is_up and self._looking is None:
            self._begin()

    def understood(self, message: Incoming) -> Incoming | None:
        """Return what a controller sets as a command of the house's own."""
        found = self._topics.asked(message.topic)
        child = self._children.get(found[0]) if found else None
        one = child.properties.get(found[1]) if child and found else None
        if child is None or one is None or not one.settable or not message.payload:
            return None
        raw = message.payload[: LONGEST_SHOWN + 1].decode(errors="replace")
        command = asked_for(one, raw)
        if command is None:
            self._put([self._complaint(child, one, raw)])
            return None
        self._asked = child.device, one.path, raw
        topic = self._plan.topics.of(child.thing.id, command[0])
        return dataclasses.replace(message, topic=topic, payload=command[1].encode())

    def _complaint(self, child: HomieChild, one: HomieProperty, raw: str) -> Publication:
        said = f"{one.path}/{SET}: {quoted(raw)} is not understood; write {expected_by(one)}"
        return told_once(self._topics.of(child.device, "$log", "warn"), said)

    def accepted(self, thing: Thing, wish: Wish) -> None:
        """Tell what the command wants; what a controller has set, to the letter."""
        child = self._children[thing.id]
        wanted = {path: self._to_the_letter(child, path, value) for path, value in child.wanted(wish).items()}
        self._asked = None
        self._put([*child.aim(wanted), *child.events_of(wish)])

    def _to_the_letter(self, child: HomieChild, path: str, value: str) -> str:
        device, asked, raw = self._asked or ("", "", "")
        return raw if (device, asked) == (child.device, path) and is_same(raw, value) else value

    def told(self, thing: Thing, record: Mapping[str, object]) -> None:
        """Tell what is new of a thing; with a property that it did not have, all of it."""
        child = self._children[thing.id]
        before = child.is_told, child.described
        news = child.take(record)
        if (child.is_told, child.described) == before:
            self._put(news)
        elif self._is_live:
            self._queue.put_in_order(self._announcement(child))

    def available(self, online: bool) -> None:
        """Tell whether the gateway is reached: of the house as a value, of its things as their state."""
        if online == self._online:
            return
        self._online = online
        self._put([self._gateway(), *self._states()])

    def _states(self) -> list[Publication]:
        told = [child for child in self._children.values() if child.is_told]
        return [child.in_state(self._state(child)) for child in told]

    def _state(self, child: HomieChild) -> HomieState:
        return child.state(online=self._online, commanded=self._is_commanded)

    def pressed(self, thing: Thing, press: WallPress) -> None:
        """Tell of a press at the wall, once."""
        self._put(self._children[thing.id].events({WALL.path: press.direction.value}))

    def close(self) -> None:
        """Say goodbye for all devices: a connection that ends in order gets no will published."""
        if not self._is_up:
            return
        if not self._is_live:
            self._begin()
        self._put(child.in_state(HomieState.DISCONNECTED) for child in self._children.values())
        self._put([self._root_in(HomieState.DISCONNECTED)])

    def _put(self, messages: Iterable[Publication]) -> None:
        """Put what is new; before the announcement nothing is, since that tells all."""
        for message in messages if self._is_live else ():
            self._queue.put(message)

    def _take_kept(self, message: Incoming, _early: bool) -> None:
        """Take the description that an earlier bridge has left, and none of its own."""
        if self._is_live:
            return
        try:
            self._earlier[message.topic] = json.loads(message.payload or b"null")
        except (ValueError, RecursionError):
            self._earlier[message.topic] = None

    def _link_changed(self, up: bool) -> None:
        """Look what the broker has kept, then announce."""
        self._is_up, self._is_live = up, False
        self._queue.forget_all()
        self._earlier.clear()
        if self._looking is not None:
            self._looking.cancel()
        self._looking = (
            asyncio.get_running_loop().call_later(KEPT_COMES_WITHIN_S, self._looked) if up else None
        )

    def _looked(self) -> None:
        self._looking = None
        if self._is_commanded:
            self._begin()

    def _begin(self) -> None:
        """Announce the things, then the house, as the convention recommends; then delete what is no longer there."""
        if self._is_live:
            return
        self._is_live = True
        things = chain.from_iterable(self._announcement(child) for child in self._children.values())
        self._queue.put_in_order([*things, *self._root_announcement(), *self._gone()])

    def _announcement(self, child: HomieChild) -> list[Publication]:
        earlier = (
            self._earlier.pop(self._topics.of(child.device, DESCRIPTION), None) if child.is_told else None
        )
        return child.announcement(self._state(child), earlier)

    def _root_announcement(self) -> list[Publication]:
        children = [child.device for child in self._children.values()]
        document = root_description(self._root, children, [GATEWAY])
        described = kept(self._topics.of(self._root, DESCRIPTION), json.dumps(document, ensure_ascii=False))
        return [
            self._root_in(HomieState.INIT),
            described,
            self._gateway(),
            self._root_in(HomieState.READY),
        ]

    def _gone(self) -> Iterable[Publication]:
        """Return what deletes the things of an earlier bridge that this house does not have."""
        present = {child.device for child in self._children.values()}
        earlier = self._earlier.get(self._topics.of(self._root, DESCRIPTION))
        for device in kept_children(earlier):
            if device not in present and self._topics.is_child(device):
                yield from removal(self._topics, device)

    def _root_in(self, state: HomieState) -> Publication:
        return kept(self._topics.of(self._root, STATE), state)

    def _gateway(self) -> Publication:
        return kept(self._topics.of(self._root, GATEWAY.path), TRUE if self._online else FALSE)


async def _nothing(_address: str) -> None:
    """Do nothing before a return: the house's own connection looks for a rival."""

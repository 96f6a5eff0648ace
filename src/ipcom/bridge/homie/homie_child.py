"""One thing of a house as a device of Homie 5: what is described and told of it. Nothing here is sent."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

from ..broker.broker_message import Publication
from .homie_description import child_description, kept_paths
from .homie_layout import STATE_PATHS
from .homie_topics import DESCRIPTION, STATE, TARGET
from .homie_values import aims_of, event_of, is_same, values_of, waited_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..commands.wishes import Wish
    from ..things import Thing
    from .homie_layout import HomieProperty
    from .homie_topics import HomieTopics
    from .homie_values import Values

EXACTLY_ONCE, AT_MOST_ONCE = 2, 0
"""The convention's quality of service for states, and for events."""


class HomieState(StrEnum):
    """What `$state` says of a device."""

    INIT = "init"
    READY = "ready"
    LOST = "lost"
    DISCONNECTED = "disconnected"


def kept(topic: str, payload: str) -> Publication:
    """Return a message that the broker keeps; an empty one deletes."""
    return Publication(topic, payload.encode(), EXACTLY_ONCE, retain=True)


def told_once(topic: str, payload: str) -> Publication:
    """Return a message that the broker passes on and forgets."""
    return Publication(topic, payload.encode(), AT_MOST_ONCE)


class HomieChild:
    """A thing. Until its state was told once, it is described no further than that it exists."""

    def __init__(self, topics: HomieTopics, thing: Thing, properties: Iterable[HomieProperty]) -> None:
        self.thing = thing
        self.device = topics.child(thing.id)
        self.properties = {one.path: one for one in properties}
        self.is_told = False
        self._topics = topics
        self._values: Values = {}
        self._aims: Values = {}

    @property
    def described(self) -> Sequence[HomieProperty]:
        """The properties that it has: a state has a value, so what is not known yet is none."""
        return [one for one in self.properties.values() if not one.retained or one.path in self._values]

    def state(self, *, online: bool, commanded: bool) -> HomieState:
        """Return its state while its gateway is reached or not, and commands arrive or not."""
        if self.is_told and not online:
            return HomieState.LOST
        return HomieState.READY if self.is_told and commanded else HomieState.INIT

    def in_state(self, state: HomieState) -> Publication:
        """Return the message that tells its state."""
        return kept(self._topic(STATE), state)

    def announcement(self, state: HomieState, earlier: object = None) -> list[Publication]:
        """Return all of it, in order; what only the `earlier` description names is deleted."""
        begin = [self.in_state(HomieState.INIT)]
        if not self.is_told:
            return begin
        document = child_description(self.thing.name, self._topics.house, self.described)
        begin.append(kept(self._topic(DESCRIPTION), json.dumps(document, ensure_ascii=False)))
        gone = sorted(kept_paths(earlier) - {one.path for one in self.described})
        return [*begin, *self._deletions(gone), *self._all_values(), self.in_state(state)]

    def take(self, record: Mapping[str, object]) -> list[Publication]:
        """Take what was told of the thing; return what is new of it, what is wanted before what is shown."""
        self.is_told = True
        kind = self.thing.kind
        values = values_of(kind, record)
        first = {path: value for path, value in values.items() if path not in self._aims}
        wanted = {**first, **waited_for(kind, record)}
        aims = self.aim(
            {path: aim for path, aim in wanted.items() if not is_same(self._aims.get(path, ""), aim)}
        )
        news = {path: value for path, value in values.items() if self._values.get(path) != value}
        self._values |= news
        return [*aims, *(kept(self._topic(path), value) for path, value in news.items())]

    def wanted(self, wish: Wish) -> Values:
        """Return what a command wants of its states."""
        return aims_of(self.thing.kind, wish, self._values)

    def aim(self, wanted: Mapping[str, str]) -> list[Publication]:
        """Note what is wanted, and return the messages that say so; a state without a value has none yet."""
        aims = {path: value for path, value in wanted.items() if self.properties[path].aims}
        self._aims |= aims
        return [
            kept(self._topic(path, TARGET), value) for path, value in aims.items() if path in self._values
        ]

    def events(self, told: Mapping[str, str]) -> list[Publication]:
        """Return the messages of events, as far as it has such."""
        return [
            told_once(self._topic(path), value)
            for path, value in told.items()
            if path in self.properties and value in self.properties[path].format.split(",")
        ]

    def events_of(self, wish: Wish) -> list[Publication]:
        """Return what is told once of a command."""
        return self.events(event_of(wish))

    def _all_values(self) -> Iterable[Publication]:
        for path, value in self._values.items():
            if path in self._aims:
                yield kept(self._topic(path, TARGET), self._aims[path])
            yield kept(self._topic(path), value)

    def _deletions(self, paths: Iterable[str]) -> Iterable[Publication]:
        return deletions(self._topics, self.device, paths)

    def _topic(self, *rest: str) -> str:
        return self._topics.of(self.device, *rest)


def deletions(topics: HomieTopics, device: str, paths: Iterable[str]) -> Iterable[Publication]:
    """Return what deletes properties that a device no longer has."""
    return (kept(topics.of(device, path, *end), "") for path in paths for end in ((), (TARGET,)))


def removal(topics: HomieTopics, device: str) -> Iterable[Publication]:
    """Return what deletes a device that an earlier bridge has left: first of all its state."""
    yield kept(topics.of(device, STATE), "")
    yield kept(topics.of(device, DESCRIPTION), "")
    yield from deletions(topics, device, STATE_PATHS)

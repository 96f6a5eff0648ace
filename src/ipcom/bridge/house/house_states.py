"""Telling what the house shows: the retained topics of its things, put anew when something of them changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ...model.shutter_pair import ShutterPair
from ...presses.recogniser import PressRecogniser
from ..broker.broker_message import Publication
from ..thing_state import HERE, OUTSIDE, cover_state, output_state, with_cause
from ..things import ThingKind
from ..topics import TopicPart
from .house_extension import HouseExtension

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...client.client import IPComClient
    from ...model.address import OutputAddress
    from ...model.change import CausedChange, StateChange
    from ...presses.wall_press import WallPress
    from ...shutter.shutter import Shutter
    from ..broker.publish_queue import PublishQueue
    from ..things import Thing
    from ..topics import Topics
    from .house_control import HouseControl


class HouseStates:
    """The states of the things of one house, as they are told to the broker."""

    def __init__(
        self,
        client: IPComClient,
        things: Mapping[str, Thing],
        shutters: Mapping[str, Shutter],
        control: HouseControl,
        topics: Topics,
        queue: PublishQueue,
        listener: HouseExtension | None = None,
    ) -> None:
        """`listener` hears of all that is told."""
        self._client = client
        self._things = things
        self._in_order = sorted(things.values(), key=lambda thing: thing.kind is not ThingKind.COVER)
        self._shutters = shutters
        self._control = control
        self._topics = topics
        self._queue = queue
        self._listener = listener or HouseExtension()
        self._causes: dict[str, tuple[str, float]] = {}
        self._at = {address: thing for thing in things.values() for address in thing.addresses}
        self._presses = PressRecogniser(shutter.pair for shutter in shutters.values())
        self._momentary = {a for a, t in self._at.items() if t.kind is ThingKind.IMPULSE}
        self._dimmers = {a: t for a, t in self._at.items() if t.kind is ThingKind.DIMMER}

    def follow_shutters(self) -> None:
        """Tell the state of a shutter whenever it changes; its positions come while it moves."""
        for name, shutter in self._shutters.items():
            thing = self._things[name]
            shutter.subscribe(lambda _state, thing=thing: self.tell(thing))  # type: ignore[misc]

    def changed(self, change: StateChange) -> None:
        """Tell what a change is about."""
        self._control.note_levels(change.snapshot, self._dimmers)
        self._note_causes(change.observed_changes, change.observed.timestamp)
        for press in self._presses.observe(change, self._momentary):
            self._tell_press(press)
        touched = {each.address for each in (*change.changes, *change.observed_changes)}
        for thing in self._things_on(touched):
            self.tell(thing)

    def tell_all(self) -> None:
        """Tell the states of all things, shutters first, and whether they are there."""
        self._control.note_levels(self._client.snapshot, self._dimmers)
        for thing in self._in_order:
            self.tell(thing)
        self.tell_availability()

    def tell_availability(self) -> None:
        """Tell of each thing whether the gateway is reached."""
        online = self._client.connection.online
        for name in self._things:
            self._put(name, TopicPart.AVAILABILITY, b"online" if online else b"offline")
        self._listener.available(online)

    def tell(self, thing: Thing) -> None:
        """Tell the state of one thing."""
        record = with_cause(self._record(thing), self._causes.get(thing.id))
        self._put(thing.id, TopicPart.STATE, json.dumps(record).encode())
        self._listener.told(thing, record)

    def _record(self, thing: Thing) -> dict[str, Any]:
        if (shutter := self._shutters.get(thing.id)) is not None:
            times = shutter.travel_times
            return cover_state(shutter.state, tilts=times is not None and times.tilt is not None)
        return output_state(thing, self._client.snapshot, self._client.observed)

    def _note_causes(self, changes: Iterable[CausedChange], at: float) -> None:
        for change in changes:
            if (thing := self._at.get(change.address)) is not None:
                self._causes[thing.id] = (HERE if change.own else OUTSIDE, at)

    def _things_on(self, addresses: Iterable[OutputAddress]) -> Iterable[Thing]:
        found = {self._at[address].id: self._at[address] for address in addresses if address in self._at}
        return found.values()

    def _tell_press(self, press: WallPress) -> None:
        """Tell a press at the wall, once: it is no state that a later listener must know."""
        address = press.thing.up if isinstance(press.thing, ShutterPair) else press.thing
        if (thing := self._at.get(address)) is not None:
            record = {"direction": press.direction.value, "count": press.count}
            self._queue.put(
                Publication(self._topics.of(thing.id, TopicPart.WALL), json.dumps(record).encode())
            )
            self._listener.pressed(thing, press)

    def link_lost(self) -> None:
        """Note that changes may be missed from now on: what the next read shows is no press."""
        self._presses.link_lost()

    def _put(self, name: str, part: TopicPart, payload: bytes) -> None:
        self._queue.put(Publication(self._topics.of(name, part), payload, retain=True))

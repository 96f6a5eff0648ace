"""The command that tells a page how the house is, and at once whatever changes in it."""

from collections.abc import Container
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..devices.wall_presses import wants_presses
from ..library import CausedChange, ConnectionStatus, StateChange
from .asked import OF_ENTRY
from .entry_subscription import EntrySubscription, Subscriber
from .guesses import guess
from .movement_log import movements_of
from .movements import Moved, unexplained
from .pace import Pace
from .texts import Text, message_text, text
from .things import Thing, shutter_state, things_of

SHUTTER_INTERVAL_S = 0.35
"""A shutter that moves is told at most so often: what the eye follows is drawn between two of these."""
THINGS_INTERVAL_S = 0.25
"""All things are told at most so often: an import changes all of them, and their entities come one after the other."""


@websocket_command({probatio.Required("type"): "ipcom/house/subscribe", **OF_ENTRY})
@callback
def subscribe_house(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell how the house of an entry is."""
    if house := _House.asked(hass, connection, msg):
        house.async_begin()


class _House(EntrySubscription):
    """One page that looks at a house."""

    def __init__(self, subscriber: Subscriber) -> None:
        """Begin with nothing told."""
        super().__init__(subscriber)
        self._things: list[Thing] = []
        self._mapped: set[int] = set()
        self._shutters: dict[str, dict[str, Any]] = {}
        self._changed_shutters: set[str] = set()
        self._shutter_pace = Pace(self.hass, SHUTTER_INTERVAL_S, self._tell_shutters)
        self._things_pace = Pace(self.hass, THINGS_INTERVAL_S, self._tell_things)
        self._told_link: dict[str, Any] = {}
        self._told_presses = False

    @callback
    def async_begin(self) -> None:
        """Follow the registries, too: they know rooms and entities."""
        super().async_begin()
        self.until_end(self._things_pace.end)
        self.until_end(self.hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._registry_changed))
        self.until_end(self.hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registry_changed))

    def _tell_all(self) -> None:
        self._take_things(things_of(self.hass, self.entry))
        self._shutters = self._shutter_states()
        self._told_link = self._link()
        self._told_presses = wants_presses(self.entry.options)
        if self.runtime is not None:
            client = self.runtime.client
            self.while_loaded(client.subscribe(self._outputs_changed))
            self.while_loaded(client.subscribe_connection(self._link_changed))
            self.while_loaded(self.runtime.covers.async_listen(self._shutter_changed))
            self.while_loaded(self._shutter_pace.end)
        movements = movements_of(self.hass, self.entry)
        values = None if self.runtime is None else self.runtime.client.snapshot.values
        self.send(
            {
                "type": "all",
                "title": self.entry.title,
                **self._told_link,
                "values": None if values is None else list(values),
                "moved": {str(index): _moved(moved) for index, moved in movements.moved.items()},
                "unexplained": [] if values is None else unexplained(values, self._mapped, movements.moved),
                "things": self._things,
                "shutters": self._shutters,
                "presses": self._told_presses,
            }
        )

    def _entry_updated(self) -> None:
        self._things_pace.ask()
        if self._link() != self._told_link:
            self._tell_link()
        if (presses := wants_presses(self.entry.options)) is not self._told_presses:
            self._told_presses = presses
            self.send({"type": "presses", "on": presses})

    @callback
    def _registry_changed(self, _: Event[Any]) -> None:
        self._things_pace.ask()

    def _tell_things(self) -> None:
        things = things_of(self.hass, self.entry)
        if things != self._things:
            self._take_things(things)
            self.send({"type": "things", "things": things})

    def _take_things(self, things: list[Thing]) -> None:
        self._things = things
        self._mapped = {index for thing in things for index in thing["outputs"]}

    @callback
    def _outputs_changed(self, change: StateChange) -> None:
        if change.changes:
            at = change.observed.timestamp
            self.send({"type": "changes", "changes": [self._described(each, at) for each in change.changes]})

    def _described(self, change: CausedChange, at: float) -> dict[str, Any]:
        return {
            "index": change.address.index,
            "old": change.old,
            "value": change.new,
            "own": change.own,
            "at": at,
            "guess": self._guess(change.address.index),
        }

    def _guess(self, index: int) -> dict[str, Any] | None:
        found = guess(movements_of(self.hass, self.entry), index, self._mapped)
        return None if found is None else {"kind": found.kind.value, "with": list(found.others)}

    @callback
    def _link_changed(self, _: ConnectionStatus) -> None:
        self._tell_link()

    def _tell_link(self) -> None:
        self._told_link = self._link()
        self.send({"type": "link", **self._told_link})

    def _link(self) -> dict[str, Any]:
        if self.runtime is None:
            return {"online": False, "reason": _why_not_loaded(self.entry)}
        status = self.runtime.client.connection
        return {"online": status.online, "reason": message_text(status.reason)}

    @callback
    def _shutter_changed(self, subentry_id: str) -> None:
        self._changed_shutters.add(subentry_id)
        self._shutter_pace.ask()

    def _tell_shutters(self) -> None:
        """Tell of the shutters that are shown otherwise than before."""
        changed, self._changed_shutters = self._changed_shutters, set()
        now = self._shutter_states(changed)
        told = {each: state for each, state in now.items() if state != self._shutters.get(each)}
        if told:
            self._shutters.update(told)
            self.send({"type": "shutters", "shutters": told})

    def _shutter_states(self, of: Container[str] | None = None) -> dict[str, dict[str, Any]]:
        """Return the states of all shutters, or of some."""
        if self.runtime is None:
            return {}
        covers = self.runtime.covers
        return {each: shutter_state(covers[each]) for each in covers if of is None or each in of}


def _moved(moved: Moved) -> dict[str, Any]:
    last = moved.last
    return {"at": last.at, "own": last.own, "value": last.value, "times": moved.times}


def _why_not_loaded(entry: IPComConfigEntry) -> Text | None:
    """Return why an entry is not loaded, in the words of its card; None if there is nothing to say."""
    key = entry.error_reason_translation_key
    if key is None or entry.error_reason_translation_domain != DOMAIN:
        return None
    return text("exceptions", f"{key}.message", entry.error_reason_translation_placeholders)

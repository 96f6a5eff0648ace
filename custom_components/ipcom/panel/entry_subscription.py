"""A subscription of a page that follows one entry through unload and reload, and ends with its removal."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..coordinator import IPComConfigEntry, IPComRuntime
from .asked import asked_entry, runtime_of


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A message of a page that subscribes to an entry, loaded or not."""

    hass: HomeAssistant
    connection: ActiveConnection
    message_id: int
    entry: IPComConfigEntry


class EntrySubscription(ABC):
    """The base of such subscriptions."""

    def __init__(self, subscriber: Subscriber) -> None:
        """Begin without a runtime."""
        self.hass = subscriber.hass
        self.entry = subscriber.entry
        self.runtime: IPComRuntime | None = None
        """What the entry holds while it is loaded."""
        self._connection = subscriber.connection
        self._message_id = subscriber.message_id
        self._ends: list[Callable[[], None]] = []
        self._ends_with_runtime: list[Callable[[], None]] = []

    @classmethod
    def asked(cls, hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> Self | None:
        """Return what a command subscribes to; if there is no such entry, answer so and return None."""
        entry = asked_entry(hass, connection, msg)
        return None if entry is None else cls(Subscriber(hass, connection, msg["id"], entry))

    @callback
    def async_begin(self) -> None:
        """Answer, tell everything, and follow the entry until the page unsubscribes or is closed."""
        self._connection.subscriptions[self._message_id] = self.async_end
        self._connection.send_result(self._message_id)
        self.until_end(async_dispatcher_connect(self.hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed))
        self._take_runtime()

    @callback
    def async_end(self) -> None:
        """Follow nothing any more."""
        self._leave_runtime()
        while self._ends:
            self._ends.pop()()

    def send(self, event: dict[str, Any]) -> None:
        """Send an event to the page."""
        self._connection.send_message(event_message(self._message_id, event))

    def until_end(self, end: Callable[[], None]) -> None:
        """Call this when the subscription ends."""
        self._ends.append(end)

    def while_loaded(self, end: Callable[[], None]) -> None:
        """Call this when the entry is unloaded, or the subscription ends."""
        self._ends_with_runtime.append(end)

    @abstractmethod
    def _tell_all(self) -> None:
        """Tell everything, and follow `runtime` if there is one: at the beginning, and after each load and unload."""

    @abstractmethod
    def _entry_updated(self) -> None:
        """Follow a change of the entry or of its subentries."""

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if entry is not self.entry:
            return
        if change is ConfigEntryChange.REMOVED:
            self.send({"type": "removed"})
            self._connection.subscriptions.pop(self._message_id, None)
            self.async_end()
        elif runtime_of(self.entry) is not self.runtime:
            self._take_runtime()
        else:
            self._entry_updated()

    def _take_runtime(self) -> None:
        self._leave_runtime()
        self.runtime = runtime_of(self.entry)
        self._tell_all()

    def _leave_runtime(self) -> None:
        while self._ends_with_runtime:
            self._ends_with_runtime.pop()()
        self.runtime = None

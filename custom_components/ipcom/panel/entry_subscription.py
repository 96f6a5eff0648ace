"""A subscription of a page that follows one entry through unload and reload, and ends with its removal."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..coordinator import IPComConfigEntry, IPComRuntime
from .asked import runtime_of


class EntrySubscription(ABC):
    """The base of such subscriptions."""

    def __init__(
        self,
        hass: HomeAssistant,
        connection: ActiveConnection,
        message_id: int,
        entry: IPComConfigEntry,
    ) -> None:
        """Take the entry, loaded or not, and the message that subscribes."""
        self.hass = hass
        self.entry = entry
        self.runtime: IPComRuntime | None = None
        """What the entry holds while it is loaded."""
        self._connection = connection
        self._message_id = message_id
        self._ends: list[Callable[[], None]] = []
        self._ends_with_runtime: list[Callable[[], None]] = []

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

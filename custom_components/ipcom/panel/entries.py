"""The command that tells a page which gateways there are, again at each change."""

from collections.abc import Callable
from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import ConnectionStatus, IPComClient
from .asked import runtime_of


@websocket_command({"type": "ipcom/entries/subscribe"})
@callback
def subscribe_entries(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell which gateways there are."""
    subscription = _Entries(hass, connection, msg["id"])
    connection.subscriptions[msg["id"]] = subscription.async_end
    connection.send_result(msg["id"])
    subscription.async_begin()


class _Entries:
    """One subscription: it follows all entries and the links of those that are loaded."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, message_id: int) -> None:
        """Begin with nothing told."""
        self._hass = hass
        self._connection = connection
        self._message_id = message_id
        self._links: dict[IPComClient, Callable[[], None]] = {}
        self._told: list[dict[str, Any]] | None = None
        self._end = async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)

    @callback
    def async_begin(self) -> None:
        """Tell them now, and at each change."""
        self._follow_links()
        self._tell()

    @callback
    def async_end(self) -> None:
        """Follow nothing any more."""
        self._end()
        for end in self._links.values():
            end()

    @property
    def _entries(self) -> list[IPComConfigEntry]:
        return self._hass.config_entries.async_entries(DOMAIN, include_disabled=False)

    @callback
    def _entry_changed(self, _: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if entry.domain == DOMAIN:
            self._follow_links()
            self._tell()

    def _link_changed(self, _: ConnectionStatus) -> None:
        self._tell()

    def _follow_links(self) -> None:
        """Follow the links of the entries that are loaded now, and of no others."""
        runtimes = filter(None, map(runtime_of, self._entries))
        clients = {runtime.client for runtime in runtimes}
        for gone in self._links.keys() - clients:
            self._links.pop(gone)()
        for client in clients - self._links.keys():
            self._links[client] = client.subscribe_connection(self._link_changed)

    def _tell(self) -> None:
        now = [_described(entry) for entry in self._entries]
        if now != self._told:
            self._told = now
            self._connection.send_message(event_message(self._message_id, {"entries": now}))


def _described(entry: IPComConfigEntry) -> dict[str, Any]:
    runtime = runtime_of(entry)
    return {
        "entry_id": entry.entry_id,
        "title": entry.title,
        "loaded": runtime is not None,
        "online": runtime is not None and runtime.client.connection.online,
        "host": entry.data.get(CONF_HOST, ""),
    }

"""The link of one entry as Home Assistant sees it: pushed, never polled from here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from .const import DOMAIN, LOGGER
from .library import (
    AuthenticationFailed,
    ConnectionState,
    ConnectionStatus,
    IPComClient,
    StateChange,
    StateSnapshot,
)

if TYPE_CHECKING:
    from .devices.covers import Covers
    from .devices.entity_manager import EntityManager


@dataclass(frozen=True, slots=True)
class IPComRuntime:
    """What one loaded entry holds: the link, its coordinator, its covers and its entities."""

    client: IPComClient
    coordinator: IPComCoordinator
    covers: Covers
    things: EntityManager
    gateway_device_id: str


type IPComConfigEntry = ConfigEntry[IPComRuntime]


class IPComCoordinator(DataUpdateCoordinator[StateSnapshot]):
    """Tells the entities of one entry what the link tells; the library logs losing and finding it."""

    config_entry: IPComConfigEntry

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
        """Take a client that is started; `data` is the effective state."""
        super().__init__(hass, LOGGER, config_entry=entry, name=entry.title, update_interval=None)
        self.client = client
        self.data = client.snapshot

    @property
    def online(self) -> bool:
        """Whether the link is up."""
        return self.client.connection.online

    @callback
    def async_follow(self) -> None:
        """Follow the client until the entry is unloaded."""
        self.config_entry.async_on_unload(self.client.subscribe(self._changed))
        self.config_entry.async_on_unload(self.client.subscribe_connection(self._link_changed))

    @callback
    def _changed(self, change: StateChange) -> None:
        if change.changes:
            self.async_set_updated_data(change.snapshot)

    @callback
    def _link_changed(self, status: ConnectionStatus) -> None:
        """Nothing is logged here, and no error set: that would log at ERROR what is an outage.

        A link that we closed is no news: the entry, or Home Assistant, is about to go.
        """
        if status.state is ConnectionState.CLOSED:
            return
        self.last_update_success = status.online
        if status.online:
            self.data = self.client.snapshot
        self.async_update_listeners()
        if isinstance(status.error, AuthenticationFailed):
            self.config_entry.async_start_reauth(self.hass)

    @override
    async def _async_update_data(self) -> StateSnapshot:
        """Somebody asked for an update by hand: the latest state is here already."""
        if not self.online:
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="no_update",
                translation_placeholders={"reason": self.client.connection.reason},
            )
        return self.client.snapshot

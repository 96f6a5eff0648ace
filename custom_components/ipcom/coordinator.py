"""The coordinator of an entry, and what a loaded entry holds. The library polls; the coordinator is fed."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from .const import DOMAIN, LOGGER
from .devices.calibrators import Calibrators
from .devices.causes import Causes
from .devices.commanded import Commanded
from .devices.turns import Turns
from .devices.wall_presses import WallPresses
from .devices.wording import placeholders
from .library import (
    AuthenticationFailed,
    ConnectionState,
    ConnectionStatus,
    IPComClient,
    OutputAddress,
    StateChange,
    StateSnapshot,
)

if TYPE_CHECKING:
    from .devices.covers import Covers
    from .devices.energy import EnergyMeters
    from .devices.entity_manager import EntityManager
    from .devices.learned_times import LearnedTimes


@dataclass(frozen=True, slots=True)
class IPComRuntime:
    """What a loaded entry holds: the client, the coordinator, covers, energy meters and the entity manager."""

    client: IPComClient
    coordinator: IPComCoordinator
    covers: Covers
    energy: EnergyMeters
    learned: LearnedTimes
    entity_manager: EntityManager
    gateway_device_id: str


type IPComConfigEntry = ConfigEntry[IPComRuntime]


class IPComCoordinator(DataUpdateCoordinator[StateSnapshot]):
    """Passes the client's changes on to the entities of one entry.

    The library logs when the link is lost and when it is back.
    """

    config_entry: IPComConfigEntry

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
        """Take a started client; `data` is its effective state."""
        super().__init__(hass, LOGGER, config_entry=entry, name=entry.title, update_interval=None)
        self.client = client
        self.causes = Causes(hass)
        self.commanded = Commanded(self.causes.async_commanded)
        self.presses = WallPresses(client)
        self.calibrators = Calibrators(hass.loop.time)
        self.blinks = Turns()
        self.identifying: dict[frozenset[OutputAddress], asyncio.Task[None]] = {}
        self.data = client.snapshot
        self.online = client.connection.online
        """Whether the link is up."""

    @callback
    def async_follow(self) -> None:
        """Subscribe to the client until the entry is unloaded."""
        self.config_entry.async_on_unload(self.client.subscribe(self._changed))
        self.config_entry.async_on_unload(self.client.subscribe_connection(self._link_changed))
        self.online = self.client.connection.online

    @callback
    def _changed(self, change: StateChange) -> None:
        timed = self.causes.async_changed(change)
        if change.changes:
            self.async_set_updated_data(change.snapshot)
        self.presses.async_changed(change, timed)

    @callback
    def _link_changed(self, status: ConnectionStatus) -> None:
        """Pass the state of the link on, without an update error: that would log an outage at ERROR.

        A link that the integration closed is not passed on: the entry or Home Assistant is stopping.
        """
        self.online = status.online
        if not status.online:
            self.causes.async_link_lost()
            self.presses.async_link_lost()
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
        """Answer an update by hand with the state that is already known."""
        if not self.online:
            reason = self.client.connection.reason
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key=reason.code or "no_update",
                translation_placeholders=placeholders(reason.values),
            )
        return self.client.snapshot

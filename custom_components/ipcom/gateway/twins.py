"""Two entries for one gateway: noticed by where their names lead, and by what both gateways show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_PORT
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_BUS, DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import IPComClient


@dataclass(frozen=True, slots=True)
class Sight:
    """What a client has seen of its gateway: where it was reached, its key's digest, and all its outputs."""

    address: str | None
    fingerprint: str
    values: bytes

    @classmethod
    def of(cls, client: IPComClient) -> Self:
        """Look at a client that is online."""
        return cls(client.address, client.fingerprint, client.observed.values)

    def looks_like(self, other: Self) -> bool:
        """Return whether both have the same key and show the same house; one without a key looks like no other."""
        return bool(self.fingerprint) and (self.fingerprint, self.values) == (other.fingerprint, other.values)


@callback
def async_same_address(
    hass: HomeAssistant, data: Mapping[str, Any], sight: Sight, own_id: str = ""
) -> IPComConfigEntry | None:
    """Return another loaded entry on the same bus whose host leads to the same address and port."""
    for entry, client in _others(hass, data, own_id):
        at_one_port = data[CONF_PORT] == entry.data[CONF_PORT]
        if at_one_port and sight.address is not None and sight.address == client.address:
            return entry
    return None


@callback
def async_look_alike(
    hass: HomeAssistant, data: Mapping[str, Any], sight: Sight, own_id: str = ""
) -> IPComConfigEntry | None:
    """Return another loaded entry on the same bus whose gateway has the same key and shows the same outputs."""
    for entry, client in _others(hass, data, own_id):
        if client.connection.online and sight.looks_like(Sight.of(client)):
            return entry
    return None


def _others(
    hass: HomeAssistant, data: Mapping[str, Any], own_id: str
) -> list[tuple[IPComConfigEntry, IPComClient]]:
    entries: list[IPComConfigEntry] = hass.config_entries.async_entries(DOMAIN)
    return [
        (entry, entry.runtime_data.client)
        for entry in entries
        if entry.state is ConfigEntryState.LOADED
        and entry.entry_id != own_id
        and entry.data[CONF_BUS] == data[CONF_BUS]
    ]

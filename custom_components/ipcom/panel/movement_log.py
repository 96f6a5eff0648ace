"""Keeps the movements of each entry in memory, over reloads and whether or not a page is open, until it is removed."""

from typing import Any

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import IPComClient, StateChange
from .movements import Movement, Movements

_KEPT: HassKey[dict[str, Movements]] = HassKey(f"{DOMAIN}_movements")


@callback
def async_setup_movements(hass: HomeAssistant) -> None:
    """Forget those of each entry that is removed."""

    @callback
    def entry_changed(change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if change is ConfigEntryChange.REMOVED:
            _kept(hass).pop(entry.entry_id, None)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed)


def movements_of(hass: HomeAssistant, entry: IPComConfigEntry) -> Movements:
    """Return the movements of an entry."""
    return _kept(hass).setdefault(entry.entry_id, Movements())


@callback
def async_watch_movements(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    """Note each movement until the entry is unloaded; the client has its first snapshot."""
    movements = movements_of(hass, entry)

    @callback
    def outputs_changed(change: StateChange) -> None:
        movements.observe(change.observed.values, movements_in(change))

    movements.observe(client.observed.values, ())
    entry.async_on_unload(client.subscribe(outputs_changed))


def movements_in(change: StateChange) -> list[Movement]:
    """Return what a read showed to have changed."""
    at = change.observed.timestamp
    return [
        Movement(each.address.index, each.old, each.new, own=each.own, at=at)
        for each in change.observed_changes
    ]


def _kept(hass: HomeAssistant) -> dict[str, Movements]:
    return hass.data.setdefault(_KEPT, {})

"""Entities and registry rows of a subentry that changes."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from .mapping import Mapped, unique_id


async def async_remove_entities(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> None:
    """Take the entities of a subentry out of service; their registry rows stay."""
    for platform in async_get_platforms(hass, DOMAIN):
        if platform.config_entry is not entry:
            continue
        for entity in list(platform.entities.values()):
            row = entity.registry_entry
            if row is not None and row.config_subentry_id == subentry_id:
                await platform.async_remove_entity(entity.entity_id)


@callback
def async_move_rows(
    hass: HomeAssistant, entry: IPComConfigEntry, changes: Mapping[str, tuple[Mapped, Mapped]]
) -> None:
    """Let rows and devices follow things that moved to another output or another domain.

    Two things may swap their outputs, so all of them step aside before any takes its new place.
    """
    for subentry_id, (_, after) in changes.items():
        _drop_other_domains(hass, entry, subentry_id, after)
    moved = {key: pair for key, pair in changes.items() if pair[0].local_id != pair[1].local_id}
    for subentry_id, (before, _) in moved.items():
        _rename(hass, entry, subentry_id, unique_id(entry.entry_id, before), _aside(entry, subentry_id))
    for subentry_id, (_, after) in moved.items():
        _rename(hass, entry, subentry_id, _aside(entry, subentry_id), unique_id(entry.entry_id, after))


def _drop_other_domains(
    hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, after: Mapped
) -> None:
    """A light that became a switch leaves no light behind."""
    entities = er.async_get(hass)
    for row in _rows(hass, entry, subentry_id):
        if row.domain != after.platform:
            entities.async_remove(row.entity_id)


def _rename(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, before: str, after: str) -> None:
    entities, devices = er.async_get(hass), dr.async_get(hass)
    for row in _rows(hass, entry, subentry_id):
        if row.unique_id == before:
            entities.async_update_entity(row.entity_id, new_unique_id=after)
    device = devices.async_get_device_by_identifier((DOMAIN, before), entry.entry_id)
    if device is not None:
        devices.async_update_device(device.id, new_identifiers={(DOMAIN, after)})


def _rows(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> list[er.RegistryEntry]:
    rows = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return [row for row in rows if row.config_subentry_id == subentry_id]


def _aside(entry: IPComConfigEntry, subentry_id: str) -> str:
    return f"{entry.entry_id}_{subentry_id}"

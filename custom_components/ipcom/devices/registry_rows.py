"""The entities and registry rows of a subentry that has changed."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from .mapping import MappedDevice, unique_id


async def async_remove_entities(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> None:
    """Remove the entities of a subentry; their registry rows stay."""
    for platform in async_get_platforms(hass, DOMAIN):
        if platform.config_entry is not entry:
            continue
        for entity in list(platform.entities.values()):
            row = entity.registry_entry
            if row is not None and row.config_subentry_id == subentry_id:
                await platform.async_remove_entity(entity.entity_id)


@callback
def async_move_rows(
    hass: HomeAssistant, entry: IPComConfigEntry, changes: Mapping[str, tuple[MappedDevice, MappedDevice]]
) -> None:
    """Change the rows of mapped devices that moved to another output or another domain.

    Two may have swapped their outputs: all take a temporary unique ID first, and then the new one.
    """
    for subentry_id, (_, after) in changes.items():
        _drop_other_domains(hass, entry, subentry_id, after)
    moved = {key: pair for key, pair in changes.items() if pair[0].local_id != pair[1].local_id}
    for subentry_id, (before, _) in moved.items():
        _rename(
            hass, entry, subentry_id, unique_id(entry.entry_id, before), _temporary_id(entry, subentry_id)
        )
    for subentry_id, (_, after) in moved.items():
        _rename(hass, entry, subentry_id, _temporary_id(entry, subentry_id), unique_id(entry.entry_id, after))


def _drop_other_domains(
    hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, after: MappedDevice
) -> None:
    """Remove the rows of other domains, such as the light of what is now a switch."""
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


def _temporary_id(entry: IPComConfigEntry, subentry_id: str) -> str:
    return f"{entry.entry_id}_{subentry_id}"

"""The entities, registry rows and devices of subentries, which follow an output or a kind that has changed.

What a row stands for is read from its own unique ID. So it also follows what was changed while the entry was not
loaded.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from .mapping import MappedDevice, unique_id
from .other_domain import async_move_to_domain


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
def async_move_rows(hass: HomeAssistant, entry: IPComConfigEntry, mapped: Mapping[str, MappedDevice]) -> None:
    """Change the rows and devices of mapped devices that moved to another output or another domain.

    Two may have swapped their outputs: all take a temporary unique ID first, and then the new one.
    """
    moves = [
        move
        for subentry_id, device in mapped.items()
        for move in _moves(hass, entry, subentry_id, unique_id(entry.entry_id, device))
    ]
    for move in moves:
        move.rename(move.temporary)
    for move in moves:
        move.rename(move.after)
    for subentry_id, device in mapped.items():
        for row in _main_rows(hass, entry, subentry_id):
            if row.domain != device.platform:
                async_move_to_domain(hass, entry, row, device.platform)


@callback
def async_rename_device(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, name: str) -> None:
    """Give the device of a subentry its name; one that a person renamed on its own page goes on showing that one."""
    if (device := device_of(hass, entry, subentry_id)) is not None:
        dr.async_get(hass).async_update_device(device.id, name=name)


def device_of(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> dr.DeviceEntry | None:
    """Return the device of a subentry in the registry, or None before it is made."""
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return next((device for device in devices if device.config_subentry_id == subentry_id), None)


def main_row(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> er.RegistryEntry | None:
    """Return the registry row of the entity that stands for a mapped device, or None before it is made."""
    return next(iter(_main_rows(hass, entry, subentry_id)), None)


@dataclass(frozen=True, slots=True)
class _Move:
    """A row or a device that takes another identifier. One that is there twice is removed instead."""

    rename: Callable[[str], None]
    temporary: str
    after: str


def _moves(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, wanted: str) -> Iterator[_Move]:
    """Return what of a subentry has the identifier of another output."""
    entities, devices = er.async_get(hass), dr.async_get(hass)
    for row in _rows(hass, entry, subentry_id):
        found = _identifier(entry).fullmatch(row.unique_id)
        if found is None or found["main"] == wanted:
            continue
        part = found["part"] or ""
        yield _Move(_rename_row(entities, row.entity_id), f"{subentry_id}{part}", f"{wanted}{part}")
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        names = {name for domain, name in device.identifiers if domain == DOMAIN}
        if device.config_subentry_id == subentry_id and wanted not in names:
            yield _Move(_rename_in_registry(devices, entry, device.id), subentry_id, wanted)


def _rows(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> list[er.RegistryEntry]:
    rows = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return [row for row in rows if row.config_subentry_id == subentry_id]


def _main_rows(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> list[er.RegistryEntry]:
    """Return the rows without a part; of a kind that changed in an earlier release there may be one in each domain."""
    found = [(_identifier(entry).fullmatch(row.unique_id), row) for row in _rows(hass, entry, subentry_id)]
    return [row for match, row in found if match is not None and match["part"] is None]


def _identifier(entry: IPComConfigEntry) -> re.Pattern[str]:
    """Return the form of our unique IDs: `main` is that of the device, `part` is empty for its main entity."""
    return re.compile(rf"(?P<main>{re.escape(entry.entry_id)}_\d+_\d+)(?P<part>_.+)?")


def _rename_row(entities: er.EntityRegistry, entity_id: str) -> Callable[[str], None]:
    def rename(name: str) -> None:
        domain, _ = split_entity_id(entity_id)
        if entities.async_get_entity_id(domain, DOMAIN, name) is None:
            entities.async_update_entity(entity_id, new_unique_id=name)
        else:
            entities.async_remove(entity_id)

    return rename


def _rename_in_registry(
    devices: dr.DeviceRegistry, entry: IPComConfigEntry, device_id: str
) -> Callable[[str], None]:
    def rename(name: str) -> None:
        if devices.async_get_device_by_identifier((DOMAIN, name), entry.entry_id) is None:
            devices.async_update_device(device_id, new_identifiers={(DOMAIN, name)})
        else:
            devices.async_remove_device(device_id)

    return rename

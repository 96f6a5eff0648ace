"""Keeps the registry rows of the earlier integration, and with them entity IDs, areas and history.

Its unique IDs were `ipcom_<key of devices.yaml>`; for covers `ipcom_<key of the relay for up>`, and in its
first versions `ipcom_cover_<that key without _m>`. Each entity had a device with the same identifier.
"""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.mapping import MappedCover, MappedDevice, from_subentries, unique_id


@callback
def adopt_earlier_rows(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Give each earlier row of a mapped device to its subentry, with its new unique ID."""
    rows = _rows_by_unique_id(hass, entry)
    for subentry_id, device in from_subentries(entry.subentries).items():
        for earlier in _earlier_unique_ids(device):
            for row in rows.pop(earlier, ()):
                _adopt(hass, entry, row, device, subentry_id)


def _rows_by_unique_id(hass: HomeAssistant, entry: IPComConfigEntry) -> dict[str, list[er.RegistryEntry]]:
    rows: dict[str, list[er.RegistryEntry]] = {}
    for row in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        rows.setdefault(row.unique_id, []).append(row)
    return rows


def _earlier_unique_ids(device: MappedDevice) -> tuple[str, ...]:
    if not device.key:
        return ()
    if not isinstance(device, MappedCover):
        return (f"{DOMAIN}_{device.key}",)
    without = (device.key.removesuffix("_m"), device.key.replace("_m", ""))
    first = dict.fromkeys(f"{DOMAIN}_cover_{key}" for key in without)
    return (f"{DOMAIN}_{device.key}", *first)


def _adopt(
    hass: HomeAssistant,
    entry: IPComConfigEntry,
    row: er.RegistryEntry,
    device: MappedDevice,
    subentry_id: str,
) -> None:
    entities = er.async_get(hass)
    wanted = unique_id(entry.entry_id, device)
    existing = entities.async_get_entity_id(device.platform, DOMAIN, wanted)
    if row.domain != device.platform or existing is not None:
        LOGGER.debug("%s cannot be taken over and is removed", row.entity_id)
        entities.async_remove(row.entity_id)
        return
    entities.async_update_entity(row.entity_id, new_unique_id=wanted, config_subentry_id=subentry_id)
    if row.device_id is not None:
        _adopt_device(hass, entry, row.device_id, wanted, subentry_id)


def _adopt_device(
    hass: HomeAssistant, entry: IPComConfigEntry, device_id: str, wanted: str, subentry_id: str
) -> None:
    """Give the device to the subentry, unless entities of others share it or the new one exists."""
    devices = dr.async_get(hass)
    sharers = er.async_entries_for_device(er.async_get(hass), device_id, include_disabled_entities=True)
    if any(row.config_subentry_id != subentry_id for row in sharers):
        return
    if devices.async_get_device_by_identifier((DOMAIN, wanted), entry.entry_id) is not None:
        return
    devices.async_update_device(
        device_id, new_identifiers={(DOMAIN, wanted)}, new_config_subentry_id=subentry_id
    )

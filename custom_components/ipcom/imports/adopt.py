"""Taking over what the earlier integration left in the registries: entity IDs, areas, history.

Its entities were called `ipcom_<key of devices.yaml>`; covers `ipcom_<key of the relay for up>`, and in
its first versions `ipcom_cover_<that key without _m>`. Each had a device under that same name.
"""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.mapping import Mapped, MappedCover, from_subentries, unique_id


@callback
def adopt_earlier_rows(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Give every row that a mapped thing had before to its subentry, under its new unique ID."""
    rows = _rows_by_unique_id(hass, entry)
    for subentry_id, thing in from_subentries(entry.subentries).items():
        for earlier in _earlier_unique_ids(thing):
            for row in rows.pop(earlier, ()):
                _adopt(hass, entry, row, thing, subentry_id)


def _rows_by_unique_id(hass: HomeAssistant, entry: IPComConfigEntry) -> dict[str, list[er.RegistryEntry]]:
    rows: dict[str, list[er.RegistryEntry]] = {}
    for row in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        rows.setdefault(row.unique_id, []).append(row)
    return rows


def _earlier_unique_ids(thing: Mapped) -> tuple[str, ...]:
    if not thing.key:
        return ()
    if not isinstance(thing, MappedCover):
        return (f"{DOMAIN}_{thing.key}",)
    without = (thing.key.removesuffix("_m"), thing.key.replace("_m", ""))
    first = dict.fromkeys(f"{DOMAIN}_cover_{key}" for key in without)
    return (f"{DOMAIN}_{thing.key}", *first)


def _adopt(
    hass: HomeAssistant, entry: IPComConfigEntry, row: er.RegistryEntry, thing: Mapped, subentry_id: str
) -> None:
    entities = er.async_get(hass)
    wanted = unique_id(entry.entry_id, thing)
    there = entities.async_get_entity_id(thing.platform, DOMAIN, wanted)
    if row.domain != thing.platform or there is not None:
        LOGGER.debug("%s cannot be taken over and is removed", row.entity_id)
        entities.async_remove(row.entity_id)
        return
    entities.async_update_entity(row.entity_id, new_unique_id=wanted, config_subentry_id=subentry_id)
    if row.device_id is not None:
        _adopt_device(hass, entry, row.device_id, wanted, subentry_id)


def _adopt_device(
    hass: HomeAssistant, entry: IPComConfigEntry, device_id: str, wanted: str, subentry_id: str
) -> None:
    """The device moves along with its area, unless other entities share it."""
    devices = dr.async_get(hass)
    sharers = er.async_entries_for_device(er.async_get(hass), device_id, include_disabled_entities=True)
    if any(row.config_subentry_id != subentry_id for row in sharers):
        return
    if devices.async_get_device_by_identifier((DOMAIN, wanted), entry.entry_id) is not None:
        return
    devices.async_update_device(
        device_id, new_identifiers={(DOMAIN, wanted)}, new_config_subentry_id=subentry_id
    )

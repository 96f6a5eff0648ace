"""Keeps the registry rows of the earlier integrations, and with them entity IDs, areas, history and names.

Their unique IDs were `ipcom_<key of devices.yaml>`; for covers `ipcom_<key of the relay for up>`, and in the
first versions `ipcom_cover_<that key without _m>`. One of them made switches of the relays of covers as well.
Each entity had a device, which relays of one cover shared with it.
"""

from collections.abc import Collection, Iterator

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.mapping import MappedCover, MappedDevice, from_subentries, unique_id

type Row = er.RegistryEntry

_UP_ENDINGS = ("_m", "_u", "_up")
"""How the keys of relays for up end."""


@callback
def adopt_earlier_rows(
    hass: HomeAssistant, entry: IPComConfigEntry, relay_keys: Collection[str] = ()
) -> list[str]:
    """Give each earlier row of a mapped device to its subentry, with its new unique ID.

    Rows that nothing takes over are removed; returned are the entity IDs of those that switched a relay of a cover.
    """
    devices = from_subentries(entry.subentries)
    claimed = dict(_claims(hass, entry, devices))
    gone = [
        row
        for row in _rows(hass, entry)
        if row.id not in {claim.id for claim in claimed.values()} and _is_superseded(row, devices, relay_keys)
    ]
    for row in gone:
        _remove(hass, entry, row, kept={claim.device_id for claim in claimed.values()})
    for subentry_id, row in claimed.items():
        try:
            _adopt(hass, entry, row, devices[subentry_id], subentry_id)
        except (HomeAssistantError, KeyError, ValueError) as error:
            LOGGER.warning("%s cannot be taken over: %s", row.entity_id, error)
    relays = {f"{DOMAIN}_{key}" for key in relay_keys}
    return sorted(row.entity_id for row in gone if row.domain == "switch" and row.unique_id in relays)


def _rows(hass: HomeAssistant, entry: IPComConfigEntry) -> list[Row]:
    return er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)


def _claims(
    hass: HomeAssistant, entry: IPComConfigEntry, devices: dict[str, MappedDevice]
) -> Iterator[tuple[str, Row]]:
    """Return the row of each subentry that has an earlier one, and none of its own yet."""
    entities = er.async_get(hass)
    rows = {(row.domain, row.unique_id): row for row in _rows(hass, entry)}
    for subentry_id, device in devices.items():
        platform = str(device.platform)
        if entities.async_get_entity_id(platform, DOMAIN, unique_id(entry.entry_id, device)) is not None:
            continue
        for earlier in _earlier_unique_ids(device):
            if (row := rows.pop((platform, earlier), None)) is not None:
                yield subentry_id, row
                break


def _is_superseded(row: Row, devices: dict[str, MappedDevice], relay_keys: Collection[str]) -> bool:
    """Tell whether an earlier row stands for what is mapped now: a double, or one of another domain."""
    relays = {f"{DOMAIN}_{key}" for key in relay_keys}
    if row.config_subentry_id is not None:
        return False
    return row.unique_id in relays or any(
        row.unique_id in _earlier_unique_ids(device) for device in devices.values()
    )


def _earlier_unique_ids(device: MappedDevice) -> tuple[str, ...]:
    if not device.key:
        return ()
    if not isinstance(device, MappedCover):
        return (f"{DOMAIN}_{device.key}",)
    without = (device.key.replace("_m", ""), *(device.key.removesuffix(ending) for ending in _UP_ENDINGS))
    first = dict.fromkeys(f"{DOMAIN}_cover_{key}" for key in without)
    return (f"{DOMAIN}_{device.key}", *first)


def _remove(hass: HomeAssistant, entry: IPComConfigEntry, row: Row, kept: Collection[str | None]) -> None:
    """Remove a row, and its device unless something else needs it."""
    LOGGER.debug("%s is superseded and is removed", row.entity_id)
    entities, devices = er.async_get(hass), dr.async_get(hass)
    entities.async_remove(row.entity_id)
    if row.device_id is None or row.device_id in kept:
        return
    device = devices.async_get(row.device_id)
    others = er.async_entries_for_device(entities, row.device_id, include_disabled_entities=True)
    if device is not None and not others and entry.entry_id == device.config_entry_id:
        devices.async_remove_device(device.id)


def _adopt(
    hass: HomeAssistant, entry: IPComConfigEntry, row: Row, device: MappedDevice, subentry_id: str
) -> None:
    """Change the row in place, before its device: Home Assistant removes rows that are not of their device's subentry.

    The device has the only name: since 2026.11 both names would be shown, one after the other. So it has the only area
    as well: Home Assistant refuses one for an entity without a name.
    """
    entities = er.async_get(hass)
    own_name = None if row.name is None else er.async_get_legacy_friendly_name(hass, row)
    entities.async_update_entity(
        row.entity_id,
        new_unique_id=unique_id(entry.entry_id, device),
        config_subentry_id=subentry_id,
        name=None,
        area_id=None,
        has_entity_name=True,
        original_name=None,
    )
    device_id = _adopt_device(hass, entry, row, device, subentry_id)
    entities.async_update_entity(row.entity_id, device_id=device_id)
    devices = dr.async_get(hass)
    if own_name:
        devices.async_update_device(device_id, name_by_user=own_name)
    if row.area_id:
        devices.async_update_device(device_id, area_id=row.area_id)


def _adopt_device(
    hass: HomeAssistant, entry: IPComConfigEntry, row: Row, device: MappedDevice, subentry_id: str
) -> str:
    """Return the device of the row for its subentry; a new one if entities of others share it."""
    devices = dr.async_get(hass)
    wanted = {(DOMAIN, unique_id(entry.entry_id, device))}
    earlier = devices.async_get(row.device_id) if row.device_id is not None else None
    existing = devices.async_get_device_by_identifier(next(iter(wanted)), entry.entry_id)
    if earlier is None or existing is not None or _is_shared(hass, earlier.id, row):
        new = devices.async_get_or_create(
            config_entry_id=entry.entry_id,
            config_subentry_id=subentry_id,
            identifiers=wanted,
            name=device.name,
        )
        if earlier is not None and new.area_id is None and new.name_by_user is None:
            devices.async_update_device(new.id, area_id=earlier.area_id, name_by_user=earlier.name_by_user)
        return new.id
    devices.async_update_device(
        earlier.id,
        new_identifiers=wanted,
        new_config_subentry_id=subentry_id,
        name=device.name,
        sw_version=None,
        hw_version=None,
        serial_number=None,
        model_id=None,
    )
    return earlier.id


def _is_shared(hass: HomeAssistant, device_id: str, row: Row) -> bool:
    sharers = er.async_entries_for_device(er.async_get(hass), device_id, include_disabled_entities=True)
    return any(sharer.id != row.id for sharer in sharers)

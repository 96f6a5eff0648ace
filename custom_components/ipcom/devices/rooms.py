"""The room of a mapped device: the area of its device, also before that is made."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from .mapping import MappedDevice, unique_id
from .registry_rows import device_of


def room_of(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> str | None:
    """Return the ID of the area of a subentry's device, or None."""
    device = device_of(hass, entry, subentry_id)
    return None if device is None else device.area_id


@callback
def async_set_room(
    hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, area_id: str | None
) -> None:
    """Put the device of a subentry into an area, or into none."""
    if (device := device_of(hass, entry, subentry_id)) is not None:
        dr.async_get(hass).async_update_device(device.id, area_id=area_id)


@callback
def async_prepare_device(
    hass: HomeAssistant, entry: IPComConfigEntry, device: MappedDevice, area_id: str | None
) -> None:
    """Let the device that is about to be made begin in this area, and with nothing of an earlier one.

    Home Assistant gives a device and an entity back what a person chose for a removed one with the same identifier. A
    device that is added by hand may be another one: a pump where a lamp was. What is kept of the removed one is
    replaced; its subentry does not exist yet.
    """
    wanted = unique_id(entry.entry_id, device)
    entities, devices = er.async_get(hass), dr.async_get(hass)
    for key in list(entities.deleted_entities):
        if key[1] == DOMAIN and (key[2] == wanted or key[2].startswith(f"{wanted}_")):
            del entities.deleted_entities[key]
    entities.async_schedule_save()
    made = devices.async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, wanted)}, name=device.name
    )
    devices.async_update_device(made.id, area_id=area_id, labels=set(), name_by_user=None)
    devices.async_remove_device(made.id)

"""Adds and changes mapped devices by their subentries; entities and registry rows follow, at once or at the next start."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from ..coordinator import IPComConfigEntry
from .mapping import MappedDevice


@callback
def async_add_device(hass: HomeAssistant, entry: IPComConfigEntry, device: MappedDevice) -> str:
    """Add a subentry for one device, and return its ID."""
    subentry = ConfigSubentry(
        data=MappingProxyType(device.as_data()),
        subentry_type=device.subentry_type.value,
        title=device.name,
        unique_id=device.local_id,
    )
    hass.config_entries.async_add_subentry(entry, subentry)
    return subentry.subentry_id


@callback
def async_change_device(
    hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str, after: MappedDevice
) -> None:
    """Change the subentry of a device; the entity manager of a loaded entry does the rest while the link stays up."""
    hass.config_entries.async_update_subentry(
        entry,
        entry.subentries[subentry_id],
        data=after.as_data(),
        title=after.name,
        unique_id=after.local_id,
    )

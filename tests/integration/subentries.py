"""Subentries of mapped devices, as an entry holds them."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry

from custom_components.ipcom.devices.mapping import MappedDevice


def subentry_of(device: MappedDevice) -> ConfigSubentry:
    """Return the subentry of a device."""
    return ConfigSubentry(
        data=MappingProxyType(device.as_data()),
        subentry_type=device.subentry_type.value,
        title=device.name,
        unique_id=device.local_id,
    )

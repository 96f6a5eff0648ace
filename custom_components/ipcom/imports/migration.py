"""Converts an entry of the earlier integration of this domain in place."""

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.changes import async_add_device
from .adopt import adopt_earlier_rows
from .yaml_import import async_earlier_entry

VERSION = 2


async def async_migrate(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Convert `{cli_path?, host, port, scan_interval?, username?, password?}` and unique ID `host:port`."""
    earlier = await async_earlier_entry(hass, {**entry.data, **entry.options})
    hass.config_entries.async_update_entry(
        entry, data=earlier.data, options=earlier.options, unique_id=None, version=VERSION, minor_version=1
    )
    for device in earlier.devices:
        async_add_device(hass, entry, device)
    adopt_earlier_rows(hass, entry)
    LOGGER.info(
        "Took over %s from the earlier integration with %d devices", entry.title, len(earlier.devices)
    )

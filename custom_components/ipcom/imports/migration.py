"""Converts an entry of an earlier integration of this domain, or of an earlier release of ours, in place.

Version 1 and, without a bus, version 2 are those of the earlier integrations; version 2 with a bus was ours.
From version 3 on a change of the form raises the minor version only, so that an earlier release still loads the entry.
"""

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.changes import async_add_device
from .adopt import adopt_earlier_rows
from .earlier_devices import async_find_devices
from .earlier_entry import entry_data, entry_options, entry_title, is_ours
from .reports import report_devices, report_gone_relays

VERSION = 3
MINOR_VERSION = 1


async def async_migrate(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Bring an entry to the present version."""
    if entry.version == 2 and is_ours(entry.data):
        hass.config_entries.async_update_entry(entry, version=VERSION, minor_version=MINOR_VERSION)
    elif entry.version < VERSION:
        await _async_take_over(hass, entry)


async def _async_take_over(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    earlier = {**entry.data, **entry.options}
    file = await async_find_devices(hass, earlier)
    data = entry_data(earlier, entry.unique_id)
    hass.config_entries.async_update_entry(
        entry,
        data=data,
        options=entry_options(earlier),
        title=entry_title(entry.title, earlier, data, entry.unique_id),
        unique_id=None,
        version=VERSION,
        minor_version=MINOR_VERSION,
    )
    for device in file.devices if file else ():
        async_add_device(hass, entry, device)
    report_devices(hass, entry, file)
    report_gone_relays(hass, entry, adopt_earlier_rows(hass, entry, file.relay_keys if file else ()))
    LOGGER.info(
        "Took over %s from the earlier integration with %d devices", entry.title, len(entry.subentries)
    )

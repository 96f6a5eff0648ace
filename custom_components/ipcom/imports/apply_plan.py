"""Carries the plan of an import out on an existing entry."""

from collections.abc import Collection

from homeassistant.core import HomeAssistant, callback

from ..coordinator import IPComConfigEntry
from ..devices.changes import async_add_device, async_change_device
from .adopt import adopt_earlier_rows
from .import_plan import ImportPlan
from .reports import report_gone_relays, withdraw_devices_issues


@callback
def async_apply_plan(
    hass: HomeAssistant, entry: IPComConfigEntry, plan: ImportPlan, relay_keys: Collection[str] = ()
) -> None:
    """Change first, then add: an added device may use an output that a changed one gives up.

    `relay_keys` are the keys of all relays of shutters in the file.
    """
    for change in (*plan.changed, *plan.named):
        _set_temporary_id(hass, entry, change.subentry_id)
    for change in (*plan.changed, *plan.named):
        async_change_device(hass, entry, change.subentry_id, change.after)
    for device in plan.added:
        async_add_device(hass, entry, device)
    report_gone_relays(hass, entry, adopt_earlier_rows(hass, entry, relay_keys))
    withdraw_devices_issues(hass, entry)


def _set_temporary_id(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> None:
    """Set a temporary unique ID: two subentries that swap outputs would have the same one meanwhile."""
    hass.config_entries.async_update_subentry(entry, entry.subentries[subentry_id], unique_id=subentry_id)

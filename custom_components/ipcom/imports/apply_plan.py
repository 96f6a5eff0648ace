"""Carrying an import out on an entry that exists."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from ..coordinator import IPComConfigEntry
from ..devices.mapping import Mapped
from .adopt import adopt_earlier_rows
from .import_plan import ImportPlan
from .yaml_import import withdraw_devices_issues


@callback
def async_apply_plan(hass: HomeAssistant, entry: IPComConfigEntry, plan: ImportPlan) -> None:
    """Change first, then add: an output that one gives up may be another's."""
    for change in plan.changed:
        _make_room(hass, entry, change.subentry_id)
    for change in plan.changed:
        hass.config_entries.async_update_subentry(
            entry,
            entry.subentries[change.subentry_id],
            data=change.after.as_data(),
            title=change.after.name,
            unique_id=change.after.local_id,
        )
    for thing in plan.added:
        async_add_thing(hass, entry, thing)
    adopt_earlier_rows(hass, entry)
    withdraw_devices_issues(hass)


@callback
def async_add_thing(hass: HomeAssistant, entry: IPComConfigEntry, thing: Mapped) -> None:
    """Give one thing a subentry of its own."""
    hass.config_entries.async_add_subentry(
        entry,
        ConfigSubentry(
            data=MappingProxyType(thing.as_data()),
            subentry_type=thing.subentry_type.value,
            title=thing.name,
            unique_id=thing.local_id,
        ),
    )


def _make_room(hass: HomeAssistant, entry: IPComConfigEntry, subentry_id: str) -> None:
    """Two things that swap outputs swap unique IDs: neither may stand in the other's way."""
    hass.config_entries.async_update_subentry(entry, entry.subentries[subentry_id], unique_id=subentry_id)

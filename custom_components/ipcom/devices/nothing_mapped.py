"""The repair of an entry without a single output or cover: it leads to adding some."""

from typing import Any

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry

NOTHING_MAPPED = "nothing_mapped"


@callback
def async_watch_nothing_mapped(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Raise the repair while nothing is mapped, and withdraw it with the first thing."""

    @callback
    def look() -> None:
        issue_id = f"{NOTHING_MAPPED}_{entry.entry_id}_"
        if entry.subentries:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            return
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={"entry_id": entry.entry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=NOTHING_MAPPED,
            translation_placeholders={"name": entry.title},
        )

    @callback
    def entry_changed(change: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
        if changed is entry and change is ConfigEntryChange.UPDATED:
            look()

    look()
    entry.async_on_unload(async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed))

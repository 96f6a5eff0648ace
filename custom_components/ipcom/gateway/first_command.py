"""A bus type that is wrong passes the login, but no command ever works: a repair asks for it."""

from datetime import datetime, timedelta

from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_interval

from ..const import CONF_COMMANDS_WORK, DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import IPComClient, StateChange

NO_COMMAND_WORKS = "no_command_works"

LOOK = timedelta(seconds=10)
UNCONFIRMED = 2
"""One may be a module without power; a second one of an entry that never had a confirmed command is no chance."""


@callback
def async_watch_first_command(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    """Look until the first command is confirmed; that is kept in the entry, and nothing is asked after it."""
    issue_id = f"{NO_COMMAND_WORKS}_{entry.entry_id}_"
    ir.async_delete_issue(hass, DOMAIN, issue_id)  # another bus type is tried anew
    if entry.data.get(CONF_COMMANDS_WORK):
        return

    @callback
    def outputs_changed(change: StateChange) -> None:
        if any(each.own for each in change.observed_changes):
            stop()
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_COMMANDS_WORK: True})

    @callback
    def look(_: datetime) -> None:
        if client.statistics.commands_unconfirmed < UNCONFIRMED:
            return
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={"entry_id": entry.entry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.ERROR,
            translation_key=NO_COMMAND_WORKS,
            translation_placeholders={"name": entry.title, "host": entry.data[CONF_HOST]},
        )

    unsubscribe = client.subscribe(outputs_changed)
    stop_looking = async_track_time_interval(hass, look, LOOK, cancel_on_shutdown=True)

    @callback
    def stop() -> None:
        unsubscribe()
        stop_looking()

    entry.async_on_unload(stop)

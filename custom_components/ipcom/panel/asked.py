"""What a command asks for: the entry that it names."""

from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_FOUND
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry, IPComRuntime

OF_ENTRY: dict[str | probatio.Marker, Any] = {probatio.Required("entry_id"): str}
"""The part of a command's schema that names an entry."""


@callback
def asked_entry(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> IPComConfigEntry | None:
    """Return the entry that a command names; if there is none, answer so and return None."""
    entry = hass.config_entries.async_get_entry(msg["entry_id"])
    if entry is not None and entry.domain == DOMAIN:
        return entry
    async_not_found(connection, msg, "no_such_entry")
    return None


@callback
def async_not_found(connection: ActiveConnection, msg: dict[str, Any], key: str) -> None:
    """Answer that what a command names does not exist; the words are those of an exception."""
    connection.send_error(
        msg["id"],
        ERR_NOT_FOUND,
        "There is nothing by that ID",
        translation_domain=DOMAIN,
        translation_key=key,
    )


def runtime_of(entry: IPComConfigEntry) -> IPComRuntime | None:
    """Return what a loaded entry holds, or None."""
    return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None

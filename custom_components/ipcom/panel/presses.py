"""The command that switches wall presses on and off, while the link stays up."""

from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_WALL_PRESSES
from .asked import OF_ENTRY, asked_entry


@websocket_command(
    {probatio.Required("type"): "ipcom/presses/set", **OF_ENTRY, probatio.Required("on"): bool}
)
@callback
def set_presses(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Keep the choice in the options of the entry, loaded or not; the event entities follow it at once."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    options = {**entry.options, CONF_WALL_PRESSES: msg["on"]}
    hass.config_entries.async_update_entry(entry, options=options)
    connection.send_result(msg["id"], {"on": msg["on"]})

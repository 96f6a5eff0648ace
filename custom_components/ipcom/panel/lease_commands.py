"""The commands by which a page renews and ends its leases."""

from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback

from .leased import runs_of


@websocket_command({"type": "ipcom/lease/renew", probatio.Required("lease"): str})
@callback
def renew_lease(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer whether it is still alive; one of another connection is not."""
    alive = runs_of(hass).async_renew(msg["lease"], connection)
    connection.send_result(msg["id"], {"alive": alive})


@websocket_command({"type": "ipcom/lease/end", probatio.Required("lease"): str})
@callback
def end_lease(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """End it now; one that has ended, or is another connection's, is left as it is."""
    runs_of(hass).async_end(msg["lease"], connection)
    connection.send_result(msg["id"])

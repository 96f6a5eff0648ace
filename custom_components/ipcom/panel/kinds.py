"""The command that tells a page what an output or a cover can be. The page has the words: selectors of the flows."""

from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback

from ..devices.kinds import COVER_ICONS, KINDS


@websocket_command({"type": "ipcom/kinds"})
@callback
def tell_kinds(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the kinds and the classes of covers, in the order in which they are offered."""
    connection.send_result(
        msg["id"],
        {
            "kinds": [
                {
                    "kind": kind.value,
                    "icon": traits.icon,
                    "domain": traits.platform.value,
                    "device_classes": list(traits.device_classes),
                    "impulse": traits.is_impulse,
                    "draws_power": traits.draws_power,
                }
                for kind, traits in KINDS.items()
            ],
            "cover_classes": [{"device_class": name, "icon": icon} for name, icon in COVER_ICONS.items()],
        },
    )

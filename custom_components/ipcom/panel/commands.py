"""All websocket commands of the panel. Each is for administrators, whatever the visibility of the panel."""

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.components.websocket_api.decorators import require_admin
from homeassistant.core import HomeAssistant, callback

from .entries import subscribe_entries
from .favourite import keep_favourite
from .house import subscribe_house
from .imports import export, import_apply, import_end, import_file
from .kinds import tell_kinds
from .motor_commands import MOTOR_COMMANDS
from .now import subscribe_now
from .portal import portal_bus, portal_choose, portal_login, portal_site
from .presses import set_presses
from .saving import remove_thing, save_thing

COMMANDS: tuple[WebSocketCommandHandler, ...] = (
    subscribe_entries,
    subscribe_house,
    tell_kinds,
    save_thing,
    remove_thing,
    set_presses,
    *MOTOR_COMMANDS,
    keep_favourite,
    import_file,
    portal_login,
    portal_site,
    portal_bus,
    portal_choose,
    import_apply,
    import_end,
    export,
    subscribe_now,
)


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Register them, once in Home Assistant's life."""
    for command in COMMANDS:
        websocket_api.async_register_command(hass, require_admin(command))

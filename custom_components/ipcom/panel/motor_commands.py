"""The websocket commands of what a page moves or lets blink, and of the leases on which that lives."""

from homeassistant.components.websocket_api.const import WebSocketCommandHandler

from .calibrate import calibrate, calibrate_step
from .hold import hold
from .identify import identify
from .lease_commands import end_lease, renew_lease

MOTOR_COMMANDS: tuple[WebSocketCommandHandler, ...] = (
    renew_lease,
    end_lease,
    identify,
    hold,
    calibrate,
    calibrate_step,
)

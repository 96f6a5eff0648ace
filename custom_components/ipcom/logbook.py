"""What the activity of a thing says of a change from outside: a wall switch, another app or the bus."""

from collections.abc import Callable

from homeassistant.components.logbook.const import (
    LOGBOOK_ENTRY_ICON,
    LOGBOOK_ENTRY_MESSAGE,
    LOGBOOK_ENTRY_NAME,
)
from homeassistant.core import Event, HomeAssistant, callback

from .const import DOMAIN, EVENT_OUTSIDE_CHANGE
from .devices.causes import ATTR_BUS_TIMER
from .devices.wording import cause_words

OUTSIDE_ICON, TIMER_ICON = "mdi:gesture-tap-button", "mdi:timer-outline"

type Describe = Callable[[Event], dict[str, str]]


@callback
def async_describe_events(
    hass: HomeAssistant, async_describe_event: Callable[[str, str, Describe], None]
) -> None:
    """Describe the event that comes before each change from outside."""

    @callback
    def describe(event: Event) -> dict[str, str]:
        bus_timer = bool(event.data.get(ATTR_BUS_TIMER))
        name, message = cause_words(hass, bus_timer=bus_timer)
        return {
            LOGBOOK_ENTRY_NAME: name,
            LOGBOOK_ENTRY_MESSAGE: message,
            LOGBOOK_ENTRY_ICON: TIMER_ICON if bus_timer else OUTSIDE_ICON,
        }

    async_describe_event(DOMAIN, EVENT_OUTSIDE_CHANGE, describe)

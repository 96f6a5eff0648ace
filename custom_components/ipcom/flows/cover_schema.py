"""The schemas for the wiring and the options of a cover."""

import probatio
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_MODULE,
    CONF_DOWN_OUTPUT,
    CONF_FULL_RUN_FIRST,
    CONF_OVERRUN,
    CONF_OVERRUN_PERCENT,
    CONF_PAUSE,
    CONF_START_DELAY,
    CONF_STOP_LAG,
    CONF_TILT_TIME,
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
    CONF_UP_MODULE,
    CONF_UP_OUTPUT,
)
from ..devices.cover_options import LONGEST_TRAVEL_S, CoverOptions
from ..devices.kinds import COVER_CLASSES

_DEFAULTS = CoverOptions()


def _whole(highest: int) -> probatio.All[int]:
    config = NumberSelectorConfig(min=1, max=highest, step=1, mode=NumberSelectorMode.BOX)
    return probatio.All(NumberSelector(config), probatio.Coerce(int))


def _seconds(lowest: float, highest: float) -> probatio.All[float]:
    config = NumberSelectorConfig(
        min=lowest, max=highest, step=0.1, unit_of_measurement="s", mode=NumberSelectorMode.BOX
    )
    return probatio.All(NumberSelector(config), probatio.Coerce(float))


_PERCENT = probatio.All(
    NumberSelector(
        NumberSelectorConfig(min=0, max=50, step=0.5, unit_of_measurement="%", mode=NumberSelectorMode.BOX)
    ),
    probatio.Coerce(float),
)
_TRAVEL = _seconds(1, LONGEST_TRAVEL_S)

WIRING_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_NAME): TextSelector(),
        probatio.Required(CONF_UP_MODULE): _whole(16),
        probatio.Required(CONF_UP_OUTPUT): _whole(8),
        probatio.Required(CONF_DOWN_MODULE): _whole(16),
        probatio.Required(CONF_DOWN_OUTPUT): _whole(8),
        probatio.Required(CONF_DEVICE_CLASS, default="shutter"): SelectSelector(
            SelectSelectorConfig(
                options=list(COVER_CLASSES),
                mode=SelectSelectorMode.DROPDOWN,
                translation_key="cover_class",
            )
        ),
    }
)

OPTIONS_SCHEMA = probatio.Schema(
    {
        probatio.Optional(CONF_TRAVEL_UP): _TRAVEL,
        probatio.Optional(CONF_TRAVEL_DOWN): _TRAVEL,
        probatio.Required(CONF_START_DELAY, default=_DEFAULTS.start_delay): _seconds(0, 10),
        probatio.Required(CONF_STOP_LAG, default=_DEFAULTS.stop_lag): _seconds(0, 10),
        probatio.Required(CONF_OVERRUN_PERCENT, default=_DEFAULTS.overrun_percent): _PERCENT,
        probatio.Required(CONF_OVERRUN, default=_DEFAULTS.overrun): _seconds(0, 60),
        probatio.Required(CONF_PAUSE, default=_DEFAULTS.pause): _seconds(0.5, 10),
        probatio.Optional(CONF_TILT_TIME): _seconds(0.1, 10),
        probatio.Required(CONF_FULL_RUN_FIRST, default=_DEFAULTS.full_run_first): BooleanSelector(),
    }
)

TIMES_SCHEMA = probatio.Schema(
    {probatio.Required(CONF_TRAVEL_UP): _TRAVEL, probatio.Required(CONF_TRAVEL_DOWN): _TRAVEL}
)

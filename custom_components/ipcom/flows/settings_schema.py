"""The form of an entry's settings."""

import probatio
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)

from ..const import (
    CONF_FALLBACK_INTERVAL,
    CONF_FULL_ON,
    CONF_KEEP_ALIVE,
    CONF_POLL_INTERVAL,
    DEFAULT_FALLBACK_INTERVAL_S,
    DEFAULT_KEEP_ALIVE_S,
    DEFAULT_POLL_INTERVAL_MS,
)

POLL_RANGE_MS = (100, 5000)
KEEP_ALIVE_RANGE_S = (5, 300)
FALLBACK_RANGE_S = (2, 600)


def _whole(bounds: tuple[int, int], unit: str) -> probatio.All[int]:
    return probatio.All(
        NumberSelector(
            NumberSelectorConfig(
                min=bounds[0],
                max=bounds[1],
                step=1,
                unit_of_measurement=unit,
                mode=NumberSelectorMode.BOX,
            )
        ),
        probatio.Coerce(int),
    )


SETTINGS_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_POLL_INTERVAL, default=DEFAULT_POLL_INTERVAL_MS): _whole(POLL_RANGE_MS, "ms"),
        probatio.Required(CONF_KEEP_ALIVE, default=DEFAULT_KEEP_ALIVE_S): _whole(KEEP_ALIVE_RANGE_S, "s"),
        probatio.Required(CONF_FALLBACK_INTERVAL, default=DEFAULT_FALLBACK_INTERVAL_S): _whole(
            FALLBACK_RANGE_S, "s"
        ),
        probatio.Required(CONF_FULL_ON, default=False): BooleanSelector(),
    }
)

"""The numbers that a person may give for an output or a cover, and how each is asked for. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..const import (
    CONF_OVERRUN,
    CONF_OVERRUN_PERCENT,
    CONF_PAUSE,
    CONF_PULSE,
    CONF_START_DELAY,
    CONF_STOP_LAG,
    CONF_TILT_TIME,
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
    CONF_TYPICAL_TIME,
    CONF_WATTS,
)
from .cover_options import LONGEST_TRAVEL_S

LONGEST_TILT_S = 60.0
"""A motor of the slats' own may take half a minute; one that turns them on the way takes a second or two."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The range of a number; `mistake` is the key of the words for a number outside of it."""

    lowest: float
    highest: float
    mistake: str
    unit: str = "s"
    step: float = 0.1


_TRAVEL = Limit(1, LONGEST_TRAVEL_S, "travel_time_impossible")
_DELAY = Limit(0, 10, "delay_impossible")

LIMITS: Mapping[str, Limit] = {
    CONF_TRAVEL_UP: _TRAVEL,
    CONF_TRAVEL_DOWN: _TRAVEL,
    CONF_TYPICAL_TIME: _TRAVEL,
    CONF_START_DELAY: _DELAY,
    CONF_STOP_LAG: _DELAY,
    CONF_OVERRUN_PERCENT: Limit(0, 50, "overrun_percent_impossible", unit="%", step=0.5),
    CONF_OVERRUN: Limit(0, 60, "overrun_impossible"),
    CONF_PAUSE: Limit(0.5, 10, "pause_impossible"),
    CONF_TILT_TIME: Limit(0.1, LONGEST_TILT_S, "tilt_time_impossible"),
    CONF_PULSE: Limit(0.1, 60, "pulse_impossible"),
    CONF_WATTS: Limit(0, 100_000, "watts_impossible", unit="W", step=1),
}


def impossible_numbers(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the key of each number that cannot be, with the key of its words."""
    for key, limit in LIMITS.items():
        number = given.get(key)
        if number is not None and not limit.lowest <= number <= limit.highest:
            yield key, limit.mistake

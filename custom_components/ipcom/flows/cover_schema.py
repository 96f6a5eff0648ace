"""The forms of a cover: its wiring, its options and its travel times."""

from typing import Any

import probatio
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import AreaSelector, BooleanSelector, Selector, TextSelector

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_OUTPUT,
    CONF_FULL_RUN_FIRST,
    CONF_OVERRUN,
    CONF_OVERRUN_PERCENT,
    CONF_PAUSE,
    CONF_START_DELAY,
    CONF_STOP_LAG,
    CONF_TILT_DOWN_OUTPUT,
    CONF_TILT_MODEL,
    CONF_TILT_TIME,
    CONF_TILT_UP_OUTPUT,
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
    CONF_UP_OUTPUT,
)
from ..coordinator import IPComConfigEntry
from ..devices.cover_options import CoverOptions
from ..devices.described import CONF_TILT_WRONG_WAY, CONF_WRONG_WAY
from ..devices.kinds import COVER_CLASSES
from ..library import TiltModel
from .fields import CONF_ANOTHER, CONF_AREA, number_field, output_field, trial_fields, word_field

_DEFAULTS = CoverOptions()


def cover_schema(
    entry: IPComConfigEntry, *, new: bool, tilt_motor: bool = False, knowingly: bool = False
) -> probatio.Schema:
    """Return the form of the wiring; a new cover may be followed by another one, an old one may be turned."""
    outputs = output_field(entry)
    last = [CONF_ANOTHER] if new else [CONF_WRONG_WAY]
    if tilt_motor:
        last.append(CONF_TILT_WRONG_WAY)
    return probatio.Schema(
        {
            probatio.Optional(CONF_UP_OUTPUT): outputs,
            probatio.Optional(CONF_DOWN_OUTPUT): outputs,
            probatio.Optional(CONF_NAME): TextSelector(),
            probatio.Required(CONF_DEVICE_CLASS, default=COVER_CLASSES[0]): word_field(
                list(COVER_CLASSES), "cover_class"
            ),
            probatio.Optional(CONF_AREA): AreaSelector(),
            **{probatio.Required(tick, default=False): BooleanSelector() for tick in last},
            **trial_fields(knowingly=knowingly),
        }
    )


def options_schema(entry: IPComConfigEntry) -> probatio.Schema:
    """Return the form of the options, those of the slats at its end."""
    return probatio.Schema(
        {
            probatio.Optional(CONF_TRAVEL_UP): number_field(CONF_TRAVEL_UP),
            probatio.Optional(CONF_TRAVEL_DOWN): number_field(CONF_TRAVEL_DOWN),
            **_DETAILS,
            **_slats(entry),
        }
    )


_DETAILS: dict[probatio.Marker, Selector[Any]] = {
    probatio.Required(CONF_START_DELAY, default=_DEFAULTS.start_delay): number_field(CONF_START_DELAY),
    probatio.Required(CONF_STOP_LAG, default=_DEFAULTS.stop_lag): number_field(CONF_STOP_LAG),
    probatio.Required(CONF_OVERRUN_PERCENT, default=_DEFAULTS.overrun_percent): number_field(
        CONF_OVERRUN_PERCENT
    ),
    probatio.Required(CONF_OVERRUN, default=_DEFAULTS.overrun): number_field(CONF_OVERRUN),
    probatio.Required(CONF_PAUSE, default=_DEFAULTS.pause): number_field(CONF_PAUSE),
    probatio.Required(CONF_FULL_RUN_FIRST, default=_DEFAULTS.full_run_first): BooleanSelector(),
}


def _slats(entry: IPComConfigEntry) -> dict[probatio.Marker, Selector[Any]]:
    outputs = output_field(entry)
    models = [model.value for model in TiltModel]
    return {
        probatio.Optional(CONF_TILT_TIME): number_field(CONF_TILT_TIME),
        probatio.Required(CONF_TILT_MODEL, default=_DEFAULTS.tilt_model.value): word_field(
            models, "tilt_model"
        ),
        probatio.Optional(CONF_TILT_UP_OUTPUT): outputs,
        probatio.Optional(CONF_TILT_DOWN_OUTPUT): outputs,
    }


TIMES_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_TRAVEL_UP): number_field(CONF_TRAVEL_UP),
        probatio.Required(CONF_TRAVEL_DOWN): number_field(CONF_TRAVEL_DOWN),
    }
)

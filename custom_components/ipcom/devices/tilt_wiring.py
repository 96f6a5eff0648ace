"""What turns the slats of a cover, as a person describes it: the model, its time, and the relays of a motor of their own. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from ..const import (
    CONF_DOWN_OUTPUT,
    CONF_TILT_DOWN_OUTPUT,
    CONF_TILT_TIME,
    CONF_TILT_UP_OUTPUT,
    CONF_UP_OUTPUT,
)
from ..library import ConfigurationError, OutputAddress, TiltModel
from .checks import Mistake, outputs_mistake
from .limits import impossible_numbers
from .mapping import MappedCover, MappedDevice, check
from .tilt_motor import TiltMotor

type TiltWiring = tuple[OutputAddress | None, OutputAddress | None]
"""The relays of the motor for the slats: the one that opens them, and the one that closes them."""


def with_tilt_motor(
    cover: MappedCover, wiring: TiltWiring, others: Mapping[str, MappedDevice]
) -> MappedCover | Mistake:
    """Return the cover, whose options are new, with these relays for its slats; any but a motor of their own has none."""
    if (mistake := _time_mistake(cover)) is not None:
        return mistake
    if cover.options.tilt_model is not TiltModel.OWN_MOTOR:
        return replace(cover, tilt_motor=None)
    up, down = wiring
    chosen = {CONF_TILT_UP_OUTPUT: up, CONF_TILT_DOWN_OUTPUT: down}
    mistake = outputs_mistake({CONF_UP_OUTPUT: cover.up, CONF_DOWN_OUTPUT: cover.down, **chosen}, others)
    if up is None or down is None or mistake is not None:
        return mistake or Mistake(CONF_TILT_UP_OUTPUT, "output_missing")
    return replace(cover, tilt_motor=TiltMotor(up, down))


def _time_mistake(cover: MappedCover) -> Mistake | None:
    options = cover.options
    for field, words in impossible_numbers({CONF_TILT_TIME: options.tilt_time}):
        return Mistake(field, words)
    if options.tilt_time is None and options.tilt_model is not TiltModel.FIRST_PART:
        return Mistake(CONF_TILT_TIME, "tilt_time_missing")
    try:
        check(cover)
    except ConfigurationError:
        return Mistake(CONF_TILT_TIME, "settings_wrong")
    return None


def tilt_turned(cover: MappedCover) -> MappedCover:
    """Return the cover with the relays of the motor for its slats changed round."""
    return cover if cover.tilt_motor is None else replace(cover, tilt_motor=cover.tilt_motor.turned)


def keep_tilt_motor(before: MappedCover, after: MappedCover) -> MappedCover:
    """Return `after` with the slats' motor of `before`; one whose relay `after` now runs on is given up."""
    if before.tilt_motor is None:
        return after
    if set(before.tilt_motor.addresses) & set(after.relays):
        return replace(after, options=after.options.without_tilt())
    return replace(after, tilt_motor=before.tilt_motor)

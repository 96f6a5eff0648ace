"""What a person describes in a form or in the panel: the device that it makes, or what stands against it. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..const import CONF_DOWN_OUTPUT, CONF_OUTPUT, CONF_TILT_DOWN_OUTPUT, CONF_TILT_UP_OUTPUT, CONF_UP_OUTPUT
from ..library import OutputAddress
from .checks import Mistake, kind_mistake, name_mistake, outputs_mistake
from .direction import rewired, turned
from .mapping import MappedCover, MappedDevice, MappedOutput
from .tilt_wiring import tilt_turned

CONF_WRONG_WAY = "wrong_way"
"""The field that says that a cover runs the wrong way."""
CONF_TILT_WRONG_WAY = "tilt_wrong_way"
"""The field that says that the motor of its slats does."""


def described_output(
    address: OutputAddress | None,
    details: Mapping[str, Any],
    others: Mapping[str, MappedDevice],
    before: MappedOutput | None = None,
) -> MappedOutput | Mistake:
    """Return the output that `details`, fields of `MappedOutput`, make of `before`; without it they make a new one."""
    mistake = outputs_mistake({CONF_OUTPUT: address}, others) or name_mistake(details["name"])
    if mistake is not None:
        return mistake
    fields: dict[str, Any] = {**details, "address": address}
    device = MappedOutput(**fields) if before is None else replace(before, **fields)
    return kind_mistake(device) or device


def described_cover(
    wiring: tuple[OutputAddress | None, OutputAddress | None],
    details: Mapping[str, Any],
    others: Mapping[str, MappedDevice],
    before: MappedCover | None = None,
    *,
    wrong_way: bool = False,
    tilt_wrong_way: bool = False,
) -> MappedCover | Mistake:
    """Return the cover on these relays for up and down; one that runs the wrong way is turned, and keeps its relays.

    So is the motor of its slats.
    """
    up, down = wiring
    mistake = outputs_mistake({**_tilt_relays(before), CONF_UP_OUTPUT: up, CONF_DOWN_OUTPUT: down}, others)
    if up is None or down is None or mistake is not None:
        return mistake or Mistake(CONF_UP_OUTPUT, "output_missing")
    if (blank := name_mistake(details["name"])) is not None:
        return blank
    if before is None:
        return MappedCover(up=up, down=down, **details)
    if wrong_way and (up, down) != (before.up, before.down):
        return Mistake(CONF_WRONG_WAY, "direction_and_outputs")
    wired = turned(before) if wrong_way else rewired(before, up, down)
    return replace(tilt_turned(wired) if tilt_wrong_way else wired, **details)


def _tilt_relays(cover: MappedCover | None) -> dict[str, OutputAddress]:
    motor = None if cover is None else cover.tilt_motor
    return {} if motor is None else {CONF_TILT_UP_OUTPUT: motor.up, CONF_TILT_DOWN_OUTPUT: motor.down}

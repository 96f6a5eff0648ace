"""How an output's value compares with a wanted one (docs/protocol.md, "Output values")."""

from __future__ import annotations

from ...errors import ConfigurationError, Problem
from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from .command_text import CommandText

OFF = 0
ON = 255
FULL = 100
ROUNDING = 2
"""Some modules show a level this far from the written one: they round to even numbers, say."""
RAMPING = range(101, 255)
"""On a dimmer these say that it is on, but not at which level; 251 is seen while its wall button is held. Never written."""


def checked(address: OutputAddress, kind: OutputKind, value: int) -> int:
    """The value as it will be written.

    Relays take 0 or 255, dimmers 0..100 (255 counts as full).

    Raises:
        ConfigurationError: for any other value, naming what to write instead.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConfigurationError(Problem(CommandText.LEVEL_NO_NUMBER(output=address, value=value)))
    if kind is OutputKind.DIMMER:
        if value == ON:
            return FULL
        if OFF <= value <= FULL:
            return value
        raise ConfigurationError(Problem(CommandText.LEVEL_OUT_OF_RANGE(output=address, value=value)))
    if value in (OFF, ON):
        return value
    raise ConfigurationError(Problem(CommandText.RELAY_TAKES_NO_LEVEL(output=address, value=value)))


def level(kind: OutputKind, value: int) -> int:
    """The value as it compares: relays are on or off, dimmers 0..100, 255 being 100."""
    if kind is OutputKind.DIMMER:
        return min(value, FULL)
    return ON if value else OFF


def equal(kind: OutputKind, seen: int, wanted: int) -> bool:
    """Whether a seen value is the wanted one. On a dimmer 255 is 100, and 101 to 254 tell no level: they equal nothing."""
    if kind is OutputKind.DIMMER and seen in RAMPING:
        return False
    return level(kind, seen) == level(kind, wanted)


def distance(seen: int, wanted: int) -> int:
    """How far a dimmer is from its target, in percent."""
    return abs(min(seen, FULL) - wanted)


def near(seen: int, wanted: int) -> bool:
    """Whether a dimmer's level may be the wanted one as its module rounds it; 0 is only 0."""
    return bool(seen and wanted) and seen not in RAMPING and distance(seen, wanted) <= ROUNDING

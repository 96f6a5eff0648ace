"""Levels of a dimmer (1 to 100 percent), Home Assistant's brightness (1 to 255), and the last level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, override

from homeassistant.helpers.restore_state import ExtraStoredData
from homeassistant.util.color import brightness_to_value, value_to_brightness

FULL = 100
VALUE_ON = 255
_SCALE = (1, FULL)


def level_of(brightness: int) -> int:
    """Return the nearest level; a brightness that came from a level gives that level again."""
    return min(max(round(brightness_to_value(_SCALE, brightness)), 1), FULL)


def brightness_of(level: int) -> int:
    """Return the brightness of a level."""
    return value_to_brightness(_SCALE, level)


@dataclass(frozen=True, slots=True)
class LastLevel(ExtraStoredData):
    """The last level of a dimmer, as it is stored over a restart."""

    level: int

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Read a stored level; what is not a level counts as full."""
        level = stored.get("level")
        return cls(level if isinstance(level, int) and 1 <= level <= FULL else FULL)

    @override
    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"level": self.level}


STOOD_FOR_S = 0.3
"""Two reads this far apart that show one level mean that it was chosen: a fade would have passed it."""


class LevelMemory:
    """The last level of a dimmer: the last one that two reads showed, or that a command set."""

    def __init__(self, level: int) -> None:
        """Begin with the level from before."""
        self._level = level
        self._shown = 0
        self._since = 0.0

    def observe_read(self, value: int, asked_at: float) -> None:
        """Take the value of a read that was asked for at `asked_at`."""
        shown = _level_in(value)
        if shown != self._shown:
            self._shown, self._since = shown, asked_at
        elif shown and asked_at - self._since >= STOOD_FOR_S:
            self._level = shown

    def keep(self, level: int) -> None:
        """Take a level that a command set and that the gateway showed; 0 changes nothing."""
        self._level = level or self._level

    @property
    def level(self) -> int:
        """Return the last level, 1 to 100 percent."""
        return self._level


def _level_in(value: int) -> int:
    """Return the level in a read value: 255 is full; 101 to 254 (a held wall button) is no level."""
    if value == VALUE_ON:
        return FULL
    return value if value <= FULL else 0

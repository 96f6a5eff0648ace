"""Levels of a dimmer, 1..100 percent, and Home Assistant's brightness, 1..255."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, override

from homeassistant.helpers.restore_state import ExtraStoredData
from homeassistant.util.color import brightness_to_value, value_to_brightness

FULL = 100
VALUE_ON = 255
_SCALE = (1, FULL)


def level_of(brightness: int) -> int:
    """The nearest level; a brightness that came from a level gives that level back."""
    return min(max(round(brightness_to_value(_SCALE, brightness)), 1), FULL)


def brightness_of(level: int) -> int:
    """The brightness of a level."""
    return value_to_brightness(_SCALE, level)


@dataclass(frozen=True, slots=True)
class LastLevel(ExtraStoredData):
    """The level that a dimmer last shone at, as it is kept over a restart."""

    level: int

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back; whatever is no level counts as full."""
        level = stored.get("level")
        return cls(level if isinstance(level, int) and 1 <= level <= FULL else FULL)

    @override
    def as_dict(self) -> dict[str, Any]:
        """What is stored."""
        return {"level": self.level}


STOOD_FOR_S = 0.3
"""A level was chosen, and not passed through by a fade, if two reads this far apart show it."""


class LevelMemory:
    """The level that a plain "on" brings back: the last one that stood in two reads, or that a command set."""

    def __init__(self, level: int) -> None:
        """Begin with what is remembered from before."""
        self._level = level
        self._shown = 0
        self._since = 0.0

    def observe(self, value: int, asked_at: float) -> None:
        """A read that was asked for at `asked_at` shows `value`."""
        shown = _level_in(value)
        if shown != self._shown:
            self._shown, self._since = shown, asked_at
        elif shown and asked_at - self._since >= STOOD_FOR_S:
            self._level = shown

    def keep(self, level: int) -> None:
        """A command set this level, and the gateway showed it."""
        self._level = level or self._level

    @property
    def level(self) -> int:
        """1 to 100 percent."""
        return self._level


def _level_in(value: int) -> int:
    """The level in a value as read: 255 is full, and what a wall button shows while it is held is none."""
    if value == VALUE_ON:
        return FULL
    return value if value <= FULL else 0

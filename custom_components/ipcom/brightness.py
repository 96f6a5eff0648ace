"""Levels of a dimmer, 1..100 percent, and Home Assistant's brightness, 1..255."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, override

from homeassistant.helpers.restore_state import ExtraStoredData
from homeassistant.util.color import brightness_to_value, value_to_brightness

FULL = 100
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

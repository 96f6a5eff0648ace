"""What a shutter is told to do."""

from __future__ import annotations

from enum import StrEnum


class Motion(StrEnum):
    """What a shutter's two relays are to do."""

    UP = "up"
    DOWN = "down"
    OFF = "off"

    @property
    def reverse(self) -> Motion:
        """The other direction; OFF has none and is its own."""
        return _REVERSE[self]


_REVERSE = {Motion.UP: Motion.DOWN, Motion.DOWN: Motion.UP, Motion.OFF: Motion.OFF}

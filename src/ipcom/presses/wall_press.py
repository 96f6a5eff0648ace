"""One press at the wall, as the outputs show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model.address import OutputAddress
from ..model.shutter_pair import ShutterPair


class PressDirection(StrEnum):
    """What a press did."""

    ON = "on"
    """An output went on, or a dimmer from 0 to any level."""
    OFF = "off"
    """An output went off."""
    UP = "up"
    """A shutter began to move up, from rest or from the other direction."""
    DOWN = "down"
    """A shutter began to move down, from rest or from the other direction."""
    STOP = "stop"
    """The relay of a moving shutter went off."""


@dataclass(frozen=True, slots=True)
class WallPress:
    """A press of a wall switch. Another program that switches the output looks the same.

    The gateway shows outputs and no buttons: a press that changes no output is not seen.
    """

    thing: OutputAddress | ShutterPair
    """The output that changed, or the declared shutter that it belongs to."""
    direction: PressDirection
    """What it did."""
    count: int
    """1, or the number of times that this output was toggled, each within 1.2 s of the time before."""
    at: float
    """When the read that showed it was asked for (monotonic)."""

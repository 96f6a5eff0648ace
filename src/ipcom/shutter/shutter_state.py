"""What a shutter tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model.motion import Motion
from .confidence import Confidence
from .height_and_tilt import Goal


class Result(StrEnum):
    """How a movement ended."""

    REACHED = "reached"
    """It did what was asked."""
    ALREADY_THERE = "already_there"
    """It stood there, or so near that a move would end further away; nothing moved."""
    SUPERSEDED = "superseded"
    """The wall, a timer of the bus or a newer command decided otherwise; no fault."""


@dataclass(frozen=True, slots=True)
class ShutterState:
    """One moment of a shutter, as a subscriber of `Shutter` is told."""

    position: float | None
    """The height in percent, 0 (closed) to 100 (open); None while unknown."""
    tilt: float | None
    """The tilt of the slats in percent, 0 (closed) to 100 (open); None while unknown and without slats."""
    confidence: Confidence
    """How far to trust the position."""
    moving: Motion | None
    """What the relays do; None when they are off."""
    target: Goal | None
    """What the last command still works towards; None when it has ended."""
    tilting: Motion | None = None
    """What the relays of a tilt motor of its own do; None when they are off, and without one."""

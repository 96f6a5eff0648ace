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
    """One moment of a shutter; percents are floats from 0 (closed) to 100 (open), None while unknown.

    `moving` is what the relays do, None when they are off. `target` is what a command is
    still working towards.
    """

    position: float | None
    tilt: float | None
    confidence: Confidence
    moving: Motion | None
    target: Goal | None

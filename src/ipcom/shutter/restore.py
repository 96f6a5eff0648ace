"""Where a shutter is when this program starts, from what was stored and what its relays do now. Pure."""

from __future__ import annotations

from ..model.motion import Motion
from .confidence import Confidence
from .height_and_tilt import end_of, known_before, moved
from .stored import StoredPosition
from .travel import Travel
from .travel_times import TravelTimes

CLOCK_SET_BACK_S = 2.0
"""A clock that was corrected by so little says nothing against the time that was stored."""


def restored_travel(times: TravelTimes, stored: StoredPosition, seen: Motion, elapsed: float) -> Travel:
    """The position to start with, `elapsed` seconds after it was stored, the relays doing `seen` now.

    A movement that ended, or began, or turned unseen leaves the position unknown, and so does one
    that went on if the clock cannot tell for how long; one that went on, or pushed against the end,
    leaves it estimated.
    """
    if stored.position is None:
        return Travel(times)
    start = known_before(times, stored.position, stored.tilt)
    if stored.moving is Motion.OFF:
        return Travel(times, start, stored.confidence) if seen is Motion.OFF else Travel(times)
    if stored.confidence is Confidence.UNKNOWN:
        return Travel(times)
    if seen is stored.moving and (stored.at <= 0.0 or elapsed < -CLOCK_SET_BACK_S):
        return Travel(times)
    if seen is stored.moving:
        return Travel(times, moved(times, start, seen, max(0.0, elapsed)), Confidence.ESTIMATED)
    if seen is Motion.OFF and start == end_of(stored.moving):
        return Travel(times, start, Confidence.ESTIMATED)
    return Travel(times)

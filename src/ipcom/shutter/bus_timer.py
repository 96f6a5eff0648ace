"""Relays that go off by themselves: at which age of the run each direction of one shutter did. Pure."""

from __future__ import annotations

from collections import deque

from ..model.motion import Motion
from .travel_times import TravelTimes

TOO_SHORT_BY_S = 0.5
"""A bus timer set for the travel may be shorter than it by this much; an earlier "off" is a person's."""
SAME_AGE_S = 0.4
"""Two runs that ended within this of each other were ended by the same timer: reads lie 0.35 s apart."""
REMEMBERED = 8
"""Runs kept for each direction: a timer that was set anew is known after its first run."""


class BusTimer:
    """Remembers after how many seconds each direction went off by itself."""

    def __init__(self) -> None:
        self._ages = {motion: deque[float](maxlen=REMEMBERED) for motion in (Motion.UP, Motion.DOWN)}

    def went_off(self, motion: Motion, age: float) -> bool:
        """The relay went off by itself after `age` seconds; whether it had done so at that age before."""
        ages = self._ages[motion]
        known = any(abs(age - before) <= SAME_AGE_S for before in ages)
        ages.append(age)
        return known


def may_be_timer(times: TravelTimes, motion: Motion, age: float) -> bool:
    """Whether an "off" of others after `age` seconds counts as the relay's own doing, at that end."""
    return age >= times.travel(motion) - TOO_SHORT_BY_S

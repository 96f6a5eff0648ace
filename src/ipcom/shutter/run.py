"""One run of the motor: from the relay's going on to its going off, as far as reads could tell. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.motion import Motion
from .height_and_tilt import HeightAndTilt
from .travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class Transition:
    """A relay changed between two moments (monotonic seconds); the middle is the most likely one.

    For a change that our frame caused these are its leaving and one quiet round trip later; for any
    other, the asking of the read before and the receipt of the one that shows it.
    """

    earliest: float
    latest: float

    @property
    def middle(self) -> float:
        """The moment that is wrong by half the interval at most."""
        return (self.earliest + self.latest) / 2.0


@dataclass(frozen=True, slots=True)
class Run:
    """`motion` from `start` (None: unknown), where it was when the relay went on at `since`.

    It was certainly on from `sure_since`; `off` is when it went off again, None while it is on.
    `watched` says that reads showed its beginning and everything since. A position that a person
    tells on the way moves `start` and `since`, but not `went_on`.
    """

    motion: Motion
    start: HeightAndTilt | None
    since: float
    sure_since: float
    off: float | None = None
    watched: bool = True
    went_on: float = 0.0

    def motor_seconds(self, times: TravelTimes, now: float) -> float:
        """For how long the motor has turned by `now`, its lag after the relay included."""
        begin = self.since + times.start_delay
        if self.off is None:
            return max(0.0, now - begin)
        if self.off <= begin:
            return 0.0
        return max(0.0, min(now, self.off + times.stop_lag) - begin)

    def off_after(self, times: TravelTimes, seconds: float) -> float:
        """When the relay must go off for the motor to have turned for `seconds` in all."""
        return self.since + times.start_delay + max(0.0, seconds - times.stop_lag)

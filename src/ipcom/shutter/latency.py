"""How much later than planned the frames of timed stops leave, learned from the stops so far. Pure."""

from __future__ import annotations

from collections import deque
from statistics import median

REMEMBERED = 7
"""Enough for a median that one slow exchange does not move."""
ROUND_TRIPS, MARGIN_S = 3.0, 0.5
"""A stop that came later than this many quiet round trips and seconds met a trouble that will not come again."""


class StopLatency:
    """The median lateness of the last few stops, in seconds; 0 before the first."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def seconds(self) -> float:
        """By how much earlier a stop must be asked for."""
        return median(self._seen) if self._seen else 0.0

    def learn(self, seconds: float, round_trip: float) -> None:
        """A stop acted so much later than planned (earlier if negative), on a line with this quiet round trip."""
        if abs(seconds) <= ROUND_TRIPS * round_trip + MARGIN_S:
            self._seen.append(seconds)

"""How long a stop takes from the wish to the relay, learned from the stops so far. Pure."""

from __future__ import annotations

from collections import deque
from statistics import median

REMEMBERED = 7
"""Enough for a median that one slow exchange does not move."""
LONGEST_S = 0.5
"""A stop that took longer met a trouble that will not come again."""


class StopLatency:
    """The median of the last few stops, in seconds; 0 before the first."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def seconds(self) -> float:
        """By how much earlier a stop must be asked for."""
        return median(self._seen) if self._seen else 0.0

    def learn(self, seconds: float) -> None:
        """A stop took so long."""
        if 0.0 <= seconds <= LONGEST_S:
            self._seen.append(seconds)

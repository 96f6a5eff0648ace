"""The quiet round trip as the line really was: what lay in the socket counts from when it came; pure."""

from __future__ import annotations

from collections import deque

WINDOWS = (8, 16, 24, 32, 40, 48, 56, 64, 128)
"""Ours has 64 reads; as it may leave some out, its window may reach back further, and after a line became slow less far."""
ENOUGH = 8
LEFT_OUT = 3
"""Ours may have left out so many short ones."""


class RoundTripsSeen:
    """True round trips of one program's reads."""

    def __init__(self) -> None:
        self._all: deque[float] = deque(maxlen=WINDOWS[-1])
        self._clean: deque[float] = deque(maxlen=WINDOWS[-1])

    def learn(self, seconds: float, *, clean: bool) -> None:
        """A read was answered; `clean` when our loop did not stand still meanwhile."""
        self._all.append(seconds)
        if clean:
            self._clean.append(seconds)

    @property
    def quiet(self) -> float:
        """The longest that may be meant by it."""
        return max(_quiet(tuple(trips)[-window:]) for trips in (self._all, self._clean) for window in WINDOWS)


def _quiet(trips: tuple[float, ...]) -> float:
    """The lower quartile; of a few the smallest."""
    if len(trips) < ENOUGH:
        return min(trips, default=0.0)
    return sorted(trips)[min(len(trips) // 4 + LEFT_OUT, len(trips) - 1)]

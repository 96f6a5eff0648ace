"""What a simulated house has still to do, in order of time; pure."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable

Action = Callable[[float], None]


class TimedEvent:
    """One thing to do at one time, unless cancelled before."""

    __slots__ = ("action", "at")

    def __init__(self, at: float, action: Action) -> None:
        self.at = at
        self.action: Action | None = action

    def cancel(self) -> None:
        """Never do it; harmless when it is done."""
        self.action = None


class Scheduler:
    """Does things when their time has come; what is due at the same time, in the order of asking."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, TimedEvent]] = []
        self._asked = 0

    @property
    def next_at(self) -> float:
        """When something may be due next; infinity when nothing is planned."""
        return self._heap[0][0] if self._heap else math.inf

    def plan(self, at: float, action: Action) -> TimedEvent:
        """Have `action(at)` called by the first `run_until` that reaches `at`."""
        entry = TimedEvent(at, action)
        self._asked += 1
        heapq.heappush(self._heap, (at, self._asked, entry))
        return entry

    def run_until(self, now: float) -> None:
        """Do all that is due by `now`, each with its own time; actions may plan more."""
        while self._heap and self._heap[0][0] <= now:
            at, _, entry = heapq.heappop(self._heap)
            if entry.action is not None:
                entry.action(at)

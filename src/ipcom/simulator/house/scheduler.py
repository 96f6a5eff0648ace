"""The timed events of a simulated house, in order of time; pure."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable

Action = Callable[[float], None]


class TimedEvent:
    """An action that is due at one time, unless it is cancelled before."""

    __slots__ = ("action", "at")

    def __init__(self, at: float, action: Action) -> None:
        self.at = at
        self.action: Action | None = action

    def cancel(self) -> None:
        """Cancel the action. This does nothing if the action has run."""
        self.action = None


class Scheduler:
    """Runs actions in order of time. Actions that are due at the same time run in the order of planning."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, TimedEvent]] = []
        self._planned = 0

    @property
    def next_at(self) -> float:
        """The time of the next event, which may have been cancelled; infinity when nothing is planned."""
        return self._heap[0][0] if self._heap else math.inf

    def plan(self, at: float, action: Action) -> TimedEvent:
        """Plan `action(at)`: the first `run_until` that reaches `at` calls it."""
        event = TimedEvent(at, action)
        self._planned += 1
        heapq.heappush(self._heap, (at, self._planned, event))
        return event

    def run_until(self, now: float) -> None:
        """Run all actions that are due by `now`, each with the time for which it was planned. Actions may plan more."""
        while self._heap and self._heap[0][0] <= now:
            at, _, event = heapq.heappop(self._heap)
            if event.action is not None:
                event.action(at)

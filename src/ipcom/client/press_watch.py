"""Quick polls for a while after each change from outside, so that a second press of a switch is seen soon."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from ..model.change import StateChange
from .connection.poll import Pace
from .state import State
from .supervisor import Supervisor

WATCHED_S = 1.4
"""A second press of a switch comes within 1.2 s of the first, and a read shows it a little later."""


class PressWatch:
    """Gives the polls another pace while presses are watched for. Without that the planner's own pace holds."""

    def __init__(self, planner: Pace, state: State, supervisor: Supervisor) -> None:
        self._planner = planner
        self._state = state
        self._supervisor = supervisor
        self._unsubscribe: Callable[[], None] | None = None

    def switch(self, *, on: bool) -> None:
        """Watch from now on, or no more."""
        if on and self._unsubscribe is None:
            pace = PressPace(self._planner)
            self._unsubscribe = self._state.changes.add(pace.changed)
            self._supervisor.use_pace(pace)
        elif not on and self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
            self._supervisor.use_pace(self._planner)


class PressPace:
    """A pace that wants quick polls after a change from outside, beside what the planner wants."""

    def __init__(self, planner: Pace) -> None:
        self._planner = planner
        self._changed_at = -inf

    @property
    def timed_stop_at(self) -> float:
        """When the next timed stop is to leave (monotonic), as the planner knows."""
        return self._planner.timed_stop_at

    def eager(self, now: float) -> bool:
        """Whether something moves, or something changed from outside a moment ago."""
        return now - self._changed_at < WATCHED_S or self._planner.eager(now)

    def changed(self, change: StateChange) -> None:
        """Note a change. The poll hears of the read behind it afterwards."""
        if any(not each.own for each in change.observed_changes):
            self._changed_at = change.observed.received_at

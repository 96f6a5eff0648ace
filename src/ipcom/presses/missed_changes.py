"""Which changes happened while no read was made, so that they are no presses."""

from __future__ import annotations

from math import inf

from ..model.change import CausedChange, StateChange

KNOWS_AGAIN_S = 3.0
"""A gateway that has restarted may show all outputs off at first, and what is on within this time."""


class MissedChanges:
    """Remembers where the reads were interrupted."""

    def __init__(self) -> None:
        self._lost = False
        self._newest = -inf
        self._knows_again_at = -inf

    def link_lost(self) -> None:
        """The reads are interrupted from now on."""
        self._lost = True

    def interrupted(self, change: StateChange) -> bool:
        """Return whether the read of this change is the first after an interruption, or the first of all."""
        before, asked_at = change.previous, change.observed.asked_at
        first = before is None or (self._lost and before.asked_at <= self._newest)
        if first:
            forgot = not any(change.observed.values)
            self._knows_again_at = asked_at + KNOWS_AGAIN_S if forgot else -inf
        self._lost = False
        self._newest = asked_at
        return first

    def remembered(self, change: CausedChange, asked_at: float) -> bool:
        """Return whether the gateway may only know again that this output is on."""
        return change.new > 0 and asked_at < self._knows_again_at

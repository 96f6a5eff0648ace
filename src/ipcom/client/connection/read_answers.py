"""What the answers to reads teach: how long a round trip is, and which answers are in doubt."""

from __future__ import annotations

from math import inf

from ...model.timings import Timings
from .pending_read import PendingRead
from .punctuality import Timer
from .timekeeping import Timekeeping

TOO_QUICK = 0.75
"""An answer within this part of a quiet round trip, while a reply to a write may still come, may be that reply."""

SILENT_TRIPS = 1.5
"""After such an answer no poll leaves for this many round trips after the read: then the real answer comes
alone and is seen to be one too many. Else each read would be answered by the one before, for good."""


class ReadAnswers:
    """The last answer of one connection."""

    def __init__(self, timings: Timings, timekeeping: Timekeeping) -> None:
        self._timings = timings
        self._punctuality = timekeeping.punctuality
        self._trips = timekeeping.trips
        self._shown = b""
        self.asked_at = -inf
        """When the read was asked that was answered last (monotonic)."""
        self._received_at = -inf
        self.silent_until = -inf
        """Until when no poll leaves (monotonic)."""

    def answered(self, pending: PendingRead, values: bytes, now: float, timer: Timer | None) -> None:
        """Take the answer to a read; `timer` watched it."""
        self._shown = values
        self._learn(pending, now, timer)
        self.asked_at, self._received_at = pending.asked_at, now

    def doubtful_since(self, values: bytes, now: float) -> float | None:
        """Return since when answers are in doubt, after outputs that answer nothing; None if they show nothing else.

        That is when the oldest read was asked that was answered within the last second.
        """
        self.silent_until = -inf
        if values == self._shown:
            return None
        since = now - self._timings.distrust
        return min(since, self.asked_at) if self._received_at >= since else since

    def _learn(self, pending: PendingRead, now: float, timer: Timer | None) -> None:
        """Learn how long a round trip is, unless the loop stood still or another reply may have answered."""
        if timer is not None:
            self._punctuality.noticed(timer.wanted, now)
        took = now - pending.asked_at
        if not pending.teaches and took < TOO_QUICK * self._trips.quiet:
            self.silent_until = pending.asked_at + SILENT_TRIPS * self._trips.quiet
        elif pending.teaches and self._punctuality.late_at <= pending.asked_at:
            self._trips.learn(took)

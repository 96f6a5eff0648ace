"""What writes still owe: a reply each, until it comes or the wait is over (pure)."""

from __future__ import annotations

from collections import deque

from .timings import Timings


class OwedReplies:
    """The replies that one connection's writes owe; their absence is no error.

    A reply that is later than the wait, or a delayed duplicate, cannot be told from a
    fresh one, as the protocol numbers nothing: a known limit.
    """

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._wait = timings.write_wait
        self._unanswered = 0
        self._deadlines: deque[float] = deque()

    def __bool__(self) -> bool:
        """Whether a reply is owed."""
        return bool(self._deadlines)

    @property
    def deadline(self) -> float | None:
        """When the oldest debt is forgiven."""
        return self._deadlines[0] if self._deadlines else None

    def wrote(self, now: float) -> None:
        """A write left at `now`; after too many unanswered ones it owes nothing."""
        if self._unanswered < self._timings.unanswered_writes:
            self._deadlines.append(now + self._wait)

    def settle(self) -> bool:
        """A reply came: whether a write was owed it."""
        if not self._deadlines:
            return False
        self._deadlines.popleft()
        self._unanswered = 0
        return True

    def expire(self, now: float) -> int:
        """Forgive what is overdue at `now`; returns how many."""
        before = len(self._deadlines)
        while self._deadlines and self._deadlines[0] <= now:
            self._deadlines.popleft()
            self._unanswered += 1
        return before - len(self._deadlines)

    def surplus(self) -> None:
        """A snapshot came that nobody was owed: this gateway does answer writes, but late."""
        self._unanswered = 0
        self._wait = self._timings.write_wait_long

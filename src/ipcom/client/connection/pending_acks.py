"""What writes still owe: a reply each, until it comes or the wait is over (pure)."""

from __future__ import annotations

from collections import deque

from ...model.round_trips import RoundTrips
from ...model.timings import Timings

WAIT_TRIPS = 1.5
"""A reply is waited for this many quiet round trips, if that is longer than the usual wait..."""

LONGEST_WAIT = 3.0
"""...but no longer than this."""

SURPLUS_FACTOR = 2.0
"""A gateway that has answered once too often is slower than thought: the waits are this much longer."""

OUTSTANDING_FOR = 10.0
"""A reply that was forgiven may still come for this long: longer than any read waits for its answer."""


class PendingAcks:
    """The replies that one connection's writes owe; their absence is no error.

    A reply that is later than the wait, or a delayed duplicate, cannot be told from a
    fresh one, as the protocol numbers nothing: a known limit.
    """

    def __init__(self, timings: Timings, trips: RoundTrips) -> None:
        self._timings = timings
        self._trips = trips
        self._factor = 1.0
        self._unanswered = 0
        self._deadlines: deque[float] = deque()
        self._forgiven: deque[float] = deque(maxlen=timings.unanswered_writes)

    def __bool__(self) -> bool:
        """Whether a reply is owed."""
        return bool(self._deadlines)

    @property
    def wait(self) -> float:
        """How long a reply that is no read's is waited for, in seconds."""
        return self._factor * self._trips.stretched(self._timings.write_wait, WAIT_TRIPS, LONGEST_WAIT)

    @property
    def deadline(self) -> float | None:
        """When the oldest debt is forgiven."""
        return self._deadlines[0] if self._deadlines else None

    def wrote(self, now: float) -> None:
        """A write left at `now`; after too many unanswered ones it owes nothing."""
        if self._unanswered < self._timings.unanswered_writes:
            self.owe(now, self.wait)

    def owe(self, now: float, wait: float) -> None:
        """A reply is owed from `now` on, for `wait` seconds and at least as long as those before it."""
        self._deadlines.append(max(now + wait, self._deadlines[-1] if self._deadlines else now))

    def settle(self) -> bool:
        """A reply came: whether a write was owed it."""
        if not self._deadlines:
            self._seen_late()
            return False
        self._deadlines.popleft()
        self._unanswered = 0
        return True

    def expire(self, now: float) -> int:
        """Forgive what is overdue at `now`; returns how many."""
        before = len(self._deadlines)
        while self._deadlines and self._deadlines[0] <= now:
            self._forgiven.append(self._deadlines.popleft())
            self._unanswered += 1
        return before - len(self._deadlines)

    def surplus(self) -> None:
        """A snapshot came that nobody was owed: this gateway does answer writes, but late."""
        self._unanswered = 0
        self._factor = SURPLUS_FACTOR

    def outstanding(self, now: float) -> bool:
        """Whether a reply that was forgiven may still come, and be taken for the answer to a read."""
        while self._forgiven and now - self._forgiven[0] > OUTSTANDING_FOR:
            self._forgiven.popleft()
        return bool(self._forgiven)

    def _seen_late(self) -> None:
        if self._forgiven:
            self._forgiven.popleft()

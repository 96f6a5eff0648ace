"""The acknowledgements that writes wait for, one each, until they come or the wait is over (pure)."""

from __future__ import annotations

from collections import deque

from ...model.round_trips import RoundTrips
from ...model.timings import Timings

WAIT_TRIPS = 1.5
"""A reply is waited for this many quiet round trips, if that is longer than the usual wait..."""

LONGEST_WAIT = 3.0
"""...but no longer than this."""

SURPLUS_FACTOR = 2.0
"""The waits are this much longer after a gateway has answered once too often: it is slower than thought."""

OUTSTANDING_FOR = 10.0
"""An acknowledgement that was given up may still come for this long: longer than any read waits for its answer."""


class PendingAcks:
    """The acknowledgements that one connection expects; their absence is no error.

    An acknowledgement that is later than the wait, or a delayed duplicate, cannot be told from a
    fresh one, as the protocol numbers nothing: a known limit.
    """

    def __init__(self, timings: Timings, trips: RoundTrips) -> None:
        self._timings = timings
        self._trips = trips
        self._factor = 1.0
        self._unanswered = 0
        self.deadlines: deque[float] = deque()
        """When each acknowledgement that is expected is given up (monotonic), the oldest first."""
        self._given_up: deque[float] = deque(maxlen=timings.unanswered_writes)

    @property
    def wait(self) -> float:
        """How long any reply but that to a read is waited for, in seconds."""
        return self._factor * self._trips.stretched(self._timings.write_wait, WAIT_TRIPS, LONGEST_WAIT)

    def wrote(self, now: float) -> None:
        """Note a write that left at `now`; after too many unanswered ones nothing is expected."""
        if self._unanswered < self._timings.unanswered_writes:
            self.expect(now, self.wait)

    def expect(self, now: float, wait: float) -> None:
        """Expect a reply from `now` on, for `wait` seconds and at least as long as those before it."""
        self.deadlines.append(max(now + wait, self.deadlines[-1] if self.deadlines else now))

    def take(self) -> bool:
        """Note a reply; returns whether one was expected."""
        if not self.deadlines:
            self._seen_late()
            return False
        self.deadlines.popleft()
        self._unanswered = 0
        return True

    def expire(self, now: float) -> int:
        """Give up what is overdue at `now`; returns how many."""
        before = len(self.deadlines)
        while self.deadlines and self.deadlines[0] <= now:
            self._given_up.append(self.deadlines.popleft())
            self._unanswered += 1
        return before - len(self.deadlines)

    def surplus(self) -> None:
        """Note a snapshot that nothing asked for: this gateway does acknowledge writes, but late."""
        self._unanswered = 0
        self._factor = SURPLUS_FACTOR

    def outstanding(self, now: float) -> bool:
        """Whether an acknowledgement that was given up may still come, and be taken for the answer to a read."""
        while self._given_up and now - self._given_up[0] > OUTSTANDING_FOR:
            self._given_up.popleft()
        return bool(self._given_up)

    def _seen_late(self) -> None:
        if self._given_up:
            self._given_up.popleft()

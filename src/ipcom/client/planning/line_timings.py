"""How long commands are waited for: longer on a line whose round trip is long; pure.

The rules are in docs/architecture.md, "Waits follow the line".
"""

from __future__ import annotations

from ...model.round_trips import RoundTrips
from ...model.timings import Timings

LONGEST_S = 8.0
"""The longest that a wait is stretched to: a person has given up by then."""
OLDEST_READ_S = 2.0
"""The oldest read that a frame may rest on, however slow the line is."""
LAST_LOOK_S = 0.5
"""A little more than the longest pause between two looks."""
SEEN_TRIPS = 6.0
RETRY_TRIPS = 3.0
READ_TRIPS = 2.0
WATCHED_S = 0.9
"""A write that is never answered keeps reads apart by nearly so long."""
WATCHED_POLLS = 2.5
WATCHED_TRIPS = 4.0


class LineTimings:
    """The timings of commands on this line: those of `Timings`, stretched by its quiet round trip; all in seconds."""

    def __init__(self, timings: Timings, trips: RoundTrips) -> None:
        self._timings = timings
        self._trips = trips

    @property
    def round_trip(self) -> float:
        """The quiet round trip; 0.0 while unknown."""
        return self._trips.quiet

    @property
    def seen_for(self) -> float:
        """How long after its first frame a value may take to show; until then the frame may still act."""
        return max(self._timings.verify_for, min(SEEN_TRIPS * self._trips.quiet, LONGEST_S))

    @property
    def look_within(self) -> float:
        """A last read looks for a written value this long before its time is over, or later."""
        return LAST_LOOK_S + self._trips.quiet

    @property
    def dimmer_seen_for(self) -> float:
        """How long a dimmer that moves towards its target may take to reach it."""
        return max(self._timings.verify_dimmer_for, self.seen_for)

    @property
    def retry_after(self) -> float:
        """A value that does not show is written once more this long after its frame."""
        return max(self._timings.retry_after, min(RETRY_TRIPS * self._trips.quiet, LONGEST_S))

    @property
    def watched_within(self) -> float:
        """Two reads that show an output off, asked for this far apart at most, prove it off in between."""
        polls = WATCHED_POLLS * self._timings.poll_interval
        return max(WATCHED_S, polls, WATCHED_TRIPS * self._trips.quiet)

    @property
    def read_age(self) -> float:
        """A read that was made for a frame serves it if it was asked for this long ago at most."""
        return min(READ_TRIPS * self._trips.quiet + self._timings.fresh, OLDEST_READ_S)

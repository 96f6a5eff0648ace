"""The waits of commands, longer on a line whose round trip is long; pure."""

from __future__ import annotations

from ...model.round_trips import RoundTrips
from ...model.timings import Timings

LONGEST_S = 8.0
"""No stretched wait is longer: a person has given up by then."""
OLDEST_READ_S = 2.0
"""No frame rests on a read that was asked for longer ago, however slow the line is."""
LAST_LOOK_S = 0.5
"""A little more than the longest pause between two looks."""
SEEN_TRIPS = 6.0
RETRY_TRIPS = 3.0
READ_TRIPS = 2.0
WATCHED_S = 0.9
"""A write that is never answered keeps reads apart by nearly so long."""
WATCHED_POLLS = 2.5
WATCHED_TRIPS = 4.0


class Waits:
    """What `Timings` says, stretched by the quiet round trip where a slow line needs it; all in seconds."""

    def __init__(self, timings: Timings, trips: RoundTrips) -> None:
        self._timings = timings
        self._trips = trips

    @property
    def round_trip(self) -> float:
        """The quiet round trip; 0.0 while unknown."""
        return self._trips.quiet

    @property
    def seen_for(self) -> float:
        """How long after its first frame a value must be seen; until then a frame may still act."""
        return self._trips.stretched(self._timings.verify_for, SEEN_TRIPS, LONGEST_S)

    @property
    def look_within(self) -> float:
        """How shortly before its end a written value is looked for once more, at least."""
        return LAST_LOOK_S + self._trips.quiet

    @property
    def dimmer_seen_for(self) -> float:
        """The same for a dimmer that moves towards its target."""
        return max(self._timings.verify_dimmer_for, self.seen_for)

    @property
    def retry_after(self) -> float:
        """How long after its frame a value that does not show is written once more."""
        return self._trips.stretched(self._timings.retry_after, RETRY_TRIPS, LONGEST_S)

    @property
    def watched_within(self) -> float:
        """How far apart two reads may be asked for that show an output off all the time in between."""
        polls = WATCHED_POLLS * self._timings.poll_interval
        return max(WATCHED_S, polls, WATCHED_TRIPS * self._trips.quiet)

    @property
    def read_age(self) -> float:
        """How long ago the read may have been asked for that was made for a frame."""
        return min(READ_TRIPS * self._trips.quiet + self._timings.fresh, OLDEST_READ_S)

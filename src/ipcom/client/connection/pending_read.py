"""A read whose answer has not come, and how long it is waited for; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...model.round_trips import RoundTrips
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings

READ_TRIPS = 4.0
"""A read is waited for this many quiet round trips, if that is longer than the usual timeout..."""

LONGEST_READ = 8.0
"""...but no longer than this, in seconds."""


@dataclass(slots=True)
class PendingRead:
    """A read whose answer has not come."""

    asked_at: float
    then: Callable[[StateSnapshot], None]
    stale: bool
    """Whether the message that arrives had begun before the request left."""
    sleeps: int
    """How often the machine had slept before."""
    teaches: bool
    """Whether it may tell how long a round trip is."""


def read_timeout(timings: Timings, trips: RoundTrips) -> float:
    """Return how many seconds a read waits for its answer before the link counts as lost."""
    return trips.stretched(timings.read_timeout, READ_TRIPS, LONGEST_READ)

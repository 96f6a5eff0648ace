"""The running figures of a client, in bounded memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING

from ...sentence import NOTHING

if TYPE_CHECKING:
    from .statistics import Statistics

ROUND_TRIPS = 256
"""Round trips kept: a minute and a half of polls."""

RATE_WINDOW = 30.0
"""Updates per second are counted over these last seconds, or since the link came if that is shorter."""

SHORTEST_WINDOW = 1.0
"""The shortest time over which a rate is computed: two updates in the first millisecond are not 2,000 a second."""

UPDATES_KEPT = 1024
"""Enough for the window at thirty updates a second."""

TRIP_BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
"""Round trips are counted within these bounds, and beyond the last."""

LOOPS = ("ipcom-receive", "ipcom-poll", "ipcom-commands", "ipcom-keepalive")
"""The names of the four tasks of a link that is up."""


class Counters:
    """The running figures behind `Statistics`; lives as long as the client."""

    def __init__(self) -> None:
        self.polls = 0
        self.polls_skipped = 0
        self.late_loops = 0
        self.commands_sent = 0
        self.commands_confirmed = 0
        self.commands_failed = 0
        self.commands_unconfirmed = 0
        self.commands_superseded = 0
        self.frames_sent = 0
        self.writes_unanswered = 0
        self.keep_alives_sent = 0
        self.keep_alives_unanswered = 0
        self.surplus_snapshots = 0
        self.attempts = 0
        self.reconnects = 0
        self.last_error = NOTHING
        self.bytes_sent = 0
        self.bytes_received = 0
        self._online_since = 0.0
        self._round_trips: deque[float] = deque(maxlen=ROUND_TRIPS)
        self._updates: deque[float] = deque(maxlen=UPDATES_KEPT)
        self._trips_within = [0] * (len(TRIP_BOUNDS_S) + 1)
        self._trips_total = 0.0

    def online(self, now: float) -> None:
        """Note that the link came up at `now`: the rate counts from here."""
        self._online_since = now
        self._updates.clear()

    def polled(self, asked_at: float, received_at: float) -> None:
        """Note a read that was answered."""
        self.polls += 1
        trip = received_at - asked_at
        self._round_trips.append(trip)
        self._trips_within[bisect_left(TRIP_BOUNDS_S, trip)] += 1
        self._trips_total += trip
        self._updates.append(received_at)

    def snapshot(self, now: float, loops_running: tuple[str, ...]) -> Statistics:
        """Return the figures as they are at `now`."""
        from .statistics import Statistics  # takes a millisecond, and short programs never ask

        trips = self._round_trips
        public = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return Statistics(
            **public,
            updates_per_second=self._rate(now),
            round_trip_last=trips[-1] if trips else None,
            round_trip_median=self._median_round_trip(),
            round_trip_worst=max(trips) if trips else None,
            round_trips_within=tuple(self._trips_within),
            round_trips_total=self._trips_total,
            loops_running=loops_running,
        )

    def _median_round_trip(self) -> float | None:
        """Return the middle of the round trips; importing `statistics` for it would take milliseconds."""
        trips = sorted(self._round_trips)
        middle = len(trips) // 2
        if not trips:
            return None
        return trips[middle] if len(trips) % 2 else (trips[middle - 1] + trips[middle]) / 2

    def _rate(self, now: float) -> float:
        begin = max(self._online_since, now - RATE_WINDOW)
        recent = sum(1 for at in self._updates if at > begin)
        return recent / max(now - begin, SHORTEST_WINDOW)

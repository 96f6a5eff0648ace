"""The figures of a client, in bounded memory."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass

from ...sentence import NOTHING, Message

ROUND_TRIPS = 256
"""Round trips kept: a minute and a half of polls."""

RATE_WINDOW = 30.0
"""Updates per second are counted over these last seconds, or since the link came if that is shorter."""

SHORTEST_WINDOW = 1.0
"""The shortest time over which a rate is computed: two updates in the first millisecond are not 2,000 a second."""

UPDATES_KEPT = 1024
"""Enough for the window at thirty updates a second."""

LOOPS = ("ipcom-receive", "ipcom-poll", "ipcom-commands", "ipcom-keepalive")
"""The names of the four tasks of a link that is up."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of one client at one moment; times in seconds, None before the first round trip."""

    polls: int = 0
    """Reads that were answered."""
    polls_skipped: int = 0
    """Polls that found the link busy; they are not queued."""
    updates_per_second: float = 0.0
    """Answered reads in a second, over the last 30 s or since the link came up."""
    round_trip_last: float | None = None
    """How long the last read took."""
    round_trip_median: float | None = None
    """The median of the last 256 reads."""
    round_trip_worst: float | None = None
    """The longest of the last 256 reads."""
    round_trip_quiet: float | None = None
    """How long a read takes while nothing disturbs it: most waits and limits follow it."""
    late_loops: int = 0
    """How often the event loop was seen to stand still for more than 10 ms."""
    commands_sent: int = 0
    """Commands that were given; closing stops the shutters with commands that count too."""
    commands_confirmed: int = 0
    """Commands after which the gateway showed the wanted values."""
    commands_failed: int = 0
    """Commands that ended with an error."""
    commands_unconfirmed: int = 0
    """How many of those failed because the gateway did not show the wanted value in time."""
    commands_superseded: int = 0
    """Commands that gave way to a newer one, or to a change from outside."""
    frames_sent: int = 0
    """Frames with outputs that left."""
    third_reads: int = 0
    """Frames planned from a read older than the rule, after two that were too old as well."""
    writes_unanswered: int = 0
    """Writes whose acknowledgement did not come in time; that is no error."""
    keep_alives_sent: int = 0
    """Keep-alives that left."""
    keep_alives_unanswered: int = 0
    """Keep-alives without a reply; that is no error."""
    surplus_snapshots: int = 0
    """Outputs messages that answered no read."""
    reconnects: int = 0
    """How often the link came back."""
    last_error: Message = NOTHING
    """What went wrong last, as a sentence with its code (one of `LINK_CODES`) and values; empty if nothing has."""
    bytes_sent: int = 0
    """Bytes to the gateway."""
    bytes_received: int = 0
    """Bytes from the gateway."""
    loops_running: tuple[str, ...] = ()
    """The tasks of the link that run now; all four while it is up."""

    def as_dict(self) -> dict[str, object]:
        """Return the figures by name, ready for JSON."""
        return asdict(self) | {"loops_running": list(self.loops_running)}


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
        self.reconnects = 0
        self.last_error = NOTHING
        self.bytes_sent = 0
        self.bytes_received = 0
        self._online_since = 0.0
        self._round_trips: deque[float] = deque(maxlen=ROUND_TRIPS)
        self._updates: deque[float] = deque(maxlen=UPDATES_KEPT)

    def online(self, now: float) -> None:
        """Note that the link came up at `now`: the rate counts from here."""
        self._online_since = now
        self._updates.clear()

    def polled(self, asked_at: float, received_at: float) -> None:
        """Note a read that was answered."""
        self.polls += 1
        self._round_trips.append(received_at - asked_at)
        self._updates.append(received_at)

    def snapshot(self, now: float, loops_running: tuple[str, ...]) -> Statistics:
        """Return the figures as they are at `now`."""
        trips = self._round_trips
        public = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return Statistics(
            **public,
            updates_per_second=self._rate(now),
            round_trip_last=trips[-1] if trips else None,
            round_trip_median=self._median_round_trip(),
            round_trip_worst=max(trips) if trips else None,
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

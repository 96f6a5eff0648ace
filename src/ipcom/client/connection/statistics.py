"""The figures of a client at one moment."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ...sentence import NOTHING, Message


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
    round_trips_within: tuple[int, ...] = ()
    """How many reads took up to 5, 10, 25, 50, 100, 250 and 1,000 ms, and longer; each counts once."""
    round_trips_total: float = 0.0
    """How long all reads took together."""
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
    attempts: int = 0
    """Attempts to connect and log in that began, failed ones too."""
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
        return asdict(self) | {
            "round_trips_within": list(self.round_trips_within),
            "loops_running": list(self.loops_running),
        }

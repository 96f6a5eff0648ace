"""Answers of reads for tests of single parts of the planner."""

from __future__ import annotations

from ipcom.client.planning.line_timings import LineTimings
from ipcom.model.address import OutputAddress
from ipcom.model.round_trips import RoundTrips
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings


def read(at: float, values: dict[OutputAddress, int] | None = None, took: float = 0.0) -> StateSnapshot:
    """The answer of a read that was asked then; all other outputs are off."""
    off = StateSnapshot(bytes(128), timestamp=at + took, asked_at=at, received_at=at + took)
    return off.replace_values(values or {})


def quick_line() -> LineTimings:
    """The timings on a line whose round trip is not known yet."""
    return LineTimings(Timings(), RoundTrips())

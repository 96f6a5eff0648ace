"""Answers of reads: for tests of single parts of the planner, and for those that answer its reads by hand."""

from __future__ import annotations

from ipcom.client.planning.actions import Read, Send
from ipcom.client.planning.line_timings import LineTimings
from ipcom.model.address import OutputAddress
from ipcom.model.round_trips import RoundTrips
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_rig import Rig


def read(at: float, values: dict[OutputAddress, int] | None = None, took: float = 0.0) -> StateSnapshot:
    """The answer of a read that was asked then; all other outputs are off."""
    off = StateSnapshot(bytes(128), timestamp=at + took, asked_at=at, received_at=at + took)
    return off.replace_values(values or {})


def quick_line() -> LineTimings:
    """The timings on a line whose round trip is not known yet."""
    return LineTimings(Timings(), RoundTrips())


def answer(rig: Rig, asked_at: float) -> StateSnapshot:
    """A read that was asked for then, and is answered now."""
    return StateSnapshot(bytes(rig.house), timestamp=rig.now, asked_at=asked_at, received_at=rig.now)


def planned(rig: Rig) -> Send:
    """The frame that is to leave after a fresh read, which the test then reports itself."""
    assert isinstance(rig.ask(owing=False), Read)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    return send


def late_read(rig: Rig, late: float) -> None:
    """The planner asks, and is answered so late."""
    assert isinstance(rig.ask(owing=False), Read)
    assert isinstance(rig.ask(owing=False), Read)
    asked_at = rig.now
    rig.now += late
    rig.planner.observe_read(answer(rig, asked_at), rig.now)

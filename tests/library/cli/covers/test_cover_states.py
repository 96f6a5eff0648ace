"""Where a shutter is by what is stored of it and what its relays do."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.counted import Counted
from ipcom.cli.covers.cover_states import BOTH, cover_state
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.model.address import OutputAddress
from ipcom.model.devices import ShutterDevice
from ipcom.model.motion import Motion
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES

AT = 1_800_000_000.0


def stored(position: float | None, moving: Motion = Motion.OFF) -> StoredCover:
    confidence = Confidence.UNKNOWN if position is None else Confidence.KNOWN
    place = StoredPosition(position, None, confidence, AT, moving, ours=moving is not Motion.OFF)
    return StoredCover(Times(TIMES), place, None if position is None else Counted(position, AT, 0.0, 50.0))


def seen(*on: OutputAddress, after: float = 0.5) -> StateSnapshot:
    values = bytearray(128)
    for output in on:
        values[output.index] = 255
    return StateSnapshot(bytes(values), timestamp=AT + after, asked_at=50.0 + after, received_at=50.0 + after)


def test_at_once_an_end_is_known_and_later_it_is_estimated(left: ShutterDevice) -> None:
    now = cover_state(left, stored(0.0), seen(), 50.5)
    assert (now.position, now.confidence, now.doing) == (0.0, Confidence.KNOWN, "")
    later = cover_state(left, stored(0.0), seen(after=60.0), 110.0)
    assert (later.position, later.confidence) == (0.0, Confidence.ESTIMATED)
    assert "unwatched since" in str(later.row[2])


def test_a_run_of_another_command_is_reckoned_on(left: ShutterDevice) -> None:
    state = cover_state(left, stored(0.0, Motion.UP), seen(left.pair.up, after=2.1), 52.1)
    assert state.position == pytest.approx(10.0)
    assert state.doing == "up"
    assert str(state.row[3]) == "going up"


def test_both_directions_on_are_told_and_leave_no_position(left: ShutterDevice) -> None:
    state = cover_state(left, stored(0.0), seen(*left.pair.addresses), 50.5)
    assert (state.position, state.confidence, state.record["moving"]) == (None, Confidence.UNKNOWN, "both")
    assert str(state.row[3]) == BOTH


def test_what_was_never_measured_has_no_position(left: ShutterDevice) -> None:
    row = cover_state(left, StoredCover(), seen(), 50.5).row
    assert [str(cell) for cell in row] == [
        "Living left",
        "unknown",
        "-",
        "at rest",
        "not measured",
    ]
    refused = cover_state(left, StoredCover(Times(refused="no")), seen(), 50.5)
    assert refused.row[4] == "refused"

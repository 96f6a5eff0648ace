"""An transition of our own frame lies within one quiet round trip of its leaving, any other between two reads."""

import pytest

from ipcom.model.change import CausedChange, StateChange
from ipcom.model.motion import Motion
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.relay_reading import read_relays
from ipcom.shutter.run import Transition
from tests.library.shutter.shutter_rig import PAIR

TRIP_S = 0.4


def read(asked_at: float, took: float = TRIP_S, **on: bool) -> StateSnapshot:
    """A read asked then, answered one round trip later, or after what it `took`."""
    answered_at = asked_at + took
    shown = StateSnapshot(bytes(128), timestamp=asked_at, asked_at=asked_at, received_at=answered_at)
    return shown.replace_values({PAIR.up: 255 * on.get("up", False), PAIR.down: 255 * on.get("down", False)})


def seen(before: StateSnapshot | None, now: StateSnapshot, *, left_at: float | None) -> StateChange:
    """The change from one read to the next; ours if `left_at` is given."""
    old = before or read(0.0)
    changes = tuple(
        CausedChange(c.address, c.old, c.new, own=left_at is not None, left_at=left_at)
        for c in now.changes_since(old)
    )
    return StateChange(now, now, before, changes, changes)


@pytest.mark.parametrize(
    ("asked_before", "left_at", "asked", "round_trip", "transition"),
    [
        (99.0, 100.0, 100.4, TRIP_S, Transition(100.0, 100.4)),
        (99.0, 100.0, 102.0, TRIP_S, Transition(100.0, 100.4)),
        (100.1, 100.0, 100.6, TRIP_S, Transition(100.1, 100.4)),
        (100.5, 100.0, 101.0, TRIP_S, Transition(100.5, 101.4)),
        (99.0, 100.0, 100.4, 0.0, Transition(100.0, 100.8)),
        (None, 100.0, 103.0, TRIP_S, Transition(100.0, 100.4)),
    ],
)
def test_our_own_frame_acts_within_one_quiet_round_trip_unless_a_later_read_says_otherwise(
    asked_before: float | None, left_at: float, asked: float, round_trip: float, transition: Transition
) -> None:
    before = None if asked_before is None else read(asked_before)
    reading = read_relays(PAIR, seen(before, read(asked, up=True), left_at=left_at), 98.0, round_trip)
    assert reading.own
    assert reading.motion is Motion.UP
    assert (reading.transition.earliest, reading.transition.latest) == pytest.approx(
        (transition.earliest, transition.latest)
    )


def test_half_a_round_trip_after_its_leaving_is_the_best_guess() -> None:
    change = seen(read(99.0), read(100.4, up=True), left_at=100.0)
    assert read_relays(PAIR, change, 98.0, TRIP_S).transition.middle == pytest.approx(100.0 + TRIP_S / 2)


def test_a_transition_of_others_lies_between_the_two_reads() -> None:
    reading = read_relays(PAIR, seen(read(99.0), read(100.0, up=True), left_at=None), 98.0, TRIP_S)
    assert not reading.own
    assert reading.transition.middle == pytest.approx(99.0 + 0.5 + TRIP_S / 2)


def test_answers_that_our_loop_took_late_leave_open_when_a_relay_changed() -> None:
    change = seen(read(100.0, 5.0, up=True), read(105.0, 5.0), left_at=None)
    reading = read_relays(PAIR, change, 98.0, TRIP_S)
    assert (reading.transition.earliest, reading.transition.latest) == (100.0, 110.0)


def test_after_a_login_the_last_read_of_the_link_before_counts() -> None:
    reading = read_relays(PAIR, seen(None, read(100.0, up=True), left_at=None), 98.0, TRIP_S)
    assert (reading.transition.earliest, reading.transition.latest) == (98.0, 100.0 + TRIP_S)


def test_both_directions_in_one_read_are_known_by_the_reads_alone() -> None:
    change = seen(read(99.0, up=True), read(100.0, down=True), left_at=99.5)
    reading = read_relays(PAIR, change, 98.0, TRIP_S)
    assert reading.motion is Motion.DOWN
    assert reading.transition.middle == pytest.approx(99.7)

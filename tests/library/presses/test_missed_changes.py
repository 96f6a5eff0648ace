"""What happened while no read was made."""

from ipcom.model.change import CausedChange, StateChange
from ipcom.model.snapshot import StateSnapshot
from ipcom.presses.missed_changes import MissedChanges
from tests.library.presses.reader import HALL

OFF, ON = bytes(128), bytes([255]) + bytes(127)


def snapshot(asked_at: float, values: bytes = OFF) -> StateSnapshot:
    return StateSnapshot(values, timestamp=asked_at, asked_at=asked_at, received_at=asked_at)


def change(at: float, before: float | None, new: int = 255) -> StateChange:
    changes = (CausedChange(HALL, 255 - new, new, own=False),)
    previous = None if before is None else snapshot(before)
    read = snapshot(at, ON if new else OFF)
    return StateChange(read, read, previous, changes, changes)


def test_the_first_read_of_a_link_comes_after_an_interruption() -> None:
    missed = MissedChanges()
    assert missed.interrupted(change(1.0, None))
    assert not missed.interrupted(change(1.3, 1.0))


def test_after_a_loss_a_read_beside_one_from_before_it_does_too() -> None:
    missed = MissedChanges()
    assert not missed.interrupted(change(1.3, 1.0))
    missed.link_lost()
    assert missed.interrupted(change(9.0, 1.3))
    assert not missed.interrupted(change(9.3, 9.0))


def test_after_a_loss_a_read_beside_one_of_the_new_link_does_not() -> None:
    missed = MissedChanges()
    assert not missed.interrupted(change(1.3, 1.0))
    missed.link_lost()
    assert not missed.interrupted(change(9.0, 8.7))


def test_what_a_gateway_forgot_may_come_back_within_3_s() -> None:
    missed = MissedChanges()
    on = CausedChange(HALL, 0, 255, own=False)
    assert not missed.remembered(on, 1.0)
    assert missed.interrupted(change(1.0, None, new=0))
    assert missed.remembered(on, 3.9)
    assert not missed.remembered(on, 4.0)
    assert not missed.remembered(CausedChange(HALL, 255, 0, own=False), 1.3)


def test_a_gateway_that_forgot_nothing_is_believed_at_once() -> None:
    missed = MissedChanges()
    assert missed.interrupted(change(1.0, None, new=0))
    assert missed.interrupted(change(1.5, None))
    assert not missed.remembered(CausedChange(HALL, 0, 255, own=False), 1.8)

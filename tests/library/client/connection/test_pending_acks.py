"""What writes owe."""

from typing import Any

import pytest

from ipcom.client.connection.pending_acks import PendingAcks
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings


def unanswered(owed: Any, writes: Any, at: Any = 0.0) -> None:
    for number in range(writes):
        owed.wrote(at + number)
        owed.expire(at + number + 0.6)


def test_a_write_owes_a_reply_for_half_a_second() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    owed.wrote(10.0)
    assert owed
    assert owed.deadline == 10.5
    assert owed.expire(10.4) == 0
    assert owed.expire(10.5) == 1
    assert not owed
    assert owed.deadline is None


def test_a_reply_settles_the_oldest_debt() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    owed.wrote(10.0)
    owed.wrote(10.1)
    assert owed.settle()
    assert owed.deadline == 10.6
    assert owed.settle()
    assert not owed.settle()


def test_after_ten_unanswered_writes_in_a_row_writes_owe_nothing() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    unanswered(owed, 9)
    owed.wrote(20.0)
    assert owed
    owed.expire(21.0)
    owed.wrote(22.0)
    assert not owed


def test_an_answer_in_between_begins_the_count_anew() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    unanswered(owed, 9)
    owed.wrote(20.0)
    owed.settle()
    unanswered(owed, 9, at=30.0)
    owed.wrote(50.0)
    assert owed


def test_a_surplus_snapshot_makes_writes_owe_again_and_for_longer() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    unanswered(owed, 10)
    owed.surplus()
    owed.wrote(20.0)
    assert owed.deadline == 21.0


def test_on_a_slow_line_replies_are_waited_for_a_round_trip_and_a_half_but_not_for_ever() -> None:
    trips = RoundTrips()
    owed = PendingAcks(Timings(), trips)
    trips.learn(1.6)
    owed.wrote(10.0)
    assert owed.deadline == pytest.approx(12.4)
    owed.surplus()
    assert owed.wait == pytest.approx(4.8)
    far = RoundTrips()
    far.learn(4.0)
    assert PendingAcks(Timings(), far).wait == 3.0


def test_a_reply_that_was_forgiven_may_still_come_until_it_was_seen_or_ten_seconds_are_over() -> None:
    owed = PendingAcks(Timings(), RoundTrips())
    unanswered(owed, 2, at=10.0)
    assert owed.outstanding(12.0)
    assert not owed.settle()
    assert owed.outstanding(12.0)
    assert not owed.settle()
    assert not owed.outstanding(12.0)
    assert not owed.settle()
    unanswered(owed, 1, at=20.0)
    assert owed.outstanding(30.0)
    assert not owed.outstanding(30.6)


def test_a_later_write_is_not_forgiven_before_an_earlier_one() -> None:
    trips = RoundTrips()
    trips.learn(1.6)
    owed = PendingAcks(Timings(), trips)
    owed.wrote(10.0)
    for _ in range(8):
        trips.learn(0.1)
    owed.wrote(10.1)
    assert owed.expire(12.3) == 0
    assert owed.expire(12.4) == 2

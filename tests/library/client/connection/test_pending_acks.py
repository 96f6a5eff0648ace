"""Acknowledgements that are expected."""

from typing import Any

import pytest

from ipcom.client.connection.pending_acks import PendingAcks
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings


def unanswered(acks: Any, writes: Any, at: Any = 0.0) -> None:
    for number in range(writes):
        acks.wrote(at + number)
        acks.expire(at + number + 0.6)


def test_a_write_waits_half_a_second_for_its_acknowledgement() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    acks.wrote(10.0)
    assert list(acks.deadlines) == [10.5]
    assert acks.expire(10.4) == 0
    assert acks.expire(10.5) == 1
    assert not acks.deadlines


def test_a_reply_is_taken_for_the_oldest_acknowledgement() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    acks.wrote(10.0)
    acks.wrote(10.1)
    assert acks.take()
    assert acks.deadlines[0] == 10.6
    assert acks.take()
    assert not acks.take()


def test_after_ten_unanswered_writes_in_a_row_nothing_is_expected() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    unanswered(acks, 9)
    acks.wrote(20.0)
    assert acks.deadlines
    acks.expire(21.0)
    acks.wrote(22.0)
    assert not acks.deadlines


def test_an_answered_write_begins_the_count_of_unanswered_ones_anew() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    unanswered(acks, 9)
    acks.wrote(20.0)
    acks.take()
    unanswered(acks, 9, at=30.0)
    acks.wrote(50.0)
    assert acks.deadlines


def test_a_surplus_snapshot_makes_writes_wait_again_and_for_longer() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    unanswered(acks, 10)
    acks.surplus()
    acks.wrote(20.0)
    assert acks.deadlines[0] == 21.0


def test_on_a_slow_line_replies_are_waited_for_a_round_trip_and_a_half_but_not_for_ever() -> None:
    trips = RoundTrips()
    acks = PendingAcks(Timings(), trips)
    trips.learn(1.6)
    acks.wrote(10.0)
    assert acks.deadlines[0] == pytest.approx(12.4)
    acks.surplus()
    assert acks.wait == pytest.approx(4.8)
    far = RoundTrips()
    far.learn(4.0)
    assert PendingAcks(Timings(), far).wait == 3.0


def test_a_reply_that_was_given_up_may_still_come_until_it_was_seen_or_ten_seconds_are_over() -> None:
    acks = PendingAcks(Timings(), RoundTrips())
    unanswered(acks, 2, at=10.0)
    assert acks.outstanding(12.0)
    assert not acks.take()
    assert acks.outstanding(12.0)
    assert not acks.take()
    assert not acks.outstanding(12.0)
    assert not acks.take()
    unanswered(acks, 1, at=20.0)
    assert acks.outstanding(30.0)
    assert not acks.outstanding(30.6)


def test_a_later_write_is_not_given_up_before_an_earlier_one() -> None:
    trips = RoundTrips()
    trips.learn(1.6)
    acks = PendingAcks(Timings(), trips)
    acks.wrote(10.0)
    for _ in range(8):
        trips.learn(0.1)
    acks.wrote(10.1)
    assert acks.expire(12.3) == 0
    assert acks.expire(12.4) == 2

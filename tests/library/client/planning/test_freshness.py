"""A frame rests on a read that was asked for just now, or made for it."""

from __future__ import annotations

import pytest

from ipcom.client.planning.freshness import TRIES, Freshness
from ipcom.client.planning.line_timings import LineTimings
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings
from tests.library.client.planning.reads import read

FRESH_S = Timings().fresh


@pytest.fixture
def fresh() -> Freshness:
    """On a line with a round trip of 0.1 s."""
    trips = RoundTrips()
    trips.learn(0.1)
    return Freshness(FRESH_S, LineTimings(Timings(), trips))


def test_before_the_first_read_one_has_to_be_asked_for(fresh: Freshness) -> None:
    assert fresh.snapshot(0.0) is None
    assert fresh.last_read is None


def test_any_read_serves_that_was_asked_for_just_now(fresh: Freshness) -> None:
    poll = read(10.0)
    fresh.observe_read(poll)
    assert fresh.snapshot(10.0 + FRESH_S - 0.001) is poll
    assert fresh.snapshot(10.0 + FRESH_S + 0.001) is None


def test_a_read_that_was_made_for_the_plan_serves_it_for_two_round_trips_more(fresh: Freshness) -> None:
    fresh.asking(9.9)
    made = read(10.0)
    fresh.observe_read(made)
    assert fresh.snapshot(10.0 + 0.2 + FRESH_S - 0.001) is made
    assert fresh.snapshot(10.0 + 0.2 + FRESH_S + 0.001) is None


def test_no_read_serves_that_was_asked_for_before_the_last_frame_left(fresh: Freshness) -> None:
    fresh.observe_read(read(10.0))
    fresh.frame_left(10.01)
    assert fresh.snapshot(10.02) is None


def test_after_three_reads_that_were_too_old_a_harmless_frame_takes_what_there_is(fresh: Freshness) -> None:
    for tried in range(TRIES):
        assert not fresh.tries_over
        fresh.asking(10.0 + tried)
        fresh.observe_read(read(10.0 + tried))
    assert fresh.tries_over
    assert fresh.made_for_this is fresh.last_read
    fresh.nothing_asked()
    assert not fresh.tries_over


def test_a_read_that_something_else_may_have_answered_is_not_trusted(fresh: Freshness) -> None:
    poll = read(10.0)
    fresh.observe_read(poll)
    fresh.distrust(10.5)
    assert fresh.snapshot(10.01) is poll
    fresh.distrust(9.5)
    assert fresh.snapshot(10.01) is None
    assert fresh.last_read is poll, "it is still what is shown"


def test_after_a_break_no_earlier_read_counts(fresh: Freshness) -> None:
    fresh.observe_read(read(10.0))
    fresh.forget()
    assert fresh.snapshot(10.0) is None

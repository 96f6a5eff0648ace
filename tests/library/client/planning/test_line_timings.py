"""Commands are waited for longer on a slow line, within bounds."""

from __future__ import annotations

import pytest

from ipcom.client.planning.line_timings import LAST_LOOK_S, LONGEST_S, OLDEST_READ_S, LineTimings
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings

TIMINGS = Timings()


def at(round_trip: float) -> LineTimings:
    """The timings on a line with this quiet round trip."""
    trips = RoundTrips()
    trips.learn(round_trip)
    return LineTimings(TIMINGS, trips)


def test_before_the_first_read_the_timings_are_as_configured() -> None:
    line = LineTimings(TIMINGS, RoundTrips())
    assert line.round_trip == 0.0
    assert (line.seen_for, line.retry_after) == (TIMINGS.verify_for, TIMINGS.retry_after)
    assert line.dimmer_seen_for == TIMINGS.verify_dimmer_for
    assert (line.read_age, line.look_within) == (TIMINGS.fresh, LAST_LOOK_S)


def test_a_value_may_take_six_round_trips_to_show_and_eight_seconds_at_most() -> None:
    assert [at(trip).seen_for for trip in (0.1, 0.5, 3.0)] == [1.5, 3.0, LONGEST_S]


def test_a_value_is_written_again_after_three_round_trips_and_eight_seconds_at_most() -> None:
    assert [at(trip).retry_after for trip in (0.1, 0.5, 3.0)] == [0.5, 1.5, LONGEST_S]


def test_a_dimmer_has_five_seconds_or_as_long_as_any_other_value() -> None:
    assert [at(trip).dimmer_seen_for for trip in (0.1, 0.5, 3.0)] == [5.0, 5.0, LONGEST_S]


def test_a_read_for_a_frame_serves_it_for_two_round_trips_and_two_seconds_at_most() -> None:
    ages = [at(trip).read_age for trip in (0.0, 0.1, 3.0)]
    assert ages == pytest.approx([TIMINGS.fresh, 0.2 + TIMINGS.fresh, OLDEST_READ_S])


def test_the_last_look_is_a_round_trip_earlier_on_a_slow_line() -> None:
    assert at(0.3).look_within == pytest.approx(LAST_LOOK_S + 0.3)


def test_reads_that_prove_an_output_off_may_be_further_apart_on_a_slow_line() -> None:
    assert [at(trip).watched_within for trip in (0.1, 0.5)] == [0.9, 2.0]
    rare = LineTimings(Timings(poll_interval=2.0), RoundTrips())
    assert rare.watched_within == 5.0

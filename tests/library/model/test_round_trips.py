"""The quiet round trip: what a read takes on this line while nothing disturbs it."""

from __future__ import annotations

import pytest

from ipcom.model.round_trips import RoundTrips


def learned(*seconds: float) -> RoundTrips:
    trips = RoundTrips()
    for each in seconds:
        trips.learn(each)
    return trips


def test_the_quiet_round_trip_is_unknown_before_the_first_read() -> None:
    assert RoundTrips().quiet == 0.0


def test_before_eight_reads_the_shortest_counts() -> None:
    assert learned(0.3, 0.2, 0.4, 0.3, 0.3, 0.3, 0.3).quiet == 0.2


def test_after_eight_reads_the_lower_quartile_of_the_last_64_counts() -> None:
    assert learned(*(0.01 * n for n in range(1, 9))).quiet == pytest.approx(0.02)
    assert learned(*[0.5] * 64, *[0.1] * 64).quiet == 0.1


def test_unnoticed_stalls_do_not_change_the_quiet_round_trip() -> None:
    assert learned(*[0.005, 0.3, 0.3, 0.005] * 16).quiet == 0.005


def test_a_line_that_becomes_slow_is_known_after_eight_reads() -> None:
    trips = learned(*[0.006] * 64)
    for _ in range(7):
        trips.learn(0.5)
    assert trips.quiet == 0.006
    trips.learn(0.5)
    assert trips.quiet == 0.5


def test_a_line_that_becomes_quick_is_known_when_a_quarter_of_the_reads_are() -> None:
    trips = learned(*[0.5] * 64)
    for _ in range(17):
        trips.learn(0.006)
    assert trips.quiet == 0.006


def test_waits_are_stretched_between_their_bounds() -> None:
    trips = learned(0.5)
    assert trips.stretched(1.5, 6.0, 8.0) == 3.0
    assert trips.stretched(5.0, 6.0, 8.0) == 5.0
    assert trips.stretched(1.5, 20.0, 8.0) == 8.0

"""The running figures of a link."""

from typing import Any

import pytest

from ipcom.client.connection.counters import ROUND_TRIPS, UPDATES_KEPT, Counters


def poll(counters: Any, start: Any, count: Any, interval: Any = 0.35, trip: Any = 0.01) -> None:
    for number in range(count):
        at = start + number * interval
        counters.polled(at, at + trip)


def test_a_new_client_has_no_figures() -> None:
    figures = Counters().snapshot(100.0, ())
    assert figures.polls == 0
    assert figures.round_trip_median is None
    assert figures.updates_per_second == 0.0


def test_updates_per_second_count_the_last_half_minute() -> None:
    counters = Counters()
    counters.online(0.0)
    poll(counters, 0.0, 1000)
    assert 2.8 < counters.snapshot(350.0, ()).updates_per_second < 2.9
    assert counters.snapshot(600.0, ()).updates_per_second == 0.0


def test_a_fresh_link_counts_from_its_beginning() -> None:
    counters = Counters()
    counters.online(100.0)
    poll(counters, 100.0, 10, interval=0.1)
    assert 9.0 < counters.snapshot(101.0, ()).updates_per_second <= 10.0


def test_the_first_updates_are_no_thousands_a_second() -> None:
    counters = Counters()
    counters.online(100.0)
    poll(counters, 100.0, 2, interval=0.001)
    assert counters.snapshot(100.002, ()).updates_per_second <= 2.0


def test_round_trips_have_a_last_a_median_and_a_worst() -> None:
    counters = Counters()
    for trip in (0.001, 0.5, 0.002):
        counters.polled(0.0, trip)
    figures = counters.snapshot(1.0, ())
    assert (figures.round_trip_last, figures.round_trip_median, figures.round_trip_worst) == (
        0.002,
        0.002,
        0.5,
    )
    assert figures.round_trips_within == (2, 0, 0, 0, 0, 0, 1, 0)
    assert figures.round_trips_total == pytest.approx(0.503)


def test_the_memory_is_bounded() -> None:
    counters = Counters()
    poll(counters, 0.0, 10_000)
    assert len(counters._round_trips) == ROUND_TRIPS
    assert len(counters._updates) == UPDATES_KEPT
    assert counters.snapshot(1.0, ()).polls == 10_000

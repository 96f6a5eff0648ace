"""A stop is asked for as much earlier as stops have come late."""

import pytest

from ipcom.shutter.latency import REMEMBERED, StopLatency


def test_at_first_a_stop_takes_no_time() -> None:
    assert StopLatency().seconds == 0.0


def test_the_median_of_the_last_ones_counts() -> None:
    latency = StopLatency()
    for seconds in (0.4, 0.4, *[0.1] * (REMEMBERED - 1), 0.2):
        latency.learn(seconds, 0.0)
    assert latency.seconds == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("seconds", "round_trip", "learned"),
    [
        (0.5, 0.0, True),
        (0.6, 0.0, False),
        (3.4, 1.0, True),
        (3.6, 1.0, False),
        (-0.1, 0.0, True),
        (-0.6, 0.0, False),
    ],
)
def test_longer_than_three_quiet_round_trips_and_half_a_second_teaches_nothing(
    seconds: float, round_trip: float, learned: bool
) -> None:
    latency = StopLatency()
    latency.learn(seconds, round_trip)
    assert latency.seconds == (seconds if learned else 0.0)

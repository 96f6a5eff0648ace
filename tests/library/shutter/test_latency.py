"""A stop is asked for as much earlier as stops have taken."""

import pytest

from ipcom.shutter.latency import REMEMBERED, StopLatency


def test_at_first_a_stop_takes_no_time() -> None:
    assert StopLatency().seconds == 0.0


def test_the_median_of_the_last_ones_counts() -> None:
    latency = StopLatency()
    for seconds in (0.4, 0.4, *[0.1] * (REMEMBERED - 1), 0.2):
        latency.learn(seconds)
    assert latency.seconds == pytest.approx(0.1)


@pytest.mark.parametrize("seconds", [-0.1, 0.6])
def test_what_was_no_ordinary_stop_teaches_nothing(seconds: float) -> None:
    latency = StopLatency()
    latency.learn(seconds)
    assert latency.seconds == 0.0

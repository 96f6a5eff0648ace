"""One run of a motor: how long it has turned, and when its relay must go off."""

from __future__ import annotations

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.run import Run, Transition
from ipcom.shutter.travel_times import TravelTimes

PLAIN = TravelTimes(up=20.0, down=20.0)
LATE = TravelTimes(up=20.0, down=20.0, start_delay=0.3, stop_lag=0.2)


def run(off: float | None = None) -> Run:
    return Run(Motion.UP, None, since=100.0, sure_since=100.1, off=off)


@pytest.mark.parametrize(
    ("times", "off", "now", "seconds"),
    [
        (PLAIN, None, 105.0, 5.0),
        (PLAIN, 104.0, 110.0, 4.0),
        (PLAIN, None, 99.0, 0.0),
        (LATE, None, 105.0, 4.7),
        (LATE, 104.0, 104.1, 3.8),
        (LATE, 104.0, 110.0, 3.9),
        (LATE, 100.2, 110.0, 0.0),
    ],
)
def test_a_motor_starts_late_and_goes_on_after_its_relay(
    times: TravelTimes, off: float | None, now: float, seconds: float
) -> None:
    assert run(off).motor_seconds(times, now) == pytest.approx(seconds)


def test_a_relay_goes_off_early_by_the_lag_of_its_motor() -> None:
    assert run().off_after(PLAIN, 4.0) == pytest.approx(104.0)
    assert run().off_after(LATE, 4.0) == pytest.approx(104.1)
    assert run().off_after(LATE, 0.1) == pytest.approx(100.3)


def test_the_likeliest_moment_of_a_transition_is_its_middle() -> None:
    assert Transition(10.0, 10.4).middle == pytest.approx(10.2)

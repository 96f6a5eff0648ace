"""Times that no motor has are refused, all of them at once."""

from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.motion import Motion
from ipcom.shutter.curve import Curve
from ipcom.shutter.travel_times import TravelTimes


def test_a_full_run_is_the_travel_and_its_overrun() -> None:
    times = TravelTimes(up=20.0, down=18.0, start_delay=0.2)
    assert times.full_run(Motion.UP) == pytest.approx(0.2 + 20.0 + 1.0 + 1.0)
    assert times.full_run(Motion.DOWN) == pytest.approx(0.2 + 18.0 + 0.9 + 1.0)
    assert times.longest_run == times.full_run(Motion.UP)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"up": 0.0}, "up is 0.0"),
        ({"down": 20_000.0}, "down is 20000.0"),
        ({"start_delay": -0.1}, "start_delay"),
        ({"stop_lag": 11.0}, "stop_lag"),
        ({"overrun_percent": 101.0}, "overrun_percent"),
        ({"overrun_s": -1.0}, "overrun_s"),
        ({"min_move": -1.0}, "min_move"),
        ({"up": float("nan")}, "up is nan"),
        ({"tilt": 0.0}, "tilt time"),
        ({"tilt": 20.0}, "tilt time"),
    ],
)
def test_an_impossible_time_is_named(wrong: dict[str, float], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        TravelTimes(**dict[str, Any]({"up": 20.0, "down": 20.0, **wrong}))


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        TravelTimes(up=-1.0, down=-1.0, tilt=-1.0)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("half_at", [0.0, 0.29, 0.71, 1.0])
def test_a_curve_that_would_turn_back_is_refused(half_at: float) -> None:
    with pytest.raises(ConfigurationError, match="roller"):
        Curve(half_at)


@pytest.mark.parametrize(
    ("up", "down", "doubts"),
    [
        (3.0, 4.5, 0),
        (2.9, 4.0, 1),
        (2.9, 2.8, 2),
        (20.0, 30.1, 1),
        (30.1, 20.0, 1),
        (20.0, 30.0, 0),
        (2.0, 20.0, 2),
    ],
)
def test_times_below_3_s_or_that_differ_by_more_than_half_are_doubted(
    up: float, down: float, doubts: int
) -> None:
    assert len(TravelTimes(up=up, down=down).doubts) == doubts

"""A relay that goes off by itself near the end of the travel is a timer, and is remembered by its age."""

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.bus_timer import BusTimer, may_be_timer
from ipcom.shutter.travel_times import TravelTimes

UP, DOWN = Motion.UP, Motion.DOWN
TIMES = TravelTimes(up=20.0, down=10.0)


@pytest.mark.parametrize(
    ("motion", "age", "timer"), [(UP, 19.5, True), (UP, 19.4, False), (DOWN, 9.5, True), (DOWN, 9.4, False)]
)
def test_a_timer_ends_a_run_half_a_second_before_the_travel_at_the_earliest(
    motion: Motion, age: float, timer: bool
) -> None:
    assert may_be_timer(TIMES, motion, age) is timer


@pytest.mark.parametrize(("second", "known"), [(20.4, True), (19.6, True), (20.5, False), (19.5, False)])
def test_a_timer_is_known_when_two_runs_lasted_equally_long_within_0_4_s(second: float, known: bool) -> None:
    timer = BusTimer()
    assert not timer.went_off(UP, 20.0)
    assert timer.went_off(UP, second) is known


def test_each_direction_has_a_timer_of_its_own() -> None:
    timer = BusTimer()
    timer.went_off(UP, 20.0)
    assert not timer.went_off(DOWN, 20.0)

"""Runs and ways are each other's inverse, whatever the motor, the roller and the slats."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom.model.motion import Motion
from ipcom.model.tilt_model import TiltModel
from ipcom.shutter.curve import Curve
from ipcom.shutter.height_and_tilt import (
    CLOSED,
    OPEN,
    Height,
    HeightAndTilt,
    Slats,
    end_of,
    height_and_tilt_at,
    height_of,
    known_before,
    moved,
    route_to,
    travel_seconds,
)
from ipcom.shutter.travel_times import TravelTimes

UNHURRIED = settings(deadline=None)
percents = st.floats(0.0, 100.0)
units = st.floats(0.0, 1.0)
directions = st.sampled_from([Motion.UP, Motion.DOWN])
curves = st.builds(Curve, st.floats(0.3, 0.7))
motors = st.builds(
    TravelTimes,
    up=st.floats(5.0, 90.0),
    down=st.floats(5.0, 90.0),
    curve=curves,
    tilt=st.none() | st.floats(0.5, 3.0),
)
closed_end_motors = st.builds(
    TravelTimes,
    up=st.floats(5.0, 90.0),
    down=st.floats(5.0, 90.0),
    curve=curves,
    tilt=st.floats(0.5, 3.0),
    tilt_model=st.just(TiltModel.CLOSED_END),
)
closed_end_places = st.builds(HeightAndTilt, units, st.just(1.0)) | st.builds(
    HeightAndTilt, st.just(0.0), units
)
places = st.builds(HeightAndTilt, units, units)


def test_a_shutter_moves_at_its_own_speed_each_way() -> None:
    times = TravelTimes(up=20.0, down=10.0)
    assert height_of(times, moved(times, CLOSED, Motion.UP, 5.0)) == pytest.approx(25.0)
    assert height_of(times, moved(times, OPEN, Motion.DOWN, 5.0)) == pytest.approx(50.0)
    assert travel_seconds(times, 20.0, 70.0) == pytest.approx(10.0)
    assert travel_seconds(times, 70.0, 20.0) == pytest.approx(5.0)


def test_slats_turn_before_the_height_changes() -> None:
    times = TravelTimes(up=21.0, down=21.0, tilt=1.0)
    assert moved(times, CLOSED, Motion.UP, 0.5) == HeightAndTilt(0.0, 0.5)
    assert moved(times, CLOSED, Motion.UP, 11.0) == HeightAndTilt(0.5, 1.0)
    assert route_to(times, HeightAndTilt(0.5, 1.0), Slats(25.0)).seconds == pytest.approx(0.75)
    assert route_to(times, HeightAndTilt(0.5, 1.0), Height(40.0)).seconds == pytest.approx(3.0)
    assert route_to(times, HeightAndTilt(0.5, 1.0), Height(40.0)).useful == pytest.approx(2.0)


@UNHURRIED
@given(motors, places, directions, st.floats(0.0, 200.0), st.floats(0.0, 200.0))
def test_two_runs_are_one_long_run(
    times: TravelTimes, start: HeightAndTilt, motion: Motion, first: float, then: float
) -> None:
    at_once = moved(times, start, motion, first + then)
    in_two = moved(times, moved(times, start, motion, first), motion, then)
    assert in_two.share == pytest.approx(at_once.share, abs=1e-6)
    assert in_two.tilt == pytest.approx(at_once.tilt, abs=1e-6)


@UNHURRIED
@given(motors, places, directions)
def test_the_whole_travel_leads_to_the_end_from_anywhere(
    times: TravelTimes, start: HeightAndTilt, motion: Motion
) -> None:
    end = moved(times, start, motion, times.travel(motion) + 1e-6)
    assert end == end_of(motion)


@UNHURRIED
@given(motors, places, st.builds(Height, percents) | st.builds(Slats, percents))
def test_a_route_leads_to_its_goal(times: TravelTimes, start: HeightAndTilt, goal: Height | Slats) -> None:
    route = route_to(times, start, goal)
    if route.motion is Motion.OFF:
        assert route.seconds == 0.0
        return
    there = moved(times, start, route.motion, route.seconds)
    if isinstance(goal, Height):
        assert height_of(times, there) == pytest.approx(goal.percent, abs=1e-4)
    elif times.tilt:
        assert 100.0 * there.tilt == pytest.approx(goal.percent, abs=1e-4)


def test_slats_of_the_closed_end_turn_below_the_height() -> None:
    times = TravelTimes(up=21.0, down=21.0, tilt=1.0, tilt_model=TiltModel.CLOSED_END)
    hanging = HeightAndTilt(0.5, 1.0)
    assert moved(times, CLOSED, Motion.UP, 0.5) == HeightAndTilt(0.0, 0.5)
    assert moved(times, hanging, Motion.DOWN, 5.0) == HeightAndTilt(0.25, 1.0)
    assert moved(times, hanging, Motion.DOWN, 10.5) == HeightAndTilt(0.0, 0.5)
    assert route_to(times, hanging, Slats(25.0)).seconds == pytest.approx(10.75)
    assert route_to(times, hanging, Height(40.0)).seconds == pytest.approx(2.0)
    assert route_to(times, CLOSED, Height(40.0)).seconds == pytest.approx(9.0)
    assert height_of(times, HeightAndTilt(0.009, 1.0)) == 0.0


@UNHURRIED
@given(closed_end_motors, closed_end_places, directions, st.floats(0.0, 200.0), st.floats(0.0, 200.0))
def test_two_runs_past_the_closed_end_are_one_long_run(
    times: TravelTimes, start: HeightAndTilt, motion: Motion, first: float, then: float
) -> None:
    at_once = moved(times, start, motion, first + then)
    in_two = moved(times, moved(times, start, motion, first), motion, then)
    assert in_two.share == pytest.approx(at_once.share, abs=1e-6)
    assert in_two.tilt == pytest.approx(at_once.tilt, abs=1e-6)
    assert at_once.share == pytest.approx(0.0, abs=1e-6) or at_once.tilt == pytest.approx(1.0, abs=1e-6)


@UNHURRIED
@given(closed_end_motors, closed_end_places, st.builds(Height, percents) | st.builds(Slats, percents))
def test_a_route_past_the_closed_end_leads_to_its_goal(
    times: TravelTimes, start: HeightAndTilt, goal: Height | Slats
) -> None:
    route = route_to(times, start, goal)
    there = start if route.motion is Motion.OFF else moved(times, start, route.motion, route.seconds)
    if isinstance(goal, Height):
        assert 100.0 * times.curve.height(there.share) == pytest.approx(goal.percent, abs=1e-4)
    else:
        assert there.share == pytest.approx(0.0, abs=1e-6)
        assert 100.0 * there.tilt == pytest.approx(goal.percent, abs=1e-4)


def test_a_closed_blind_is_known_with_the_tilt_it_had() -> None:
    blind = TravelTimes(up=20.0, down=20.0, tilt=1.0)
    assert known_before(blind, 0.0, 40.0) == HeightAndTilt(0.0, 0.4)
    assert known_before(blind, 100.0, None) == height_and_tilt_at(blind, 100.0)
    hanging = TravelTimes(up=20.0, down=20.0, tilt=1.0, tilt_model=TiltModel.CLOSED_END)
    assert known_before(hanging, 0.0, 40.0) == HeightAndTilt(0.0, 0.4)
    assert known_before(hanging, 50.0, 40.0).tilt == 1.0


@UNHURRIED
@given(motors, percents, units)
def test_height_and_tilt_give_back_the_height_they_were_made_from(
    times: TravelTimes, percent: float, tilt: float
) -> None:
    assert height_of(times, height_and_tilt_at(times, percent, tilt)) == pytest.approx(percent, abs=1e-6)


@pytest.mark.parametrize(("percent", "end"), [(-5.0, CLOSED), (0.0, CLOSED), (100.0, OPEN), (120.0, OPEN)])
def test_positions_beyond_the_ends_are_the_ends(percent: float, end: HeightAndTilt) -> None:
    assert height_and_tilt_at(TravelTimes(up=20.0, down=20.0, tilt=1.0), percent, 40.0) == end

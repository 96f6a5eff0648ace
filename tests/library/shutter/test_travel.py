"""A position follows from when the relays were seen on and off, and says how far to trust it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import CLOSED, OPEN, Height, Slats, height_and_tilt_at
from ipcom.shutter.run import Transition
from ipcom.shutter.travel import FULL_RUN_MARGIN_S, Travel
from ipcom.shutter.travel_times import TravelTimes

UNHURRIED = settings(deadline=None)
UP, DOWN, OFF = Motion.UP, Motion.DOWN, Motion.OFF
KNOWN, ESTIMATED, UNKNOWN = Confidence.KNOWN, Confidence.ESTIMATED, Confidence.UNKNOWN
TIMES = TravelTimes(up=20.0, down=10.0)
DELAYED = TravelTimes(up=20.0, down=10.0, start_delay=0.5, stop_lag=0.2)


def at(moment: float) -> Transition:
    return Transition(moment, moment)


def closed(times: TravelTimes = TIMES) -> Travel:
    return Travel(times, CLOSED, KNOWN)


def test_nothing_is_known_at_first() -> None:
    travel = Travel(TIMES)
    assert (travel.position(0.0), travel.tilt(0.0), travel.confidence) == (None, None, UNKNOWN)
    assert travel.motion is OFF
    assert travel.rest_at() is None
    assert travel.times is TIMES


def test_the_position_changes_while_the_relay_is_on_and_stays_afterwards() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    assert travel.motion is UP
    assert travel.position(105.0) == pytest.approx(25.0)
    assert travel.rest_at() is None
    travel.relays_changed(OFF, at(110.0))
    assert travel.motion is OFF
    assert travel.position(500.0) == pytest.approx(50.0)
    assert travel.confidence is ESTIMATED
    assert travel.rest_at() == 110.0


def test_an_edge_lies_in_the_middle_between_two_reads() -> None:
    travel = closed()
    travel.relays_changed(UP, Transition(100.0, 100.4))
    travel.relays_changed(OFF, Transition(105.0, 105.6))
    assert travel.position(106.0) == pytest.approx((105.3 - 100.2) * 5.0)


def test_the_motor_starts_late_and_stops_late() -> None:
    travel = closed(DELAYED)
    travel.relays_changed(UP, at(100.0))
    assert travel.position(100.5) == 0.0
    assert travel.position(101.5) == pytest.approx(5.0)
    travel.relays_changed(OFF, at(101.5))
    assert travel.position(101.6) == pytest.approx(5.5)
    assert travel.position(101.7) == travel.position(109.0) == pytest.approx(6.0)
    assert travel.rest_at() == pytest.approx(101.7)


def test_a_pulse_shorter_than_the_start_delay_moves_nothing() -> None:
    travel = closed(DELAYED)
    travel.relays_changed(UP, at(100.0))
    travel.relays_changed(OFF, at(100.4))
    assert travel.position(100.41) == travel.position(101.0) == 0.0


def test_a_reversal_in_one_read_ends_one_run_and_begins_the_other() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    travel.relays_changed(DOWN, at(110.0))
    assert travel.motion is DOWN
    assert travel.position(112.0) == pytest.approx(30.0)


def test_seeing_the_same_again_changes_nothing() -> None:
    travel = closed()
    travel.relays_changed(OFF, at(1.0))
    travel.relays_changed(UP, at(100.0))
    travel.relays_changed(UP, at(105.0))
    assert travel.position(110.0) == pytest.approx(50.0)


@pytest.mark.parametrize(("motion", "end"), [(UP, 100.0), (DOWN, 0.0)])
def test_a_whole_full_run_makes_an_unknown_position_known(motion: Motion, end: float) -> None:
    travel = Travel(TIMES)
    travel.relays_changed(motion, Transition(99.9, 100.1))
    assert travel.position(150.0) is None
    stop = travel.full_run_end()
    assert stop == pytest.approx(100.1 + TIMES.full_run(motion) + FULL_RUN_MARGIN_S)
    travel.relays_changed(OFF, Transition(stop, stop + 0.1))
    assert (travel.position(stop + 1.0), travel.confidence) == (end, KNOWN)


def test_a_full_run_cut_before_its_overrun_stays_estimated_and_unknown_stays_unknown() -> None:
    for travel, confidence, position in ((closed(), ESTIMATED, 100.0), (Travel(TIMES), UNKNOWN, None)):
        travel.relays_changed(UP, at(100.0))
        travel.relays_changed(OFF, at(100.0 + TIMES.full_run(UP) - 0.1))
        assert (travel.confidence, travel.position(200.0)) == (confidence, position)


def test_a_full_run_whose_ends_were_not_seen_exactly_proves_nothing() -> None:
    travel = closed()
    full = TIMES.full_run(UP)
    travel.relays_changed(UP, Transition(100.0, 100.4))
    travel.relays_changed(OFF, Transition(100.3 + full, 101.0 + full))
    assert travel.confidence is ESTIMATED


def test_a_moving_shutter_is_estimated_at_best() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    assert travel.confidence is ESTIMATED


def test_pushing_against_a_known_end_leaves_it_known() -> None:
    travel = Travel(TIMES, OPEN, KNOWN)
    travel.relays_changed(UP, at(100.0))
    assert travel.confidence is KNOWN
    travel.relays_changed(OFF, at(103.0))
    assert (travel.position(103.0), travel.confidence) == (100.0, KNOWN)


def test_a_run_that_was_not_watched_proves_no_end() -> None:
    travel = closed()
    travel.unwatched_until(99.0)
    travel.relays_changed(UP, at(100.0))
    travel.unwatched_until(110.0)
    travel.relays_changed(OFF, at(100.0 + TIMES.full_run(UP) + 1.0))
    assert (travel.position(140.0), travel.confidence) == (100.0, ESTIMATED)


def test_both_relays_on_leave_nothing_known() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    travel.lose_position()
    assert (travel.position(101.0), travel.confidence, travel.motion) == (None, UNKNOWN, OFF)


def test_a_person_gives_the_position() -> None:
    travel = Travel(TIMES)
    travel.set_known(30.0, 50.0)
    assert travel.position(60.0) == pytest.approx(30.0)
    assert travel.confidence is KNOWN


def test_a_position_given_on_the_way_counts_from_that_moment() -> None:
    travel = Travel(DELAYED)
    travel.relays_changed(UP, at(100.0))
    travel.set_known(30.0, 105.0)
    assert travel.position(107.0) == pytest.approx(40.0)
    assert travel.confidence is ESTIMATED


def test_a_motor_found_running_turns_already() -> None:
    travel = Travel(DELAYED, CLOSED, ESTIMATED)
    travel.found_running(UP, 100.0)
    assert travel.position(102.0) == pytest.approx(10.0)
    standing = Travel(DELAYED, CLOSED, ESTIMATED)
    standing.found_running(OFF, 100.0)
    assert standing.position(200.0) == 0.0


def test_an_unknown_confidence_forgets_the_place() -> None:
    assert Travel(TIMES, OPEN, UNKNOWN).position(0.0) is None


def test_slats_have_a_tilt_of_their_own() -> None:
    times = TravelTimes(up=21.0, down=21.0, tilt=1.0)
    travel = Travel(times, CLOSED, KNOWN)
    travel.relays_changed(UP, at(100.0))
    travel.relays_changed(OFF, at(100.4))
    assert travel.tilt(101.0) == pytest.approx(40.0)
    assert travel.position(101.0) == 0.0
    assert closed().tilt(0.0) is None


def test_a_plan_stops_early_by_the_lag_of_the_motor() -> None:
    plan = closed(DELAYED).plan(Height(50.0), 100.0)
    assert plan.motion is UP
    assert plan.off_at == pytest.approx(100.0 + 0.5 + 10.0 - 0.2)


def test_a_plan_made_on_the_way_counts_from_the_start_of_the_run() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    plan = travel.plan(Height(50.0), 104.0)
    assert plan.motion is UP
    assert plan.off_at == pytest.approx(110.0)


def test_a_plan_for_a_target_behind_is_a_reversal() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    assert travel.plan(Height(50.0), 114.0).motion is DOWN


def test_a_move_too_small_is_not_made_and_stops_what_moves() -> None:
    travel = closed()
    assert travel.plan(Height(1.0), 0.0).motion is OFF
    assert travel.plan(Height(0.0), 0.0).motion is OFF
    travel.relays_changed(UP, at(100.0))
    assert travel.plan(Height(50.0), 110.0).motion is OFF
    assert travel.plan(Height(50.0), 110.2).motion is OFF


def test_a_moving_shutter_goes_on_to_a_target_however_near() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    plan = travel.plan(Height(50.0), 109.9)
    assert plan.motion is UP
    assert plan.off_at == pytest.approx(110.0)


def test_the_confidence_at_rest_is_that_from_before_the_movement() -> None:
    travel = closed()
    travel.relays_changed(UP, at(100.0))
    assert (travel.confidence, travel.confidence_at_rest) == (ESTIMATED, KNOWN)
    travel.relays_changed(OFF, at(105.0))
    assert travel.confidence_at_rest is ESTIMATED


def test_there_is_no_plan_from_an_unknown_position() -> None:
    travel = Travel(TIMES)
    assert travel.plan(Height(50.0), 0.0).motion is OFF
    travel.relays_changed(UP, at(100.0))
    assert travel.plan(Height(50.0), 101.0).motion is OFF


def test_the_end_of_a_full_run_needs_a_run() -> None:
    with pytest.raises(ValueError, match="does not run"):
        closed().full_run_end()


@UNHURRIED
@given(
    st.floats(0.0, 100.0),
    st.floats(0.0, 100.0),
    st.floats(0.0, 1.0),
    st.floats(0.0, 0.3),
    st.floats(0.0, 100.0),
)
def test_following_a_plan_ends_at_its_goal(
    start: float, goal: float, delay: float, lag: float, tilt: float
) -> None:
    times = TravelTimes(up=20.0, down=15.0, start_delay=delay, stop_lag=lag, tilt=1.5)
    for wanted in (Height(goal), Slats(goal)):
        travel = Travel(times, height_and_tilt_at(times, start, tilt), ESTIMATED)
        plan = travel.plan(wanted, 100.0)
        if plan.motion is OFF:
            continue
        travel.relays_changed(plan.motion, at(100.0))
        travel.relays_changed(OFF, at(plan.off_at))
        reached = travel.position(200.0) if isinstance(wanted, Height) else travel.tilt(200.0)
        assert reached == pytest.approx(goal, abs=1e-3)


edges = st.lists(
    st.tuples(st.sampled_from([UP, DOWN, OFF]), st.floats(0.01, 40.0), st.floats(0.0, 0.5)), max_size=12
)


@UNHURRIED
@given(edges, st.booleans())
def test_after_any_sequence_of_runs_the_position_is_between_0_and_100(
    sequence: list[tuple[Motion, float, float]], known: bool
) -> None:
    travel = closed(DELAYED) if known else Travel(DELAYED)
    now = 100.0
    for motion, wait, width in sequence:
        now += wait + width
        travel.relays_changed(motion, Transition(now - width, now))
        position = travel.position(now)
        assert (position is None) == (travel.confidence is UNKNOWN)
        assert position is None or 0.0 <= position <= 100.0
        if travel.confidence is KNOWN:
            assert position in (0.0, 100.0)

"""Other times are proposed when thirty runs say so, and never because of noise, habits or timers."""

import random
from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.learned_times import CASES, Case, tried
from ipcom.learning import ProposalBasis, RunEnd, RunHistory, RunObserver, propose_times
from ipcom.model.change import StateChange
from ipcom.model.motion import Motion
from ipcom.shutter.travel_times import TravelTimes
from tests.library.learning.runs import TIMES, Living
from tests.library.shutter.shutter_rig import PAIR, Rig, gateway, later, rig

__all__ = ["gateway", "rig"]

UP, DOWN = Motion.UP, Motion.DOWN
HOUSES = 2
"""The table of `python -m benchmarks.learned_times` has more."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_months_of_a_lived_in_house_bring_the_right_proposals_and_no_false_one(case: Case) -> None:
    outcome = tried(case, HOUSES)
    assert outcome.false == 0
    if case.proposes is False:
        assert not outcome.days
    if case.proposes:
        assert outcome.days
        assert median(outcome.proposed_off) < 0.7 * median(outcome.known_off)


def test_thirty_full_runs_that_are_longer_bring_a_proposal_with_its_evidence() -> None:
    life = Living()
    life.there_and_back(28.0, 26.9, 40)
    found = propose_times(life.history, TIMES)
    assert found is not None
    assert found.basis is ProposalBasis.STOPS
    assert (found.times.up, found.times.down) == pytest.approx((28.3, 27.2), abs=0.3)
    assert found.up is not None
    assert found.down is not None
    assert min(found.up.runs, found.down.runs) >= 30
    assert (found.up.motion, found.down.motion) == (UP, DOWN)
    assert replace(found.times, up=25.0, down=24.0) == TIMES


@pytest.mark.virtual_time
async def test_with_the_real_client_a_motor_that_is_slower_than_known_is_found_out(rig: Rig) -> None:
    """The motor takes 20 s up and 19 s down; 17.8 and 17 are known."""
    known, rng = TravelTimes(up=17.8, down=17.0), random.Random(5)
    history, observer = RunHistory(), RunObserver(PAIR)

    def changed(change: StateChange) -> None:
        if run := observer.observe(change, rig.client.round_trip):
            history.add(run, known)

    unsubscribe = rig.client.subscribe(changed)
    for number in range(80):
        motion = (UP, DOWN)[number % 2]
        rig.press(motion.value)
        await later((20.0 if motion is UP else 19.0) + 0.6 * rng.lognormvariate(0.0, 0.5))
        rig.press("stop")
        await later(rng.uniform(2.0, 3.0))
        if number < 59:
            assert propose_times(history, known) is None
    unsubscribe()
    found = propose_times(history, known)
    assert found is not None
    assert (found.times.up, found.times.down) == pytest.approx((20.4, 19.4), abs=0.4)


def test_the_start_delay_of_the_motor_is_no_travel() -> None:
    times = replace(TIMES, start_delay=0.5)
    life = Living(times)
    life.there_and_back(28.5, 27.4, 40)
    found = propose_times(life.history, times)
    assert found is not None
    assert found.times.up == pytest.approx(28.3, abs=0.3)


def test_each_direction_is_judged_for_itself() -> None:
    life = Living()
    life.there_and_back(28.0, 24.0, 40)
    found = propose_times(life.history, TIMES)
    assert found is not None
    assert found.down is None
    assert found.times.down == 24.0
    assert found.times.up > 27.5


def test_runs_in_one_direction_only_may_be_cut_by_a_timer_that_is_not_exact() -> None:
    life = Living()
    life.watched(UP, 28.0, 60)
    assert propose_times(life.history, TIMES) is None


def test_a_difference_that_does_not_matter_proposes_nothing() -> None:
    life = Living()
    life.there_and_back(25.9, 24.8, 60)
    assert propose_times(life.history, TIMES) is None


def test_times_that_a_measurement_would_ask_about_are_not_proposed() -> None:
    times = TravelTimes(up=18.5, down=24.0)
    life = Living(times)
    life.there_and_back(18.5, 28.5, 40)
    assert propose_times(life.history, times) is None
    assert propose_times(life.history, replace(times, up=19.5)) is not None


def test_times_that_no_shutter_has_are_not_proposed() -> None:
    times = TravelTimes(up=560.0, down=590.0)
    life = Living(times)
    life.there_and_back(640.0, 700.0, 40)
    assert propose_times(life.history, times) is None


def test_a_blind_is_left_out() -> None:
    life = Living()
    life.there_and_back(28.0, 26.9, 40)
    assert propose_times(life.history, replace(TIMES, tilt=1.0)) is None


def test_declined_times_are_proposed_again_only_when_thirty_new_runs_say_something_clearly_different() -> (
    None
):
    life = Living()
    life.there_and_back(28.0, 26.9, 40)
    found = propose_times(life.history, TIMES)
    assert found is not None
    life.history.decline(found.times.up, found.times.down)
    assert propose_times(life.history, TIMES) is None
    life.there_and_back(28.3, 27.2, 40)
    assert propose_times(life.history, TIMES) is None
    life.history.decline(found.times.up, found.times.down)
    life.there_and_back(30.0, 29.0, 10)
    assert propose_times(life.history, TIMES) is None
    life.there_and_back(30.0, 29.0, 30)
    again = propose_times(life.history, TIMES)
    assert again is not None
    assert again.times.up > 29.5


@pytest.mark.parametrize(
    ("length", "down", "proposed"), [(22.0, 22.0, True), (22.0, 25.0, False), (29.5, 29.5, False)]
)
def test_a_timer_is_a_better_guess_only_if_it_is_shorter_and_the_same_both_ways(
    length: float, down: float, proposed: bool
) -> None:
    guess = TravelTimes(up=30.0, down=30.0)
    life = Living(guess)
    for _ in range(40):
        life.run(UP, length + life.rng.uniform(-0.2, 0.2))
        life.run(DOWN, down + life.rng.uniform(-0.2, 0.2))
    assert propose_times(life.history, guess) is None
    found = propose_times(life.history, guess, guessed=True)
    assert (found is not None) is proposed
    if found is not None:
        assert found.basis is ProposalBasis.TIMER
        assert found.times.up == pytest.approx(length, abs=0.3)


LENGTHS = st.floats(0.0, 1.0)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    travel=st.floats(8.0, 90.0),
    least=st.floats(0.0, 0.9),
    most=st.floats(1.3, 3.0),
    commands=st.floats(0.0, 0.8),
)
def test_noise_never_leads_to_a_proposal(
    seed: int, travel: float, least: float, most: float, commands: float
) -> None:
    """People who stop anywhere between two moments far apart, on the way or long after."""
    times = TravelTimes(up=round(travel, 1), down=round(travel * 0.95, 1))
    life = Living(times, seed)
    for number in range(300):
        motion = life.rng.choice((UP, DOWN))
        if life.rng.random() < commands:
            life.command(motion)
        else:
            end = life.rng.choice((RunEnd.HERE, RunEnd.OUTSIDE))
            life.run(motion, times.travel(motion) * life.rng.uniform(least, most), end)
        if number % 20 == 19:
            assert propose_times(life.history, times) is None
            assert propose_times(life.history, times, guessed=True) is None


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    travel=st.floats(8.0, 90.0),
    timer=st.floats(0.6, 3.0),
    commands=st.floats(0.0, 0.8),
    slits=st.floats(0.6, 0.98),
)
def test_timers_and_habits_never_change_times_that_were_measured(
    seed: int, travel: float, timer: float, commands: float, slits: float
) -> None:
    times = TravelTimes(up=round(travel, 1), down=round(travel * 0.95, 1))
    life = Living(times, seed)
    for _ in range(120):
        for motion in (UP, DOWN):
            if life.rng.random() < commands:
                life.command(motion)
            elif motion is UP:
                life.run(UP, times.up * timer + life.rng.uniform(-0.17, 0.17) + life.rng.uniform(-0.1, 0.1))
            else:
                life.run(DOWN, times.down * slits + life.rng.gauss(0.0, 0.3))
    assert propose_times(life.history, times) is None

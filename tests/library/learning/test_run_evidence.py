"""Thirty runs that agree are a group; those of a timer agree too well, and those of anything else too little."""

import pytest

from ipcom.learning.run_evidence import ends_at_the_end, full_runs, sooner_from_half_way, timer_runs
from ipcom.model.motion import Motion
from tests.library.learning.runs import TIMES, Living

UP, DOWN = Motion.UP, Motion.DOWN


def test_twenty_nine_runs_are_not_enough() -> None:
    life = Living()
    life.watched(UP, 27.5, 29)
    assert full_runs(life.history, UP) is None


def test_a_group_says_how_many_from_when_to_when_and_how_far_apart() -> None:
    life = Living()
    life.watched(UP, 27.5, 60)
    group = full_runs(life.history, UP)
    assert group is not None
    assert group.runs >= 30
    assert 27.5 < group.quick < group.middle < 28.5
    assert 0.1 < group.spread < 1.0
    assert group.until - group.since == pytest.approx(118 * 3600.0, abs=10 * 3600.0)
    assert group.agrees(TIMES)
    assert full_runs(life.history, DOWN) is None


def test_runs_that_end_anywhere_agree_on_nothing() -> None:
    life = Living()
    for _ in range(60):
        life.command(DOWN)
        life.run(UP, life.rng.uniform(13.0, 40.0))
    group = full_runs(life.history, UP)
    assert group is None or not group.agrees(TIMES)


def timed(life: Living, length: float, count: int) -> None:
    for motion in (UP, DOWN) * count:
        life.run(motion, length + life.rng.uniform(-0.17, 0.17) + life.rng.uniform(-0.1, 0.1))


def test_runs_that_a_timer_cut_are_too_alike() -> None:
    life = Living()
    timed(life, 30.0, 40)
    group = full_runs(life.history, UP)
    assert group is not None
    assert group.of_timer
    assert not group.agrees(TIMES)
    assert timer_runs(life.history, UP) is not None


def test_a_timer_whose_runs_are_followed_by_others_the_same_way_is_too_short() -> None:
    life = Living()
    for _ in range(40):
        timed(life, 20.0, 1)
        life.run(DOWN, 3.0)
    assert timer_runs(life.history, UP) is not None
    assert timer_runs(life.history, DOWN) is None


def test_people_are_no_timer() -> None:
    life = Living()
    life.watched(UP, 25.0, 60)
    assert timer_runs(life.history, UP) is None


def test_runs_from_half_way_are_shorter_if_the_arrival_ends_them() -> None:
    life = Living()
    life.watched(UP, 27.5, 40)
    group = full_runs(life.history, UP)
    assert group is not None
    assert sooner_from_half_way(life.history, group, TIMES) is None
    life.command(UP)
    life.run(DOWN, 14.0)
    life.run(UP, 16.0)
    assert sooner_from_half_way(life.history, group, TIMES) is True
    for _ in range(2):
        life.command(UP)
        life.run(DOWN, 14.0)
        life.run(UP, 28.0)
    assert sooner_from_half_way(life.history, group, TIMES) is False


@pytest.mark.parametrize(
    ("down", "way_back", "at_the_end"),
    [(21.5, 25.0, True), (21.5, 22.5, False), (21.5, 24.0, False)],
    ids=["arrived", "slits", "less"],
)
def test_a_stop_was_at_the_end_if_the_way_back_takes_as_long_as_from_the_end(
    down: float, way_back: float, at_the_end: bool
) -> None:
    life = Living()
    life.watched(UP, 25.0, 15)
    for _ in range(40):
        life.command(UP)
        life.run(DOWN, down + life.lag())
        life.run(UP, way_back + life.lag())
    group = full_runs(life.history, DOWN)
    assert group is not None
    assert ends_at_the_end(life.history, group, TIMES) is at_the_end


def test_a_way_back_that_a_timer_cut_proves_nothing() -> None:
    life = Living()
    for _ in range(40):
        for before in (None, 21.5):
            life.command(DOWN if before is None else UP)
            if before is not None:
                life.run(DOWN, before + life.lag())
            life.run(UP, 26.0)
    group = full_runs(life.history, DOWN)
    assert group is not None
    assert not ends_at_the_end(life.history, group, TIMES)


def test_a_way_back_that_agrees_on_nothing_proves_nothing() -> None:
    life = Living()
    for _ in range(40):
        for before in (None, 21.5):
            life.command(DOWN if before is None else UP)
            if before is not None:
                life.run(DOWN, before + life.lag())
            life.run(UP, life.rng.uniform(14.0, 40.0))
    group = full_runs(life.history, DOWN)
    assert group is not None
    assert not ends_at_the_end(life.history, group, TIMES)

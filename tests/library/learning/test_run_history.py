"""The history keeps what may tell of the travel, where it began, and over restarts what it kept."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.learning import RunEnd, RunHistory, RunStart
from ipcom.learning.run_history import KEPT_FULL, KEPT_OTHERS
from ipcom.model.motion import Motion
from tests.library.learning.runs import TIMES, Living, run

UP, DOWN = Motion.UP, Motion.DOWN


def test_a_run_after_a_full_one_the_other_way_began_at_the_end() -> None:
    life = Living()
    life.command(DOWN)
    life.run(UP, 25.6)
    (kept,) = life.history.runs(UP)
    assert (kept.seconds, kept.start, kept.outside) == (25.6, RunStart.END, True)


def test_a_run_back_from_a_stop_knows_how_long_the_run_before_was() -> None:
    life = Living()
    life.command(UP)
    life.run(DOWN, 13.0)
    life.run(UP, 14.0, RunEnd.HERE)
    (kept,) = life.history.runs(UP)
    assert (kept.start, kept.before, kept.outside) == (RunStart.STOP, 13.0, False)


def test_a_run_back_from_a_stop_that_began_anywhere_began_anywhere() -> None:
    life = Living()
    life.run(DOWN, 13.0)
    life.run(UP, 14.0)
    assert [each.start for each in life.history.runs(UP)] == [RunStart.ELSEWHERE]


def test_a_second_run_the_same_way_marks_the_first() -> None:
    life = Living()
    life.command(DOWN)
    life.run(UP, 20.0)
    life.run(UP, 4.0)
    (kept,) = life.history.runs(UP)
    assert kept.again


def test_after_what_was_not_watched_a_run_began_anywhere() -> None:
    life = Living()
    life.command(DOWN)
    life.history.add(run(UP, 25.6, follows=False), TIMES)
    assert [each.start for each in life.history.runs(UP)] == [RunStart.ELSEWHERE]


@pytest.mark.parametrize(
    ("seconds", "end", "blur"),
    [
        (25.0, RunEnd.COMMAND, 0.5),
        (12.0, RunEnd.OUTSIDE, 0.5),
        (25.0, RunEnd.OUTSIDE, 1.1),
        (4000.0, RunEnd.OUTSIDE, 0.5),
    ],
)
def test_what_tells_nothing_is_not_kept(seconds: float, end: RunEnd, blur: float) -> None:
    history = RunHistory()
    assert not history.add(run(UP, seconds, end=end, blur=blur), TIMES)
    assert len(history) == 0


def test_the_oldest_runs_are_forgotten() -> None:
    life = Living()
    life.there_and_back(25.0, 24.0, 200)
    for motion in (UP, DOWN):
        runs = life.history.runs(motion)
        assert len(runs) == KEPT_FULL + KEPT_OTHERS
        assert runs[-1].at > life.at - 6 * 3600.0


def test_what_was_kept_comes_back_but_not_where_the_shutter_stood() -> None:
    life = Living()
    life.there_and_back(25.0, 24.0, 3)
    life.history.declined = (27.0, 26.0)
    again = RunHistory.from_dict(life.history.to_dict())
    assert again.to_dict() == life.history.to_dict()
    assert again.declined == (27.0, 26.0)
    again.add(run(UP, 25.0, at=life.at + 1), TIMES)
    assert again.runs(UP)[-1].start is RunStart.ELSEWHERE


def test_who_declines_times_begins_again() -> None:
    life = Living()
    life.there_and_back(25.0, 24.0, 3)
    life.history.decline(27.0, 26.0)
    assert len(life.history) == 0
    assert life.history.declined == (27.0, 26.0)
    life.history.begin_again()
    assert life.history.declined is None


GOOD = [1.7e9, 25.0, "end", 0.5, 0.0, True, False]


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        {"up": 3},
        {"up": [None, 5, {}, []]},
        {"up": [["x", *GOOD[1:]]]},
        {"up": [[float("nan"), *GOOD[1:]]]},
        {"up": [[10**400, *GOOD[1:]]]},
        {"up": [[True, *GOOD[1:]]]},
        {"up": [[*GOOD[:2], "begin", *GOOD[3:]]]},
        {"up": [[*GOOD[:5], 1, False]]},
        {"declined": [1.0]},
        {"declined": ["a", 2.0]},
        {"declined": [1.0, None]},
    ],
)
def test_what_cannot_be_read_is_left_out(damaged: Any) -> None:
    history = RunHistory.from_dict(damaged)
    assert len(history) == 0
    assert history.declined is None
    if isinstance(damaged, dict):
        assert len(RunHistory.from_dict({**damaged, "down": [GOOD, "?"]})) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["up", "down", "declined"]), JSON) | JSON)
def test_no_file_breaks_it(data: Any) -> None:
    RunHistory.from_dict(data).to_dict()

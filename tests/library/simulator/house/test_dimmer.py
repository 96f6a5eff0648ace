"""A dimmer ramps, remembers its level, and shows 251 while its button is held."""

from __future__ import annotations

import math

import pytest

from ipcom.simulator.house.dimmer import HELD, Dimmer, DimmerSpec


def test_a_dimmer_without_a_ramp_has_its_level_at_once() -> None:
    dimmer = Dimmer(DimmerSpec())
    assert dimmer.write(40, 1.0)
    assert (dimmer.value(1.0), dimmer.target, dimmer.changes_until) == (40, 40, 1.0)
    assert not dimmer.write(40, 2.0)


@pytest.mark.parametrize("value", [100, 101, 255])
def test_more_than_full_is_full(value: int) -> None:
    dimmer = Dimmer(DimmerSpec())
    dimmer.write(value, 0.0)
    assert dimmer.value(0.0) == 100


def test_a_full_dimmer_may_show_255() -> None:
    dimmer = Dimmer(DimmerSpec(ramp_s=2.0, full=255))
    dimmer.write(100, 0.0)
    assert [dimmer.value(at) for at in (1.0, 1.98, 2.0)] == [50, 99, 255]
    assert dimmer.target == 100
    assert not dimmer.write(255, 3.0)
    dimmer.write(99, 4.0)
    assert dimmer.value(6.0) == 99


def test_a_dimmer_ramps_up_and_down_again_from_where_it_is() -> None:
    dimmer = Dimmer(DimmerSpec(ramp_s=2.0))
    dimmer.write(100, 0.0)
    assert [dimmer.value(at) for at in (0.0, 0.001, 0.5, 1.0, 2.0, 9.0)] == [0, 1, 25, 50, 100, 100]
    assert dimmer.changes_until == 2.0
    dimmer = Dimmer(DimmerSpec(ramp_s=2.0))
    dimmer.write(100, 0.0)
    dimmer.write(0, 1.0)
    assert [dimmer.value(at) for at in (1.5, 2.0)] == [25, 0]


def test_a_press_toggles_and_remembers_the_level() -> None:
    dimmer = Dimmer(DimmerSpec())
    dimmer.press(0.0)
    assert dimmer.value(0.0) == 100
    dimmer.write(30, 1.0)
    dimmer.press(2.0)
    assert dimmer.value(2.0) == 0
    dimmer.press(3.0)
    assert dimmer.value(3.0) == 30


def test_holding_shows_251_then_the_new_level_and_turns_round_next_time() -> None:
    dimmer = Dimmer(DimmerSpec(held_ramp_s=4.0))
    dimmer.write(20, 0.0)
    dimmer.hold(1.0, 2.0)
    assert [dimmer.value(at) for at in (1.0, 2.9, 3.0)] == [HELD, HELD, 70]
    assert dimmer.changes_until == 3.0
    dimmer.hold(5.0, 10.0)
    assert (dimmer.value(14.9), dimmer.value(15.0)) == (HELD, 1)


def test_a_write_ends_the_holding() -> None:
    dimmer = Dimmer(DimmerSpec())
    dimmer.write(20, 0.0)
    dimmer.hold(1.0, 2.0)
    assert dimmer.write(dimmer.target, 1.5)
    assert dimmer.value(1.5) == 70


@pytest.mark.parametrize(("written", "shown"), [(41, 40), (40, 40), (1, 0), (99, 98), (255, 100)])
def test_a_dimmer_may_round_down_to_even_levels(written: int, shown: int) -> None:
    dimmer = Dimmer(DimmerSpec(step=2))
    dimmer.write(written, 0.0)
    assert (dimmer.value(0.0), dimmer.target) == (shown, shown)
    assert not dimmer.write(written, 1.0)


def test_a_dimmer_that_rounds_shows_even_levels_on_its_way_and_after_a_hold() -> None:
    dimmer = Dimmer(DimmerSpec(ramp_s=2.0, held_ramp_s=4.0, step=2))
    dimmer.write(41, 0.0)
    assert [dimmer.value(at) for at in (0.001, 0.3, 0.5, 2.0)] == [2, 14, 24, 40]
    dimmer.hold(2.0, 1.0)
    assert [dimmer.value(at) for at in (2.5, 3.0)] == [HELD, 64]


def test_a_button_that_is_let_go_keeps_the_level() -> None:
    dimmer = Dimmer(DimmerSpec())
    dimmer.write(20, 0.0)
    dimmer.hold(1.0, math.inf)
    assert dimmer.value(2.0) == HELD
    dimmer.release(2.0)
    assert [dimmer.value(at) for at in (2.0, 9.0)] == [45, 45]
    assert dimmer.changes_until <= 2.0


def test_a_button_that_is_not_held_lets_nothing_go() -> None:
    dimmer = Dimmer(DimmerSpec(ramp_s=2.0))
    dimmer.write(40, 0.0)
    dimmer.release(0.5)
    assert dimmer.value(2.0) == 40


@pytest.mark.parametrize(("rises", "end"), [(True, 100), (False, 1)])
def test_a_button_that_is_never_let_go_stops_at_the_end(rises: bool, end: int) -> None:
    dimmer = Dimmer(DimmerSpec())
    dimmer.write(50, 0.0)
    if not rises:
        dimmer.hold(1.0, 0.5)
    dimmer.hold(2.0, math.inf)
    assert dimmer.value(1e6) == HELD
    dimmer.release(1e6)
    assert dimmer.value(1e6) == end

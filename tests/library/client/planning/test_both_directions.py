"""Both directions of a pair that are seen on are switched off, three times a minute at most."""

from __future__ import annotations

from functools import partial

import pytest

from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import (
    DOWN,
    NEIGHBOUR,
    PAIR,
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Rig


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def test_both_seen_on_are_switched_off_three_times_a_minute_at_most(rig: Rig) -> None:
    for n in range(6):
        rig.at(n * 5.0, partial(rig.press_each, 255, UP, DOWN))
        rig.at(n * 5.0 + 3.0, partial(rig.press_each, 0, UP, DOWN))
    rig.run(30.0)
    assert len(rig.frames) == 3
    assert sum(bool(o.both_on) for _, o in rig.observations) == 6


def test_both_seen_on_are_switched_off_however_long_the_gateway_takes_no_frame(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.press(UP, 255)
    rig.press(DOWN, 255)
    rig.run(PAIR.max_run + 5.0)
    rig.link.ignores = lambda: False
    rig.run(2.0)
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)


def test_both_seen_on_are_switched_off_though_a_newer_command_was_given_up_meanwhile(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.press(UP, 255)
    rig.press(DOWN, 255)
    rig.run(1.0)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.planner.commands.withdraw(ticket)
    rig.link.ignores = lambda: False
    rig.run(2.0)
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)


def test_a_stop_of_both_ends_after_the_longest_run_when_one_direction_is_left(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.press(UP, 255)
    rig.press(DOWN, 255)
    rig.run(PAIR.max_run + 5.0)
    rig.press(DOWN, 0)
    rig.run(PAIR.max_run + 2.0)
    rig.link.ignores = lambda: False
    rig.run(2.0)
    assert rig.value(UP) == 255


def test_a_stop_frame_never_echoes_two_directions_of_a_neighbour(rig: Rig) -> None:
    for _ in range(4):
        rig.press(NEIGHBOUR.up, 255)
        rig.press(NEIGHBOUR.down, 255)
        rig.run(2.0)
    rig.press(UP, 255)
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.frames[-1].values == bytes(8)

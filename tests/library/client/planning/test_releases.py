"""A release, and the end of the longest run, switch off what is ours, and nothing else."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    CommandSuperseded,
)
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import (
    APART,
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


def test_what_we_switched_on_is_switched_off_after_its_longest_run(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(59.0)
    assert rig.value(UP) == 255
    rig.run(2.0)
    assert rig.value(UP) == 0
    assert rig.planner.owed_shutters == ()


def test_a_longest_run_that_ends_without_a_link_ends_at_its_return(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(10.0)
    rig.disconnect()
    rig.run(100.0)
    rig.connect()
    rig.run(0.1)
    assert rig.value(UP) == 0


def test_release_switches_off_what_is_ours_only_and_drops_what_waits(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.press(APART.up, 255)
    rig.run(2.0)
    rig.drive(PAIR, Motion.DOWN)
    rig.run(0.2)
    waiting = rig.drive(NEIGHBOUR, Motion.UP)
    ticket = rig.planner.commands.release_all(rig.now)
    rig.run(2.0)
    assert rig.outcomes[ticket] is None
    assert isinstance(rig.outcomes[waiting], CommandSuperseded) or rig.value(NEIGHBOUR.up) == 0
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)
    assert rig.value(APART.up) == 255


def test_release_stops_a_running_motor_of_ours(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.planner.commands.release_all(rig.now)
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 0


def test_one_shutter_is_released_without_the_others(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.drive(NEIGHBOUR, Motion.UP)
    rig.run(2.0)
    ticket = rig.planner.commands.release(PAIR, rig.now)
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert (rig.value(UP), rig.value(NEIGHBOUR.up)) == (0, 255)


def test_release_leaves_a_movement_alone_that_a_person_reversed_without_a_link(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.disconnect()
    rig.press(UP, 0)
    rig.press(DOWN, 255)
    ticket = rig.planner.commands.release(PAIR, rig.now)
    rig.connect()
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert rig.value(DOWN) == 255


def test_releasing_a_shutter_that_only_a_person_moves_is_done_at_once(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    ticket = rig.planner.commands.release(PAIR, rig.now)
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 255


def test_release_with_nothing_moving_is_done_at_once(rig: Rig) -> None:
    ticket = rig.planner.commands.release_all(rig.now)
    rig.run(0.0)
    assert rig.outcomes == {ticket: None}


def test_release_forgets_a_movement_that_waits_for_its_pause() -> None:
    rig = Rig(shutters=(PAIR,))
    waiting = rig.drive(PAIR, Motion.UP)
    rig.planner.commands.release_all(rig.now)
    rig.run(3.0)
    assert isinstance(rig.outcomes[waiting], CommandSuperseded)
    assert rig.frames == []

"""Shutters are added and removed while the planner runs."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    ConfigurationError,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.planning.planner_house import (
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Rig

NEW = ShutterPair(up=OutputAddress(9, 1), down=OutputAddress(9, 2))


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def test_shutters_come_and_go_but_not_while_moving(rig: Rig) -> None:
    new = NEW
    rig.planner.add_shutter(new, rig.now)
    rig.drive(new, Motion.UP)
    rig.run(2.0)
    assert rig.value(new.up) == 255
    with pytest.raises(InterlockError, match="moving"):
        rig.planner.remove_shutter(new)
    rig.drive(new, Motion.OFF)
    rig.run(1.0)
    rig.planner.remove_shutter(new)
    assert new not in rig.planner.shutters
    with pytest.raises(ConfigurationError, match="not known"):
        rig.drive(new, Motion.UP)


def test_a_shutter_that_moves_at_the_wall_is_protected_when_added_and_not_removed_before_it_rests(
    rig: Rig,
) -> None:
    rig.press(NEW.up, 255)
    rig.run(1.0)
    rig.planner.add_shutter(NEW, rig.now)
    with pytest.raises(InterlockError, match="moving"):
        rig.planner.remove_shutter(NEW)
    rig.press(NEW.up, 0)
    rig.run(1.0)
    rig.planner.remove_shutter(NEW)
    assert NEW not in rig.planner.shutters


@pytest.mark.parametrize("left", [False, True])
def test_a_command_for_an_output_that_becomes_a_shutters_relay_ends(rig: Rig, left: bool) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({NEW.up: 255})
    rig.run(0.1 if left else 0.0)
    rig.planner.add_shutter(NEW, rig.now)
    move = rig.drive(NEW, Motion.DOWN)
    rig.run(1.4)
    assert isinstance(rig.outcomes[ticket], InterlockError)
    assert all(not frame.values[0] for frame in rig.frames[left:])
    assert move not in rig.outcomes
    assert not any(frame.values[1] for frame in rig.frames)


def test_overlapping_shutters_are_refused(rig: Rig) -> None:
    with pytest.raises(ConfigurationError, match="shares a relay"):
        rig.planner.add_shutter(ShutterPair(up=UP, down=OutputAddress(9, 9 - 1)), rig.now)


def test_an_unwatched_relay_is_known_from_the_last_read_when_a_shutter_is_added_but_not_its_pause(
    rig: Rig,
) -> None:
    new = ShutterPair(up=OutputAddress(9, 1), down=OutputAddress(9, 2))
    rig.planner.add_shutter(new, rig.now)
    rig.drive(new, Motion.UP)
    rig.run(0.9)
    assert rig.value(new.up) == 0
    rig.run(0.5)
    assert rig.value(new.up) == 255

"""A level that a module rounds is confirmed where it rests, and makes no frame needless."""

from __future__ import annotations

import pytest

from tests.library.client.planning.planner_house import DIMMER, lit_house
from tests.library.client.planning.planner_rig import Left, Rig


class RoundingRig(Rig):
    """Modules that round levels down to even numbers."""

    def apply(self, left: Left) -> None:
        super().apply(left)
        for index, value in enumerate(self.house):
            if 0 < value <= 100:
                self.house[index] = value - value % 2


@pytest.fixture
def rounds() -> Rig:
    rig = RoundingRig(kinds=dict(lit_house().planner.declared._kinds))
    rig.run(1.0)
    return rig


def test_a_level_that_its_module_rounds_is_confirmed_and_shown_as_read(rounds: Rig) -> None:
    ticket = rounds.want({DIMMER: 41})
    rounds.run(1.0)
    assert rounds.outcomes == {ticket: None}
    assert rounds.effective(DIMMER) == 40
    assert len(rounds.frames) == 1


def test_a_level_that_rounds_to_what_it_was_is_written_twice_and_confirmed(rounds: Rig) -> None:
    rounds.press(DIMMER, 40)
    rounds.run(0.5)
    ticket = rounds.want({DIMMER: 41})
    rounds.run(2.0)
    assert rounds.outcomes == {ticket: None}
    assert len(rounds.frames) == 2


@pytest.mark.parametrize(("wanted", "stuck"), [(1, 0), (0, 1), (0, 2)])
def test_nothing_rounds_to_off_or_on(wanted: int, stuck: int) -> None:
    rig = lit_house()
    rig.press(DIMMER, 50)
    rig.run(0.5)
    rig.link.ignores = lambda: True
    ticket = rig.want({DIMMER: wanted})
    rig.run(0.1)
    rig.press(DIMMER, stuck)
    rig.run(6.0)
    assert rig.outcomes[ticket] is not None


def test_a_level_beside_the_wanted_one_makes_no_frame_needless() -> None:
    rig = lit_house()
    rig.press(DIMMER, 40)
    rig.run(0.5)
    rig.want({DIMMER: 42})
    rig.run(0.1)
    assert [frame.values[DIMMER.output - 1] for frame in rig.frames] == [42]

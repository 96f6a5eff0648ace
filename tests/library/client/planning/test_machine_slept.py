"""After the machine slept, times are over by the wall clock, and what had left is looked for anew."""

from __future__ import annotations

import pytest

from ipcom.client.planning.change_attribution import ChangeAttribution
from ipcom.errors import CommandNotConfirmed
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import OutputChange
from tests.library.client.planning.planner_house import LAMP, PAIR, lit_house, shuttered_house


def test_a_machine_that_slept_reads_anew_and_ends_runs_by_the_wall_clock() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.planner.slept(PAIR.max_run, rig.now)
    reads = len(rig.reads)
    rig.run(0.1)
    assert rig.value(PAIR.up) == 0
    assert len(rig.reads) > reads


def test_a_command_that_had_not_left_before_the_machine_slept_is_too_late_afterwards() -> None:
    rig = shuttered_house()
    rig.press(PAIR.down, 255)
    rig.run(0.4)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.2)
    rig.planner.slept(3600.0, rig.now)
    rig.run(5.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.value(PAIR.up) == 0


def test_a_direction_does_not_join_one_whose_time_is_over_since_the_machine_slept() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(5.0)
    old = rig.drive(PAIR, Motion.DOWN)
    rig.run(0.3)
    rig.planner.slept(3600.0, rig.now)
    new = rig.drive(PAIR, Motion.DOWN)
    rig.run(5.0)
    assert rig.outcomes[old] is not None
    assert rig.outcomes[new] is None
    assert (rig.value(PAIR.up), rig.value(PAIR.down)) == (0, 255)


def test_a_command_does_not_join_one_whose_time_is_over_since_the_machine_slept() -> None:
    rig = lit_house()
    old = rig.want({LAMP: 255})
    rig.planner.slept(60.0, rig.now)
    new = rig.want({LAMP: 255})
    rig.run(1.0)
    assert rig.outcomes[old] is not None
    assert rig.outcomes[new] is None


def test_a_timed_stop_is_due_at_once_after_the_machine_slept() -> None:
    rig = shuttered_house()
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.planner.commands.stop_at(PAIR, Motion.UP, rig.now + 10.0, rig.now)
    rig.planner.slept(30.0, rig.now)
    rig.run(0.1)
    assert rig.value(PAIR.up) == 0


def test_a_lamp_that_had_not_left_before_the_machine_slept_says_so() -> None:
    rig = lit_house()
    ticket = rig.want({LAMP: 255})
    rig.planner.slept(60.0, rig.now)
    rig.run(1.0)
    assert "this machine slept" in str(rig.outcomes[ticket])


def test_a_lamp_that_had_left_before_the_machine_slept_is_looked_for() -> None:
    rig = lit_house()
    ticket = rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.frames) == 1
    rig.planner.slept(60.0, rig.now)
    rig.run(1.0)
    assert rig.outcomes == {ticket: None}


@pytest.mark.parametrize(("reads_before", "own"), [(0, True), (1, False)])
def test_a_frame_that_left_before_the_machine_slept_explains_the_first_read_after_it_only(
    reads_before: int, own: bool
) -> None:
    causes = ChangeAttribution()
    causes.note(LAMP, OutputKind.RELAY, 255, 10.0)
    causes.slept(60.0)
    for n in range(reads_before):
        causes.judge([], 10.5 + n / 10.0)
    assert causes.judge([OutputChange(LAMP, 0, 255)], 11.0)[0].own is own

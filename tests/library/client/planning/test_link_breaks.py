"""Commands over a break of the link: written once more, confirmed, or ended in time."""

from __future__ import annotations

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
)
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from tests.library.client.planning.planner_house import LAMP, OTHER, PAIR, lit_house
from tests.library.client.planning.planner_rig import Rig

FAR_LAMP = OutputAddress(7, 1)


@pytest.fixture
def rig() -> Rig:
    return lit_house()


def test_a_command_given_offline_waits_a_moment_for_the_link(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.want({LAMP: 255})
    rig.run(1.4)
    assert ticket not in rig.outcomes
    rig.run(0.2)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)


def test_a_command_given_offline_is_sent_when_the_link_is_back_in_time(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.want({LAMP: 255})
    rig.run(1.0)
    rig.connect()
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}


def test_a_frame_that_was_lost_in_a_break_is_written_once_more_from_the_first_read(rig: Rig) -> None:
    ignored = iter([True, False])
    rig.link.ignores = lambda: next(ignored)
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 2


def test_nothing_is_written_once_more_where_a_person_pressed_meanwhile(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.press(OTHER, 255)
    rig.run(1.0)
    rig.connect()
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert len(rig.frames) == 1


@pytest.mark.parametrize("kind", [OutputKind.MOMENTARY, OutputKind.TIMED])
def test_an_output_that_goes_off_by_itself_is_never_written_twice(rig: Rig, kind: OutputKind) -> None:
    rig.planner.declared.set_kind(LAMP, kind)
    rig.link.ignores = lambda: True
    over_a_break = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(2.0)
    without = rig.want({LAMP: 255})
    rig.run(3.0)
    assert all(isinstance(rig.outcomes[ticket], CommandNotConfirmed) for ticket in (over_a_break, without))
    assert len(rig.frames) == 2


def test_a_break_does_not_prolong_a_command(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    for _ in range(20):
        rig.disconnect()
        rig.run(0.5)
        rig.connect()
        rig.run(0.02)
    assert rig.outcomes[ticket] is not None
    assert len(rig.frames) == 2
    assert rig.ended_at[ticket] - rig.frames[0].at < 1.6


def test_a_frame_that_acted_before_the_break_is_confirmed_after_it(rig: Rig) -> None:
    rig.link.late = 0.1
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}
    assert len(rig.frames) == 1


def test_a_sent_command_whose_link_never_returns_ends_with_connection_lost(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(11.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)
    assert rig.ended_at[ticket] - rig.frames[0].at < 1.6


def test_a_neighbours_frame_after_a_long_break_does_not_carry_the_lost_command(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.planner.declared.set_kind(LAMP, OutputKind.TIMED)
    rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.want({OTHER: 255})
    rig.run(0.5)
    assert rig.frames[-1].values[LAMP.output - 1] == 0


def test_a_direction_asked_for_again_ends_no_later_than_its_first_run() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(1.0)
    began = rig.now
    for _ in range(3):
        rig.drive(PAIR, Motion.UP)
        rig.run(PAIR.max_run / 2 - 1.0)
    assert rig.value(PAIR.up) == 0
    assert rig.frames[-1].at - began <= PAIR.max_run + 1.0


def test_a_value_to_be_written_again_gives_way_to_a_press_in_its_module(rig: Rig) -> None:
    ignored = iter([True, True])
    rig.link.ignores = lambda: next(ignored, False)
    first, second = rig.want({LAMP: 255}), rig.want({FAR_LAMP: 255})
    rig.run(0.3)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(0.05)  # one of both has left again, the other keeps its distance
    late = FAR_LAMP if rig.frames[-1].module == LAMP.module else LAMP
    rig.press(OutputAddress(late.module, 8), 255)
    rig.run(1.0)
    ended = {LAMP: rig.outcomes[first], FAR_LAMP: rig.outcomes[second]}
    assert isinstance(ended.pop(late), CommandSuperseded)
    assert list(ended.values()) == [None]


def test_a_direction_that_could_not_leave_before_the_machine_slept_says_so() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(1.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    late = rig.drive(PAIR, Motion.DOWN)  # it waits for the pause
    rig.planner.slept(3600.0, rig.now)
    rig.run(1.0)
    assert "since this machine slept" in str(rig.outcomes[late])

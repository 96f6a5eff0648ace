"""The end of a timed move: its own direction only, on time, from a read made for it."""

from __future__ import annotations

from functools import partial

import pytest

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import CommandSuperseded
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import APART, PAIR, SHUTTER_LAMP, shuttered_house
from tests.library.client.planning.planner_rig import Rig


@pytest.fixture
def rig() -> Rig:
    made = shuttered_house()
    made.drive(PAIR, Motion.UP)
    made.run(0.5)
    return made


def stop_in(rig: Rig, seconds: float) -> PendingCommand:
    return rig.planner.commands.stop_at(PAIR, Motion.UP, rig.now + seconds, rig.now)


@pytest.mark.parametrize("round_trip", [0.002, 0.05, 0.3, 0.6])
def test_the_frame_of_a_timed_stop_leaves_when_it_is_due_on_any_line(round_trip: float) -> None:
    rig = shuttered_house()
    rig.link.round_trip = round_trip
    rig.run(20.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    ticket, due_at = stop_in(rig, 3.0), rig.now + 3.0
    rig.run(6.0)
    assert rig.outcomes[ticket] is None
    off = [frame.at for frame in rig.frames if frame.stop]
    assert off[0] == pytest.approx(due_at, abs=0.005 + round_trip / 4)


def test_the_effective_state_shows_the_relay_on_until_the_frame_of_a_timed_stop_leaves(rig: Rig) -> None:
    stop_in(rig, 1.0)
    rig.run(0.5)
    assert rig.effective(PAIR.up) == 255
    rig.run(0.6)
    assert rig.effective(PAIR.up) == 0


def test_a_lamps_frame_meanwhile_leaves_the_motor_running(rig: Rig) -> None:
    stop_in(rig, 2.0)
    rig.run(0.3)
    rig.want({SHUTTER_LAMP: 255})
    rig.run(0.3)
    assert rig.value(PAIR.up) == 255


def test_a_timed_stop_leaves_the_opposite_movement_of_a_person_running(rig: Rig) -> None:
    ticket = stop_in(rig, 1.0)
    frames = len(rig.frames)
    rig.press(PAIR.up, 0)
    rig.run(0.5)
    rig.press(PAIR.down, 255)
    rig.run(2.0)
    assert rig.value(PAIR.down) == 255
    assert len(rig.frames) == frames
    assert ticket in rig.outcomes


def test_a_reversal_between_two_reads_supersedes_a_timed_stop(rig: Rig) -> None:
    ticket = stop_in(rig, 1.0)
    rig.at(0.999, partial(rig.press, PAIR.up, 0))
    rig.at(0.999, partial(rig.press, PAIR.down, 255))
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(PAIR.down) == 255


def test_a_timed_stop_switches_both_directions_off_when_both_are_on(rig: Rig) -> None:
    stop_in(rig, 1.0)
    rig.press(PAIR.down, 255)
    rig.run(2.0)
    assert (rig.value(PAIR.up), rig.value(PAIR.down)) == (0, 0)


def test_a_persons_stop_does_not_wait_for_a_timed_stop(rig: Rig) -> None:
    timed = stop_in(rig, 5.0)
    persons = rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.outcomes[timed] is None
    assert rig.outcomes[persons] is None


def test_a_newer_movement_takes_the_place_of_a_timed_stop(rig: Rig) -> None:
    timed = stop_in(rig, 5.0)
    rig.drive(PAIR, Motion.DOWN)
    rig.run(2.0)
    assert isinstance(rig.outcomes[timed], CommandSuperseded)
    assert rig.value(PAIR.down) == 255


def test_two_timed_stops_are_one_and_the_newer_moment_counts(rig: Rig) -> None:
    first, second = stop_in(rig, 1.0), stop_in(rig, 2.0)
    rig.run(1.5)
    assert rig.value(PAIR.up) == 255
    rig.run(1.0)
    assert {first, second} <= rig.outcomes.keys()
    assert rig.value(PAIR.up) == 0


def test_a_timed_stop_does_not_pass_an_owed_write(rig: Rig) -> None:
    rig.link.answers_writes = False
    rig.want({SHUTTER_LAMP: 255})
    rig.run(0.1)
    left_at = rig.frames[-1].at
    stop_in(rig, 0.1)
    rig.run(2.0)
    stop = next(frame for frame in rig.frames if frame.stop)
    assert stop.at - left_at >= rig.timings.write_wait


def test_a_timed_stop_stays_wanted_over_a_break(rig: Rig) -> None:
    stop_in(rig, 1.0)
    rig.disconnect()
    rig.run(3.0)
    rig.connect()
    rig.run(0.5)
    assert rig.value(PAIR.up) == 0


def test_a_timed_stop_whose_caller_gave_up_before_it_left_is_dropped(rig: Rig) -> None:
    rig.planner.commands.withdraw(stop_in(rig, 1.0))
    rig.run(3.0)
    assert rig.value(PAIR.up) == 255


def test_polls_know_of_a_timed_stop_and_are_quick_while_the_shutter_moves(rig: Rig) -> None:
    due_at = rig.now + 1.0
    stop_in(rig, 1.0)
    assert rig.planner.timed_stop_at == due_at
    assert rig.planner.eager(rig.now)
    rig.run(1.5)
    assert rig.planner.timed_stop_at == float("inf")
    rig.run(4.0)
    assert not rig.planner.eager(rig.now)


def test_a_touch_at_the_wall_makes_polls_quick_for_three_seconds() -> None:
    rig = shuttered_house()
    rig.press(PAIR.up, 255)
    rig.run(0.4)
    rig.press(PAIR.up, 0)
    rig.run(0.4)
    assert rig.planner.eager(rig.now)
    rig.run(3.1)
    assert not rig.planner.eager(rig.now)


def test_a_timed_stop_joins_a_persons_stop_that_is_still_wanted(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    timed = stop_in(rig, 1.0)
    rig.link.ignores = lambda: False
    rig.run(1.0)
    assert rig.outcomes[timed] is None


def test_a_timed_stop_takes_the_place_of_a_movement_that_was_not_seen_yet() -> None:
    rig = shuttered_house()
    rig.link.ignores = lambda: True
    moving = rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    stop_in(rig, 0.2)
    rig.run(3.0)
    assert isinstance(rig.outcomes[moving], CommandSuperseded)


def test_no_other_frame_leaves_when_a_timed_stop_is_due_in_a_moment() -> None:
    rig = shuttered_house()
    rig.link.round_trip = 0.4
    rig.run(30.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    due_at = rig.now + 0.9
    stop_in(rig, 0.9)
    rig.want({SHUTTER_LAMP: 255})
    rig.run(3.0)
    later = [frame for frame in rig.frames if frame.at >= due_at - 0.9]
    assert later[0].stop
    assert later[0].at == pytest.approx(due_at, abs=0.1)
    assert rig.value(SHUTTER_LAMP) == 255


def test_two_timed_stops_that_are_due_together_leave_before_a_lamp() -> None:
    rig = shuttered_house()
    for pair in (PAIR, APART):
        rig.drive(pair, Motion.UP)
    rig.run(1.0)
    frames = len(rig.frames)
    for pair in (PAIR, APART):
        rig.planner.commands.stop_at(pair, Motion.UP, rig.now + 1.0, rig.now)
    rig.at(0.9999, lambda: rig.want({SHUTTER_LAMP: 255}))
    rig.run(2.0)
    assert [frame.stop for frame in rig.frames[frames:]] == [True, True, False]

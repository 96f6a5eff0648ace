"""Shutter relays: a motor is never driven both ways, and never left running."""

from __future__ import annotations

from functools import partial

import pytest

from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
    InterlockError,
)
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.planning.planner_house import (
    APART,
    DOWN,
    NEIGHBOUR,
    PAIR,
    SHUTTER_LAMP,
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Rig


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def test_a_shutter_at_rest_starts_at_once(rig: Rig) -> None:
    began = rig.now
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - began < 0.01
    assert (rig.value(UP), rig.value(DOWN)) == (255, 0)


@pytest.mark.parametrize("pair", [PAIR, APART], ids=["one module", "two modules"])
def test_a_reversal_waits_until_the_other_was_seen_off_for_the_pause(rig: Rig, pair: ShutterPair) -> None:
    rig.drive(pair, Motion.UP)
    rig.run(3.0)
    ticket = rig.drive(pair, Motion.DOWN)
    rig.run(0.9)
    assert (rig.value(pair.up), rig.value(pair.down)) == (0, 0)
    rig.run(0.5)
    assert rig.outcomes[ticket] is None
    assert (rig.value(pair.up), rig.value(pair.down)) == (0, 255)
    off, on = rig.frames[-2:]
    assert on.at - off.at >= 1.0


def test_while_the_loop_stands_still_nothing_is_seen_and_the_pause_counts_anew(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    rig.drive(PAIR, Motion.DOWN)
    rig.run(0.1)
    rig.now += 2.0  # a person may run it up and stop it meanwhile
    rig.run(0.9)
    assert rig.value(DOWN) == 0
    rig.run(0.3)
    assert rig.value(DOWN) == 255


def test_right_after_the_first_login_the_pause_is_waited_for() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.drive(PAIR, Motion.UP)
    rig.run(0.9)
    assert rig.frames == []
    rig.run(0.3)
    assert rig.value(UP) == 255


def test_a_wanted_direction_is_not_shown_before_its_frame_leaves(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.drive(PAIR, Motion.DOWN)
    rig.run(0.5)
    assert rig.effective(DOWN) == 0
    rig.run(0.6)
    assert rig.effective(DOWN) == 255


def test_a_press_at_the_wall_cancels_a_direction_that_waits(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.DOWN)
    rig.at(0.4, lambda: rig.press(UP, 255))
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert (rig.value(UP), rig.value(DOWN)) == (255, 0)


def test_a_movement_of_the_wall_that_a_read_has_shown_satisfies_the_same_command(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []
    assert rig.planner.owed_shutters == (PAIR,)


def test_both_seen_on_are_both_switched_off_and_reported(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.press(DOWN, 255)
    rig.run(0.5)
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)
    assert [o.both_on for _, o in rig.observations if o.both_on] == [(PAIR,)]


def test_both_seen_on_ends_our_own_movement_with_an_interlock_error(rig: Rig) -> None:
    rig.link.late = 0.8
    ticket = rig.drive(PAIR, Motion.UP)
    rig.at(0.1, partial(rig.press_each, 255, UP, DOWN))
    rig.run(0.5)
    assert isinstance(rig.outcomes[ticket], InterlockError)


def test_an_ignored_on_is_not_sent_again(rig: Rig) -> None:
    ignored = iter([True, False, False])
    rig.link.ignores = lambda: next(ignored)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert [frame.values[PAIR.up.output - 1] for frame in rig.frames if frame.values[PAIR.up.output - 1]] == [
        255
    ]


def test_a_lamps_frame_does_not_carry_an_on_that_should_have_shown(rig: Rig) -> None:
    ignored = iter([True, False, False, False])
    rig.link.ignores = lambda: next(ignored)
    rig.drive(PAIR, Motion.UP)
    rig.run(0.9)
    rig.want({SHUTTER_LAMP: 255})
    rig.run(1.0)
    assert rig.value(PAIR.up) == 0


def test_a_lamp_waits_for_an_on_that_a_neighbours_stop_has_carried(rig: Rig) -> None:
    """That frame may act as late as the one that switched it on, for 1.5 s."""
    rig.press(NEIGHBOUR.up, 255)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.drive(NEIGHBOUR, Motion.OFF)
    rig.run(0.05)
    rig.link.ignores = lambda: False
    stop = rig.frames[-1]
    assert stop.values[UP.output - 1]
    rig.want({SHUTTER_LAMP: 255})
    rig.run(4.0)
    lamp = next(frame for frame in rig.frames if frame.values[SHUTTER_LAMP.output - 1])
    assert lamp.at >= stop.at + 1.5


def test_a_press_in_the_pause_of_a_reversal_ends_the_command_and_is_left_alone(rig: Rig) -> None:
    rig.drive(PAIR, Motion.DOWN)
    rig.run(1.0)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.at(0.6, lambda: rig.press(PAIR.up, 255))
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(PAIR.up) == 255
    assert rig.planner.owed_shutters == ()


def test_an_on_that_never_shows_is_reported_and_followed_by_an_off(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(1.6)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    rig.run(3.0)
    assert rig.planner.owed_shutters == ()


def test_a_movement_begun_at_the_wall_is_left_alone(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(200.0)
    assert rig.value(UP) == 255
    assert rig.frames == []


def test_a_lamp_in_the_module_waits_while_a_person_works_the_shutter(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(0.36)
    ticket = rig.want({SHUTTER_LAMP: 255})
    rig.run(0.5)
    assert rig.frames == []
    rig.run(0.6)
    assert rig.outcomes == {ticket: None}
    assert (rig.value(UP), rig.value(SHUTTER_LAMP)) == (255, 255)


def test_a_lamp_does_not_wait_for_our_own_settled_movement(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(0.3)
    ticket = rig.want({SHUTTER_LAMP: 255})
    rig.run(0.05)
    assert rig.outcomes[ticket] is None
    assert (rig.value(UP), rig.value(SHUTTER_LAMP)) == (255, 255)


def test_a_lamp_waits_while_both_directions_are_on_and_then_says_so(rig: Rig) -> None:
    for _ in range(4):
        rig.press(UP, 255)
        rig.press(DOWN, 255)
        rig.run(3.0)
    ticket = rig.want({SHUTTER_LAMP: 255})
    rig.run(11.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.value(SHUTTER_LAMP) == 0


def test_a_relay_cannot_be_written_as_an_output(rig: Rig) -> None:
    with pytest.raises(InterlockError, match="move the shutter"):
        rig.want({SHUTTER_LAMP: 255, UP: 255})
    assert rig.effective(SHUTTER_LAMP) == 0


def test_two_callers_who_want_the_same_movement_share_it(rig: Rig) -> None:
    tickets = [rig.drive(PAIR, Motion.UP), rig.drive(PAIR, Motion.UP)]
    rig.run(0.2)
    assert [rig.outcomes[t] for t in tickets] == [None, None]
    assert len(rig.frames) == 1


def test_a_withdrawn_movement_that_has_not_begun_does_not_begin(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.DOWN)
    rig.run(0.2)
    rig.planner.commands.withdraw(ticket)
    rig.run(3.0)
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)


def test_changes_by_our_frames_are_told_from_changes_by_others(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.press(UP, 0)
    rig.run(1.0)
    seen = [(c.address, c.new, c.own) for _, o in rig.observations for c in o.changes]
    assert seen == [(UP, 255, True), (UP, 0, False)]


def test_a_press_on_the_other_button_takes_an_on_back_that_may_still_come(rig: Rig) -> None:
    rig.link.late = 0.6
    ticket = rig.drive(PAIR, Motion.UP)
    rig.at(0.1, lambda: rig.press(DOWN, 255))
    rig.run(5.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(UP) == 0
    assert rig.planner.owed_shutters == ()


def test_a_movement_wanted_offline_waits_for_the_link_and_the_pause(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.connect()
    rig.run(0.9)
    assert rig.frames == []
    rig.run(0.3)
    assert rig.outcomes == {ticket: None}


def test_a_movement_wanted_offline_fails_when_the_link_stays_away(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)


def test_distrusted_reads_make_the_pause_count_anew(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.drive(PAIR, Motion.DOWN)
    rig.run(0.9)
    rig.planner.distrust(rig.now - 1.0)
    rig.run(0.9)
    assert rig.value(DOWN) == 0
    rig.run(0.6)
    assert rig.value(DOWN) == 255


def test_a_write_long_past_explains_no_change(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.want({SHUTTER_LAMP: 255})
    rig.run(8.0)
    rig.press(SHUTTER_LAMP, 255)
    rig.run(1.0)
    assert [c.own for _, o in rig.observations for c in o.changes] == [False]


def test_a_movement_that_a_person_has_just_begun_ends_a_command_in_its_direction_too(rig: Rig) -> None:
    rig.press(UP, 255)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    rig.run(PAIR.max_run + 1.0)
    assert rig.value(UP) == 255
    assert rig.frames == []


def test_a_persons_reversal_during_a_break_ends_a_command_in_its_direction_too(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    rig.disconnect()
    rig.press(UP, 0)
    rig.press(DOWN, 255)
    ticket = rig.drive(PAIR, Motion.DOWN)
    rig.connect()
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    rig.run(PAIR.max_run + 1.0)
    assert rig.value(DOWN) == 255
    assert rig.frames == []

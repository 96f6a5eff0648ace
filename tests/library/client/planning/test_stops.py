"""Stops: never stuck, never given up, and nothing of ours runs on."""

from __future__ import annotations

from functools import partial

import pytest

from ipcom.client.planning.actions import Read, Send
from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
)
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import (
    APART,
    DOWN,
    LAMP,
    NEIGHBOUR,
    PAIR,
    SHUTTER_LAMP,
    UP,
    shuttered_house,
)
from tests.library.client.planning.planner_rig import Link, Rig


@pytest.fixture
def rig() -> Rig:
    return shuttered_house()


def test_a_stop_switches_off_and_is_confirmed(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 0
    assert rig.frames[-1].stop


def test_a_movement_started_at_the_wall_can_be_stopped_before_any_poll_showed_it(rig: Rig) -> None:
    rig.press(UP, 255)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}
    assert rig.value(UP) == 0


def test_somebody_who_insists_on_both_is_stopped_three_times_a_minute_only(rig: Rig) -> None:
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
    rig.planner.withdraw(ticket)
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


def test_a_stop_passes_a_write_that_owes_its_reply(rig: Rig) -> None:
    rig.link.answers_writes = False
    rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.drive(PAIR, Motion.OFF)
    asked = rig.now
    rig.run(0.2)
    assert rig.frames[-1].at - asked < 0.001
    assert rig.value(UP) == 0


def test_a_stop_does_not_pass_when_it_could_move_another_motor(rig: Rig) -> None:
    rig.press(NEIGHBOUR.up, 255)
    rig.run(2.0)
    rig.link.answers_writes = False
    rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.press(NEIGHBOUR.up, 0)
    rig.drive(PAIR, Motion.OFF)
    rig.run(1.0)
    assert rig.value(NEIGHBOUR.up) == 0
    assert rig.value(UP) == 0


def test_a_stop_does_not_pass_with_the_motor_of_a_neighbour_whose_timed_end_waits(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.drive(NEIGHBOUR, Motion.UP)
    rig.run(2.0)
    rig.link.answers_writes = False
    rig.want({LAMP: 255})
    rig.run(0.1)
    frames = len(rig.frames)
    rig.press(NEIGHBOUR.up, 0)
    rig.planner.stop_at(NEIGHBOUR, Motion.UP, rig.now, rig.now)
    rig.drive(PAIR, Motion.OFF)
    rig.run(1.0)
    assert [frame.values[NEIGHBOUR.up.output - 1] for frame in rig.frames[frames:]] == [0]
    assert rig.value(UP) == 0


def test_stops_of_one_module_leave_as_one_frame(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.press(NEIGHBOUR.down, 255)
    rig.run(2.0)
    rig.drive(PAIR, Motion.OFF)
    rig.drive(NEIGHBOUR, Motion.OFF)
    rig.run(0.2)
    assert len(rig.frames) == 1
    assert bytes(rig.house[32:40]) == bytes(8)


def test_an_ignored_stop_is_repeated_until_the_relay_is_seen_off_though_the_caller_has_the_error(
    rig: Rig,
) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(4.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    rig.link.ignores = lambda: False
    rig.run(1.5)
    assert rig.value(UP) == 0


@pytest.mark.parametrize("waits_for_the_reply", [False, True])
def test_a_stop_waits_for_no_repetition_of_an_off_that_was_lost_before_it(
    rig: Rig, waits_for_the_reply: bool
) -> None:
    rig.press(DOWN, 255)
    rig.link.ignores = lambda: True
    rig.link.answers_writes = not waits_for_the_reply
    rig.drive(PAIR, Motion.UP)
    rig.run(0.1)
    rig.link.ignores = lambda: False
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.01)
    assert rig.value(DOWN) == 0


def test_a_stop_stays_wanted_over_reconnects(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.disconnect()
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(2.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)
    rig.run(3.0)
    rig.connect()
    rig.run(0.1)
    assert rig.value(UP) == 0


def test_a_stop_older_than_any_run_leaves_what_somebody_moves_now(rig: Rig) -> None:
    rig.disconnect()
    rig.drive(PAIR, Motion.OFF)
    rig.run(120.0)
    rig.press(UP, 255)
    rig.connect()
    rig.run(5.0)
    assert rig.value(UP) == 255


def test_an_on_that_left_before_a_break_is_never_sent_again_and_taken_back(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.05)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.link.ignores = lambda: False
    rig.run(5.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert all(frame.values[UP.output - 1] == 0 for frame in rig.frames[1:])


def test_a_stop_right_after_a_late_start_wins(rig: Rig) -> None:
    rig.link.late = 0.3
    rig.drive(PAIR, Motion.UP)
    rig.run(0.05)
    ignored = iter([True])
    rig.link.ignores = lambda: next(ignored, False)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(4.0)
    assert rig.outcomes[ticket] is None or isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert rig.value(UP) == 0
    assert rig.planner.owed_shutters == ()


def test_whatever_we_switched_on_is_switched_off_after_its_longest_run(rig: Rig) -> None:
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
    ticket = rig.planner.release_all(rig.now)
    rig.run(2.0)
    assert rig.outcomes[ticket] is None
    assert isinstance(rig.outcomes[waiting], CommandSuperseded) or rig.value(NEIGHBOUR.up) == 0
    assert (rig.value(UP), rig.value(DOWN)) == (0, 0)
    assert rig.value(APART.up) == 255


def test_a_withdrawn_stop_still_stops(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.planner.withdraw(ticket)
    rig.run(0.2)
    assert rig.value(UP) == 0


def test_a_stop_never_carries_a_ramping_dimmer_value(rig: Rig) -> None:
    rig.press(SHUTTER_LAMP, 40)
    rig.run(1.0)
    rig.press(SHUTTER_LAMP, 251)
    rig.press(UP, 255)
    rig.run(1.0)
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.2)
    assert rig.frames[-1].values[SHUTTER_LAMP.output - 1] == 40


def test_a_slow_link_still_stops_within_two_round_trips() -> None:
    rig = Rig(shutters=(PAIR,), link=Link(round_trip=0.4))
    rig.run(3.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(3.0)
    rig.drive(PAIR, Motion.OFF)
    rig.run(1.3)
    assert rig.value(UP) == 0


def test_release_stops_a_running_motor_of_ours(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.planner.release_all(rig.now)
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 0


def test_one_shutter_is_released_without_the_others(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.drive(NEIGHBOUR, Motion.UP)
    rig.run(2.0)
    ticket = rig.planner.release(PAIR, rig.now)
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert (rig.value(UP), rig.value(NEIGHBOUR.up)) == (0, 255)


def test_release_leaves_a_movement_alone_that_somebody_turned_round_without_a_link(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.disconnect()
    rig.press(UP, 0)
    rig.press(DOWN, 255)
    ticket = rig.planner.release(PAIR, rig.now)
    rig.connect()
    rig.run(0.1)
    assert rig.outcomes[ticket] is None
    assert rig.value(DOWN) == 255


def test_releasing_a_shutter_that_only_somebody_else_moves_is_done_at_once(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    ticket = rig.planner.release(PAIR, rig.now)
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 255


def test_release_with_nothing_moving_is_done_at_once(rig: Rig) -> None:
    ticket = rig.planner.release_all(rig.now)
    rig.run(0.0)
    assert rig.outcomes == {ticket: None}


def test_release_forgets_a_movement_that_waits_for_its_pause() -> None:
    rig = Rig(shutters=(PAIR,))
    waiting = rig.drive(PAIR, Motion.UP)
    rig.planner.release_all(rig.now)
    rig.run(3.0)
    assert isinstance(rig.outcomes[waiting], CommandSuperseded)
    assert rig.frames == []


def test_two_stops_of_one_shutter_are_one(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    tickets = [rig.drive(PAIR, Motion.OFF), rig.drive(PAIR, Motion.OFF)]
    rig.run(0.1)
    assert [rig.outcomes[t] for t in tickets] == [None, None]
    assert len(rig.frames) == 2


def test_a_stop_gives_way_to_somebody_who_moves_the_shutter_after_it(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(0.2)
    rig.press(UP, 0)
    rig.press(DOWN, 255)
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(DOWN) == 255


def test_a_frame_that_left_although_its_wish_was_just_taken_back_is_taken_back_too(rig: Rig) -> None:
    ticket = rig.drive(PAIR, Motion.UP)
    asked = rig.ask(owing=False)
    assert isinstance(asked, Read)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    rig.planner.withdraw(ticket)
    rig.planner.sent(send, rig.now)
    rig.apply_now(send)
    rig.run(0.5)
    assert rig.value(UP) == 0


def test_an_on_again_after_an_ignored_stop_waits_until_the_stop_cannot_come_any_more(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.ignores = lambda: True
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    ticket = rig.drive(PAIR, Motion.UP)
    rig.run(0.5)
    assert ticket not in rig.outcomes
    rig.run(2.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(UP) == 255


def test_a_stop_wanted_while_offline_is_sent_first_thing(rig: Rig) -> None:
    rig.press(UP, 255)
    rig.run(1.0)
    rig.disconnect()
    rig.run(4.0)
    rig.drive(PAIR, Motion.OFF)
    rig.connect()
    rig.run(0.1)
    assert rig.value(UP) == 0


def test_stops_in_two_modules_leave_a_little_apart(rig: Rig) -> None:
    rig.press(APART.up, 255)
    rig.press(UP, 255)
    rig.run(2.0)
    rig.drive(APART, Motion.OFF)
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.5)
    first, second = rig.frames
    assert 0.05 <= second.at - first.at < 0.06


def test_a_stop_frame_never_echoes_two_directions_of_a_neighbour(rig: Rig) -> None:
    for _ in range(4):
        rig.press(NEIGHBOUR.up, 255)
        rig.press(NEIGHBOUR.down, 255)
        rig.run(2.0)
    rig.press(UP, 255)
    rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.frames[-1].values == bytes(8)

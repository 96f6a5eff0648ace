"""A stop leaves at once, passes what it may pass, and carries nothing that it should not."""

from __future__ import annotations

import pytest

from ipcom.client.planning.actions import Read, Send
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import (
    APART,
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
    rig.planner.commands.stop_at(NEIGHBOUR, Motion.UP, rig.now, rig.now)
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


def test_a_withdrawn_stop_still_stops(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.planner.commands.withdraw(ticket)
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


def test_two_stops_of_one_shutter_are_one(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    tickets = [rig.drive(PAIR, Motion.OFF), rig.drive(PAIR, Motion.OFF)]
    rig.run(0.1)
    assert [rig.outcomes[t] for t in tickets] == [None, None]
    assert len(rig.frames) == 2


def test_a_frame_that_left_although_its_command_was_just_withdrawn_is_undone(rig: Rig) -> None:
    ticket = rig.drive(PAIR, Motion.UP)
    asked = rig.ask(owing=False)
    assert isinstance(asked, Read)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    rig.planner.commands.withdraw(ticket)
    rig.planner.actions.sent(send, rig.now)
    rig.apply_now(send)
    rig.run(0.5)
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


def test_a_run_of_ours_is_over_when_a_gateway_that_is_back_shows_the_other_direction_on(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(1.0)
    rig.disconnect()
    rig.press(UP, 0)
    rig.press(PAIR.down, 255)
    rig.run(PAIR.max_run)
    rig.connect()
    rig.run(0.1)
    assert rig.planner.owed_shutters == ()
    before = len(rig.reads)
    rig.run(5.0)
    assert rig.value(PAIR.down) == 255
    assert len(rig.reads) - before < 50

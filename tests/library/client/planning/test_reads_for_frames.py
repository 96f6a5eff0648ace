"""Which reads a frame may rest on, and which confirm a command."""

from __future__ import annotations

import pytest

from ipcom.client.planning.actions import Read, Send
from ipcom.model.motion import Motion
from tests.library.client.planning.planner_house import LAMP, NEIGHBOUR, PAIR, SHUTTER_LAMP, crowded_house
from tests.library.client.planning.planner_rig import Rig
from tests.library.client.planning.reads import answer, late_read, planned


@pytest.fixture
def rig() -> Rig:
    return crowded_house()


def test_a_read_that_was_made_for_a_command_serves_it_for_two_quiet_round_trips(rig: Rig) -> None:
    rig.trips.learn(0.2)
    for _ in range(64):
        rig.trips.learn(0.2)
    rig.want({LAMP: 255})
    late_read(rig, 0.42)
    assert isinstance(rig.ask(owing=False), Send)


def test_a_read_answered_later_than_the_line_explains_is_asked_again(rig: Rig) -> None:
    rig.want({LAMP: 255})
    late_read(rig, 0.1)
    late_read(rig, 0.1)
    assert isinstance(rig.ask(owing=False), Read)


def test_a_third_late_read_serves_a_lamp_and_is_counted(rig: Rig) -> None:
    rig.want({LAMP: 255})
    for _ in range(3):
        late_read(rig, 0.1)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    rig.planner.actions.sent(send, rig.now)
    assert rig.planner.third_reads == 1


def test_no_late_read_switches_a_shutter_relay_on_nor_a_lamp_beside_one(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.want({SHUTTER_LAMP: 255})
    for _ in range(20):
        late_read(rig, 0.1)
    assert isinstance(rig.ask(owing=False), Read)
    assert rig.planner.third_reads == 0


def test_a_stop_takes_the_newest_read_however_late(rig: Rig) -> None:
    rig.press(PAIR.up, 255)
    rig.run(0.4)
    rig.drive(PAIR, Motion.OFF)
    late_read(rig, 0.5)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    assert send.stop


def test_a_stop_whose_late_read_shows_another_motor_running_asks_again(rig: Rig) -> None:
    rig.press(PAIR.up, 255)
    rig.press(NEIGHBOUR.up, 255)
    rig.run(0.4)
    rig.drive(PAIR, Motion.OFF)
    late_read(rig, 0.5)
    assert isinstance(rig.ask(owing=False), Read)


def test_a_surplus_answer_leaves_reads_alone_that_were_asked_for_long_before(rig: Rig) -> None:
    rig.want({LAMP: 255})
    rig.ask(owing=False)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    rig.planner.distrust(rig.now + 0.001)
    assert isinstance(rig.ask(owing=False), Send)


def test_a_read_asked_for_before_the_frame_left_cannot_flip_the_wanted_value_back(rig: Rig) -> None:
    before = rig.now
    rig.want({LAMP: 255})
    send = planned(rig)
    rig.now += 0.001
    rig.planner.actions.sent(send, rig.now)
    rig.now += 0.1
    late = answer(rig, before)
    rig.planner.observe_read(late, rig.now)
    assert rig.planner.effective(late).is_on(LAMP)


def test_a_stop_is_not_confirmed_by_a_read_that_was_asked_for_before_it(rig: Rig) -> None:
    rig.link.round_trip = 0.2
    ticket = rig.drive(PAIR, Motion.OFF)
    before = rig.now - 0.1
    rig.planner.observe_read(answer(rig, before), rig.now)
    assert rig.planner.commands.take_outcomes() == []
    rig.run(0.5)
    assert rig.outcomes == {ticket: None}


def test_after_a_long_outage_a_doubtful_read_is_no_first_of_two_equal_ones(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    back = rig.now
    rig.at(0.5, lambda: rig.planner.distrust(rig.now - 1.0))
    ticket = rig.want({LAMP: 255})
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - back >= 1.5


def test_a_doubtful_read_while_nothing_is_waited_for_changes_nothing(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    rig.planner.distrust(rig.now - 1.0)
    ticket = rig.want({LAMP: 255})
    rig.run(0.5)
    rig.planner.distrust(rig.now)
    rig.run(1.0)
    assert rig.outcomes == {ticket: None}


def test_a_read_from_just_before_the_command_that_shows_its_value_is_followed_by_another_read(
    rig: Rig,
) -> None:
    rig.planner.observe_read(rig.snapshot(), rig.now)
    rig.now += 0.01
    reads = len(rig.reads)
    ticket = rig.want({LAMP: 0})
    rig.run(0.001)
    assert not rig.outcomes
    rig.run(0.01)
    assert rig.outcomes == {ticket: None}
    assert rig.frames == []
    assert len(rig.reads) == reads + 1

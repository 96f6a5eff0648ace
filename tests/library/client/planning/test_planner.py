"""The planner's rarer turns: late answers, second thoughts, and failures that come together."""

from __future__ import annotations

import pytest

from ipcom.client.planning.actions import Read, Send
from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import ConnectionLost, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.client.planning.planner_rig import Rig

LAMP = OutputAddress(3, 4)
OTHER = OutputAddress(3, 5)
PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), max_run=60.0)
APART = ShutterPair(up=OutputAddress(7, 1), down=OutputAddress(8, 1))
NEARBY = ShutterPair(up=OutputAddress(5, 4), down=OutputAddress(5, 3))
LAMP_BESIDE = OutputAddress(5, 8)
BESIDE = ShutterPair(up=OutputAddress(7, 3), down=OutputAddress(7, 4))


@pytest.fixture
def rig() -> Rig:
    made = Rig(shutters=(PAIR, NEARBY, APART, BESIDE))
    made.run(2.0)
    return made


def answer(rig: Rig, asked_at: float) -> StateSnapshot:
    """A read that was asked for then, and is answered now."""
    return StateSnapshot(bytes(rig.house), timestamp=rig.now, asked_at=asked_at, received_at=rig.now)


def planned(rig: Rig) -> Send:
    """The frame that is to leave after a fresh read, which the test then reports itself."""
    assert isinstance(rig.ask(owing=False), Read)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    send = rig.ask(owing=False)
    assert isinstance(send, Send)
    return send


def both_on(rig: Rig, pair: ShutterPair, value: int = 255) -> None:
    for address in pair.addresses:
        rig.press(address, value)


# -- reads -----------------------------------------------------------------


def late_read(rig: Rig, late: float) -> None:
    """The planner asks, and is answered so late."""
    assert isinstance(rig.ask(owing=False), Read)
    assert isinstance(rig.ask(owing=False), Read)
    asked_at = rig.now
    rig.now += late
    rig.planner.observe_read(answer(rig, asked_at), rig.now)


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
    rig.planner.sent(send, rig.now)
    assert rig.planner.third_reads == 1


def test_no_late_read_switches_a_shutter_relay_on_nor_a_lamp_beside_one(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.want({LAMP_BESIDE: 255})
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
    rig.press(NEARBY.up, 255)
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
    rig.planner.sent(send, rig.now)
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


# -- the link breaks in between --------------------------------------------


def test_a_command_that_had_not_left_when_the_link_broke_leaves_when_it_is_back(rig: Rig) -> None:
    rig.want({OutputAddress(2, 1): 255})
    rig.run(0.01)
    ticket = rig.want({LAMP: 255})
    rig.disconnect()
    rig.run(2.0)
    rig.connect()
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.value(LAMP) == 255


def test_a_movement_that_had_not_begun_when_the_link_broke_begins_when_it_is_back(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.DOWN)
    rig.run(0.2)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.run(2.0)
    assert rig.outcomes[ticket] is None
    assert (rig.value(PAIR.up), rig.value(PAIR.down)) == (0, 255)


# -- second thoughts between planning and leaving ---------------------------


def test_a_frame_that_left_although_its_command_was_just_forgotten_harms_nothing(rig: Rig) -> None:
    ticket = rig.want({LAMP: 255})
    send = planned(rig)
    rig.planner.commands.withdraw(ticket)
    rig.planner.sent(send, rig.now)
    rig.apply_now(send)
    rig.run(1.0)
    assert rig.outcomes == {}
    assert rig.value(LAMP) == 255


def test_only_the_newest_answer_may_be_sent(rig: Rig) -> None:
    rig.want({LAMP: 255})
    older = planned(rig)
    newest = rig.ask(owing=False)
    assert (newest, newest is older) == (older, False)
    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.sent(older, rig.now)


def test_an_answer_is_sent_once(rig: Rig) -> None:
    rig.want({LAMP: 255})
    send = planned(rig)
    rig.planner.sent(send, rig.now)
    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.sent(send, rig.now)


def test_only_the_newest_answer_may_be_taken_up(rig: Rig) -> None:
    rig.want({LAMP: 255})
    older = planned(rig)
    rig.ask(owing=False)
    with pytest.raises(InterlockError, match="not the newest"):
        rig.planner.take_up(older)


def test_asking_a_hundred_times_changes_nothing_until_an_answer_is_taken_up(rig: Rig) -> None:
    rig.want({LAMP: 255})
    for _ in range(2):
        late_read(rig, 0.1)
    answers = {rig.planner.next(rig.now, owing=False) for _ in range(100)}
    assert answers == {Read()}
    late_read(rig, 0.1)
    assert isinstance(rig.ask(owing=False), Send)
    assert rig.planner.third_reads == 0


def test_a_command_that_has_left_or_ended_cannot_be_taken_back(rig: Rig) -> None:
    rig.link.late = 0.3
    theirs = rig.want({OTHER: 255})
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    rig.planner.commands.withdraw(ticket)
    rig.run(1.0)
    assert rig.outcomes == {theirs: None}
    assert rig.value(LAMP) == 255
    rig.planner.commands.withdraw(ticket)
    assert rig.effective(LAMP) == 255


def test_a_stop_that_leaves_when_the_shutter_was_just_seen_off_harms_nothing(rig: Rig) -> None:
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    ticket = rig.drive(PAIR, Motion.OFF)
    send = planned(rig)
    rig.now += 0.001
    rig.press(PAIR.up, 0)
    rig.planner.observe_read(rig.snapshot(), rig.now)
    rig.planner.sent(send, rig.now)
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.frames == rig.frames[:1]


# -- movements -------------------------------------------------------------


def test_shutters_of_two_modules_start_one_after_the_other(rig: Rig) -> None:
    tickets = [rig.drive(pair, Motion.UP) for pair in (PAIR, BESIDE)]
    rig.run(0.1)
    assert [frame.module for frame in rig.frames] == [5]
    rig.run(0.4)
    assert [frame.module for frame in rig.frames] == [5, 7]
    assert rig.outcomes == dict.fromkeys(tickets)


def test_a_stop_in_a_module_never_echoes_half_of_two_directions(rig: Rig) -> None:
    """A person insists on both directions of a shutter over two modules, and is only reported."""
    for _ in range(3):
        both_on(rig, APART)
        rig.run(2.0)
        assert not rig.value(APART.up)
    both_on(rig, APART)
    rig.run(2.0)
    assert rig.value(APART.up)
    rig.press(BESIDE.up, 255)
    rig.run(2.0)
    rig.drive(BESIDE, Motion.OFF)
    rig.run(1.0)
    assert rig.frames[-1].module == 7
    assert not any(rig.frames[-1].values)


def test_a_stop_is_not_repeated_before_a_read_has_looked_for_it(rig: Rig) -> None:
    """A gateway that leaves writes unanswered delays reads; more stops would delay them further."""
    rig.drive(PAIR, Motion.UP)
    rig.run(2.0)
    rig.link.answers_writes = False
    rig.timings = type(rig.timings)(write_wait=1.0)
    begun = len(rig.frames)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(1.4)
    assert rig.outcomes[ticket] is None
    assert len(rig.frames) == begun + 1


def test_a_stop_carries_the_level_that_a_dimmer_had_before_its_button_was_held(rig: Rig) -> None:
    dimmer = OutputAddress(5, 8)
    for value in (40, 251, 252):
        rig.press(dimmer, value)
        rig.run(1.0)
    rig.press(PAIR.up, 255)
    rig.run(1.0)
    rig.drive(PAIR, Motion.OFF)
    rig.run(1.0)
    assert [frame.values[dimmer.output - 1] for frame in rig.frames] == [40]


# -- failures --------------------------------------------------------------


def test_a_scene_without_a_link_fails_as_a_whole_and_names_its_outputs(rig: Rig) -> None:
    rig.disconnect()
    ticket = rig.want({LAMP: 255, OTHER: 255})
    rig.run(2.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, ConnectionLost)
    assert "3/4" in str(error)
    assert "3/5" in str(error)


def test_the_first_reason_of_a_failure_counts() -> None:
    ticket = PendingCommand([LAMP], lambda _command: None)
    ticket.fail(LAMP, ConnectionLost("first"))
    ticket.fail(LAMP, ConnectionLost("second"))
    assert ticket.done
    assert str(ticket.error()) == "first"

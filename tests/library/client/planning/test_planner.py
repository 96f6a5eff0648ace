"""Links and shutters come between a command and its end, and the planner keeps what is wanted."""

from __future__ import annotations

import pytest

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.planning.planner_house import APART, BESIDE, LAMP, OTHER, PAIR, crowded_house
from tests.library.client.planning.planner_rig import Rig
from tests.library.client.planning.reads import planned


@pytest.fixture
def rig() -> Rig:
    return crowded_house()


def both_on(rig: Rig, pair: ShutterPair, value: int = 255) -> None:
    for address in pair.addresses:
        rig.press(address, value)


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


def test_a_frame_that_left_although_its_command_was_just_forgotten_harms_nothing(rig: Rig) -> None:
    ticket = rig.want({LAMP: 255})
    send = planned(rig)
    rig.planner.commands.withdraw(ticket)
    rig.planner.actions.sent(send, rig.now)
    rig.apply_now(send)
    rig.run(1.0)
    assert rig.outcomes == {}
    assert rig.value(LAMP) == 255


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
    rig.planner.actions.sent(send, rig.now)
    rig.run(1.0)
    assert rig.outcomes[ticket] is None
    assert rig.frames == rig.frames[:1]


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

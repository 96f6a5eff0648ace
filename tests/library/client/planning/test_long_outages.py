"""After a long outage a module waits until two equal reads show that its gateway knows its outputs."""

from __future__ import annotations

import pytest

from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.shutter_controller import ShutterController
from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
)
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.round_trips import RoundTrips
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_house import DIMMER, LAMP, OTHER, PAIR, SECOND_DIMMER, lit_house
from tests.library.client.planning.planner_rig import Rig

FAR_LAMP = OutputAddress(7, 1)


@pytest.fixture
def rig() -> Rig:
    return lit_house()


def back_after_an_outage(rig: Rig) -> float:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    return rig.now


def test_after_a_long_outage_a_module_waits_for_two_equal_reads_of_it_a_second_apart(rig: Rig) -> None:
    back = back_after_an_outage(rig)
    ticket = rig.want({LAMP: 255})
    rig.at(0.5, lambda: rig.press(OTHER, 255))
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - back >= 1.5


def test_after_a_long_outage_no_module_waits_for_another(rig: Rig) -> None:
    back = back_after_an_outage(rig)
    ticket = rig.want({LAMP: 255})
    for n in range(40):
        rig.at(n * 0.1, lambda level=n: rig.press(DIMMER, level))  # type: ignore[misc]
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - back < 1.5


def test_after_a_long_outage_a_module_in_which_only_dimmers_fade_waits_three_seconds(rig: Rig) -> None:
    rig.press(DIMMER, 90)
    back = back_after_an_outage(rig)
    ticket = rig.want({SECOND_DIMMER: 30})
    for n in range(85):
        rig.at(n * 0.1, lambda level=90 - n: rig.press(DIMMER, level))  # type: ignore[misc]
    rig.run(6.0)
    error = rig.outcomes[ticket]
    assert isinstance(error, CommandNotConfirmed)
    assert "being dimmed" in str(error)
    assert 3.0 < rig.ended_at[ticket] - back < 5.5


def test_a_press_during_a_long_outage_wins_over_a_command_that_had_not_left(rig: Rig) -> None:
    rig.press(SECOND_DIMMER, 251)
    rig.run(0.5)
    ticket = rig.want({DIMMER: 40})
    rig.run(0.5)
    rig.disconnect()
    rig.press(SECOND_DIMMER, 0)
    rig.press(DIMMER, 80)
    rig.run(3.5)
    rig.connect()
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandSuperseded)
    assert rig.value(DIMMER) == 80


def test_a_command_after_a_gateway_forgot_its_outputs_is_done(rig: Rig) -> None:
    rig.press(LAMP, 255)
    rig.run(0.5)
    rig.disconnect()
    rig.press(LAMP, 0)
    rig.run(5.0)
    rig.connect()
    rig.run(0.2)
    ticket = rig.want({LAMP: 255})
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}


def test_a_short_break_after_a_long_outage_opens_no_module(rig: Rig) -> None:
    rig.press(OTHER, 255)
    rig.run(1.0)
    rig.disconnect()
    rig.run(5.0)
    rig.press(OTHER, 0)
    rig.connect()
    rig.run(0.1)
    rig.disconnect()
    rig.run(0.3)
    rig.connect()
    rig.at(0.4, lambda: rig.press(OTHER, 255))
    ticket = rig.want({LAMP: 255})
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert [frame.values[OTHER.output - 1] for frame in rig.frames] == [255]


def test_a_short_break_after_a_long_outage_takes_no_read_back(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    rig.run(0.8)
    rig.disconnect()
    rig.run(0.3)
    rig.connect()
    ticket = rig.want({LAMP: 255})
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_a_read_from_before_a_sleep_is_not_the_first_of_two_equal_ones(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    rig.run(0.9)
    rig.planner.slept(3600.0, rig.now)
    ticket = rig.want({LAMP: 255})
    rig.run(0.9)
    assert rig.frames == []
    rig.run(0.6)
    assert rig.outcomes == {ticket: None}


def test_after_a_long_outage_a_stop_does_not_wait() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(2.0)
    back_after_an_outage(rig)
    rig.press(PAIR.up, 255)
    rig.run(0.4)
    ticket = rig.drive(PAIR, Motion.OFF)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_an_off_of_a_gateway_that_has_just_restarted_ends_no_run_of_ours() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(2.0)
    rig.drive(PAIR, Motion.UP)
    rig.run(0.5)
    rig.disconnect()
    stop = rig.drive(PAIR, Motion.OFF)
    rig.press(PAIR.up, 0)  # what it shows at first
    rig.run(5.0)
    rig.connect()
    rig.run(0.6)
    owed = rig.planner.owed_shutters
    assert owed == (PAIR,)
    rig.press(PAIR.up, 255)  # what is true
    rig.run(0.6)
    assert rig.frames[-1].values[PAIR.up.output - 1] == 0
    assert rig.planner.owed_shutters == ()
    assert isinstance(rig.outcomes[stop], ConnectionLost)


def test_a_module_is_written_though_an_output_of_another_module_blinks(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    for n in range(20):
        rig.at(n * 0.7, lambda on=n % 2: rig.press(OutputAddress(9, 8), 255 * on))  # type: ignore[misc]
    ticket = rig.want({LAMP: 255})
    rig.run(4.0)
    assert rig.outcomes == {ticket: None}


def test_the_stop_of_a_relay_that_a_restarted_gateway_has_not_shown_yet_waits_for_it() -> None:
    """Else it would end with each read and begin anew, though only the other relay was shown on."""
    pair = ShutterPair(up=OutputAddress(5, 5), down=OutputAddress(6, 1), max_run=8.0)
    control = ShutterController(pair, Timings(), LineTimings(Timings(), RoundTrips()))
    control.sent_on(pair.up, 10.0)
    control.link_down()
    control.link_up(15.0)
    shown = bytes(40) + bytes([255]) + bytes(87)
    control.expire(19.0)
    for read in range(5):
        at = 20.0 + read
        snapshot = StateSnapshot(shown, timestamp=at, asked_at=at, received_at=at)
        control.observe_read(snapshot, (), at, settled=False)
        assert control.command is not None
        assert control.command.next_read[1]
        control.expire(at)


def test_a_persons_stop_is_not_confirmed_by_the_off_of_a_gateway_that_has_just_restarted() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(2.0)
    back_after_an_outage(rig)  # the motor runs by the wall's doing, and the gateway does not show it yet
    stop = rig.drive(PAIR, Motion.OFF)
    rig.run(0.3)
    assert stop not in rig.outcomes
    rig.press(PAIR.up, 255)  # what is true
    rig.run(1.0)
    assert rig.value(PAIR.up) == 0


def test_an_outage_before_the_first_read_says_nothing_of_what_was_switched_on() -> None:
    rig = Rig(online=False)
    rig.press(LAMP, 255)
    rig.connect()
    rig.disconnect()
    back_after_an_outage(rig)
    ticket = rig.want({LAMP: 0})
    rig.run(3.0)
    assert rig.outcomes == {ticket: None}
    assert rig.value(LAMP) == 0

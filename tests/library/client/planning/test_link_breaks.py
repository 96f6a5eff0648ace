"""Commands over a break of the link, taken back, or refused."""

from __future__ import annotations

import pytest

from ipcom.client.planning.shutter_controller import ShutterController
from ipcom.client.planning.waits import Waits
from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
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


def test_nothing_is_written_once_more_where_somebody_was_at_the_wall_meanwhile(rig: Rig) -> None:
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
def test_what_goes_off_by_itself_is_not_written_twice_over_a_break_nor_without(
    rig: Rig, kind: OutputKind
) -> None:
    rig.planner.set_kind(LAMP, kind)
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


def test_a_sent_command_whose_link_never_returns_says_that_nobody_knows(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    ticket = rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(11.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)
    assert rig.ended_at[ticket] - rig.frames[0].at < 1.6


def test_a_neighbours_frame_after_a_long_break_does_not_carry_the_lost_command(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    rig.planner.set_kind(LAMP, OutputKind.TIMED)
    rig.want({LAMP: 255})
    rig.run(0.02)
    rig.disconnect()
    rig.run(1.0)
    rig.connect()
    rig.want({OTHER: 255})
    rig.run(0.5)
    assert rig.frames[-1].values[LAMP.output - 1] == 0


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


def test_what_was_pressed_during_a_long_outage_wins_over_what_had_not_left(rig: Rig) -> None:
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


def test_what_is_wanted_after_a_gateway_forgot_its_outputs_is_done(rig: Rig) -> None:
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


def test_a_house_in_which_something_blinks_settles_too(rig: Rig) -> None:
    rig.disconnect()
    rig.run(5.0)
    rig.connect()
    for n in range(20):
        rig.at(n * 0.7, lambda on=n % 2: rig.press(OutputAddress(9, 8), 255 * on))  # type: ignore[misc]
    ticket = rig.want({LAMP: 255})
    rig.run(4.0)
    assert rig.outcomes == {ticket: None}


def test_a_withdrawn_command_that_has_not_left_is_forgotten(rig: Rig) -> None:
    rig.want({LAMP: 255})
    rig.run(0.02)
    ticket = rig.want({OTHER: 255})
    rig.planner.withdraw(ticket)
    rig.run(1.0)
    assert rig.value(OTHER) == 0
    assert len(rig.frames) == 1


def test_a_withdrawn_command_shared_with_another_caller_still_leaves(rig: Rig) -> None:
    mine, theirs = rig.want({LAMP: 255}), rig.want({LAMP: 255})
    rig.planner.withdraw(mine)
    rig.run(0.2)
    assert rig.outcomes == {theirs: None}


def test_distrusted_reads_are_asked_for_again(rig: Rig) -> None:
    rig.run(0.35 * 3 - 0.01 - (rig.now - rig.reads[-1]) + 0.013)
    rig.planner.distrust(rig.now - 1.0)
    before = len(rig.reads)
    rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.reads) > before


@pytest.mark.parametrize(
    ("address", "value"),
    [(LAMP, 1), (LAMP, 100), (LAMP, -1), (LAMP, 256), (DIMMER, 101), (DIMMER, -1), (LAMP, True)],
)
def test_a_value_that_the_output_cannot_take_is_refused(rig: Rig, address: OutputAddress, value: int) -> None:
    with pytest.raises(ConfigurationError, match=str(address)):
        rig.want({address: value})


def test_a_frame_that_nobody_planned_is_refused(rig: Rig) -> None:
    from ipcom.client.planning.actions import Send
    from ipcom.protocol.frames import BusFrame

    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.sent(Send(1, bytes(8), BusFrame(2, 1, 0, b"")), rig.now)


def test_kinds_can_be_declared_later(rig: Rig) -> None:
    level = OutputAddress(7, 1)
    rig.planner.set_kind(level, OutputKind.DIMMER)
    ticket = rig.want({level: 30})
    rig.run(0.2)
    assert rig.outcomes == {ticket: None}
    rig.planner.set_kind(level, None)
    with pytest.raises(ConfigurationError):
        rig.want({level: 30})


def test_the_stop_of_a_relay_that_a_restarted_gateway_has_not_shown_yet_waits_for_it() -> None:
    """Else it would end with each read and begin anew, though only the other relay was shown on."""
    pair = ShutterPair(up=OutputAddress(5, 5), down=OutputAddress(6, 1), max_run=8.0)
    control = ShutterController(pair, Timings(), Waits(Timings(), RoundTrips()))
    control.sent_on(pair.up, 10.0)
    control.link_down()
    control.link_up(15.0)
    shown = bytes(40) + bytes([255]) + bytes(87)
    control.expire(19.0)
    for read in range(5):
        at = 20.0 + read
        snapshot = StateSnapshot(shown, timestamp=at, asked_at=at, received_at=at)
        control.observe_read(snapshot, (), at, settled=False)
        assert control.next_read()[1]
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


def test_a_direction_asked_for_again_ends_no_later_than_its_first_run() -> None:
    rig = Rig(shutters=(PAIR,))
    rig.run(1.0)
    began = rig.now
    for _ in range(3):
        rig.drive(PAIR, Motion.UP)
        rig.run(PAIR.max_run / 2 - 1.0)
    assert rig.value(PAIR.up) == 0
    assert rig.frames[-1].at - began <= PAIR.max_run + 1.0


def test_what_is_to_be_written_again_gives_way_to_a_press_in_its_module_meanwhile(rig: Rig) -> None:
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


def test_a_pair_that_is_added_ends_the_commands_for_its_relays_and_no_others(rig: Rig) -> None:
    rig.disconnect()
    relay, other = rig.want({PAIR.up: 255}), rig.want({LAMP: 255})
    rig.planner.add_shutter(PAIR, rig.now)
    rig.run(0.1)
    assert isinstance(rig.outcomes[relay], InterlockError)
    assert other not in rig.outcomes

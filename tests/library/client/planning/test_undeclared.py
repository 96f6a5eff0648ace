"""Outputs that nothing declares: each may be half of a motor."""

from __future__ import annotations

import pytest

from ipcom.client.planning.interlock import RelayWatch
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import CommandNotConfirmed, ConfigurationError, ConnectionLost, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_rig import Rig

LAMP = OutputAddress(3, 1)
FIRST, SECOND = OutputAddress(5, 3), OutputAddress(5, 4)
FAR = OutputAddress(6, 4)


@pytest.fixture
def rig() -> Rig:
    made = Rig(kinds={LAMP: OutputKind.RELAY}, declare_all=False)
    made.run(2.0)
    return made


def want(rig: Rig, address: OutputAddress, value: int = 255) -> PendingCommand:
    return rig.planner.commands.want({address: value}, rig.now, undeclared=True)


def test_an_undeclared_output_is_refused_and_all_are_named(rig: Rig) -> None:
    with pytest.raises(ConfigurationError) as refused:
        rig.want({LAMP: 255, FIRST: 255, SECOND: 0})
    assert len(refused.value.problems) == 2
    assert "may be half of a motor" in str(refused.value)
    rig.run(1.0)
    assert not rig.frames


def test_an_undeclared_output_goes_on_at_once_when_its_whole_module_was_off_for_a_second(rig: Rig) -> None:
    ticket = want(rig, FIRST)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_while_the_loop_stands_still_nothing_is_seen_and_the_second_counts_anew(rig: Rig) -> None:
    rig.now += 2.0
    ticket = want(rig, FIRST)
    rig.run(0.9)
    assert rig.value(FIRST) == 0
    rig.run(0.3)
    assert rig.outcomes == {ticket: None}


def test_two_undeclared_outputs_of_a_module_are_refused_in_one_command_and_in_two(rig: Rig) -> None:
    with pytest.raises(InterlockError, match="one after the other"):
        rig.planner.commands.want({FIRST: 255, SECOND: 255}, rig.now, undeclared=True)
    want(rig, FIRST)
    with pytest.raises(InterlockError, match="5/3"):
        want(rig, SECOND)


def test_undeclared_outputs_of_two_modules_do_not_hold_each_other_up(rig: Rig) -> None:
    tickets = [want(rig, FIRST), want(rig, FAR)]
    rig.run(1.0)
    assert rig.outcomes == dict.fromkeys(tickets)


def test_an_undeclared_output_beside_one_that_is_seen_on_is_refused_by_name(rig: Rig) -> None:
    rig.press(SECOND, 255)
    ticket = want(rig, FIRST)
    rig.run(0.1)
    error = rig.outcomes[ticket]
    assert isinstance(error, InterlockError)
    assert "5/4" in str(error)
    assert not rig.frames


def test_an_undeclared_output_waits_until_its_neighbour_was_seen_off_for_a_second(rig: Rig) -> None:
    rig.press(SECOND, 255)
    rig.run(0.4)
    rig.press(SECOND, 0)
    off_at = rig.now
    rig.run(0.4)
    ticket = want(rig, FIRST)
    rig.run(2.0)
    assert rig.outcomes == {ticket: None}
    assert rig.frames[0].at - off_at >= 1.0


def test_after_a_break_the_second_counts_anew(rig: Rig) -> None:
    rig.disconnect()
    rig.run(0.5)
    rig.connect()
    back = rig.now
    want(rig, FIRST)
    rig.run(2.0)
    assert rig.frames[0].at - back >= 1.0


def test_switching_off_an_undeclared_output_is_allowed_at_once(rig: Rig) -> None:
    for address in (FIRST, SECOND):
        rig.press(address, 255)
    rig.run(0.4)
    ticket = rig.planner.commands.want({FIRST: 0, SECOND: 0}, rig.now, undeclared=True)
    rig.run(0.1)
    assert rig.outcomes == {ticket: None}


def test_an_undeclared_output_is_never_written_twice(rig: Rig) -> None:
    rig.link.ignores = lambda: True
    want(rig, FIRST)
    rig.run(5.0)
    assert len(rig.frames) == 1


# -- pulses ----------------------------------------------------------------


def test_a_pulse_goes_on_and_off_and_then_ends(rig: Rig) -> None:
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.3)
    assert rig.value(FIRST) == 255
    assert ticket not in rig.outcomes
    rig.run(0.4)
    assert rig.value(FIRST) == 0
    assert rig.outcomes == {ticket: None}
    assert rig.frames[1].at - rig.frames[0].at == pytest.approx(0.5, abs=0.05)


def test_what_is_on_already_is_not_pulsed(rig: Rig) -> None:
    rig.press(FIRST, 255)
    rig.run(0.4)
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(1.0)
    assert isinstance(rig.outcomes[ticket], InterlockError)
    assert rig.value(FIRST) == 255


def test_no_second_pulse_in_a_module_before_the_first_is_over(rig: Rig) -> None:
    rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.3)
    with pytest.raises(InterlockError):
        rig.planner.commands.pulse(SECOND, 0.5, rig.now)


def test_a_pulse_that_no_read_showed_on_fails_and_is_not_sent_again(rig: Rig) -> None:
    rig.link.ignores = lambda: len(rig.frames) < 2
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(3.0)
    assert isinstance(rig.outcomes[ticket], CommandNotConfirmed)
    assert [frame.values[FIRST.output - 1] for frame in rig.frames].count(255) == 1
    assert rig.planner.owed_outputs == ()


def test_the_off_of_a_pulse_is_owed_over_a_break(rig: Rig) -> None:
    rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.1)
    rig.disconnect()
    rig.run(20.0)
    rig.connect()
    rig.run(0.5)
    assert rig.value(FIRST) == 0
    assert rig.planner.owed_outputs == ()


def test_the_off_of_a_pulse_is_owed_while_a_gateway_that_restarts_shows_it_off_at_first(rig: Rig) -> None:
    rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.5)
    rig.disconnect()
    rig.run(4.0)
    rig.press(FIRST, 0)
    rig.connect()
    frames = len(rig.frames)
    rig.run(0.5)
    assert rig.planner.owed_outputs == (FIRST,)
    assert (
        len(rig.frames) == frames
    )  # it would carry the neighbours as a gateway shows them that knows nothing yet
    rig.press(FIRST, 255)
    rig.run(1.0)
    assert rig.value(FIRST) == 0
    assert not rig.planner.owed_outputs


def test_the_off_of_a_pulse_is_repeated_while_the_gateway_ignores_it(rig: Rig) -> None:
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.2)
    rig.link.ignores = lambda: len(rig.frames) < 5
    rig.run(4.0)
    assert rig.value(FIRST) == 0
    assert ticket in rig.outcomes
    assert len(rig.frames) >= 5


def test_the_end_of_the_program_ends_a_pulse(rig: Rig) -> None:
    ticket = rig.planner.commands.pulse(FIRST, 5.0, rig.now)
    rig.run(0.2)
    released = rig.planner.commands.release_all(rig.now)
    rig.run(0.2)
    assert rig.value(FIRST) == 0
    assert rig.outcomes == {ticket: None, released: None}


def test_a_pulse_whose_link_breaks_tells_its_caller(rig: Rig) -> None:
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.1)
    rig.disconnect()
    rig.run(20.0)
    assert isinstance(rig.outcomes[ticket], ConnectionLost)


def test_a_pulse_does_not_wait_for_its_caller(rig: Rig) -> None:
    ticket = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.1)
    rig.planner.commands.withdraw(ticket)
    rig.run(1.0)
    assert rig.value(FIRST) == 0


def test_a_pulse_goes_on_while_the_machine_sleeps(rig: Rig) -> None:
    rig.planner.commands.pulse(FIRST, 5.0, rig.now)
    rig.run(0.2)
    rig.planner.slept(60.0, rig.now)
    rig.run(0.1)
    assert rig.value(FIRST) == 0


def test_a_caller_who_gives_up_a_lamp_leaves_a_pulse_alone(rig: Rig) -> None:
    pulse = rig.planner.commands.pulse(FIRST, 0.5, rig.now)
    rig.run(0.2)
    rig.planner.commands.withdraw(rig.want({LAMP: 255}))
    rig.run(1.0)
    assert rig.outcomes == {pulse: None}


def test_the_end_of_a_run_that_is_not_ours_sets_no_time() -> None:
    watch = RelayWatch(FIRST, LineTimings(Timings(), RoundTrips()))
    watch.end_by(1.0)
    assert watch.off_by == float("inf")

"""Commands as they are taken, before anything of them has left."""

from __future__ import annotations

import pytest

from ipcom.client.planning.planner import Planner
from ipcom.client.planning.taken_commands import TakenCommands
from ipcom.errors import CommandSuperseded, ConfigurationError, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair

LAMP, UNKNOWN, OTHER_UNKNOWN = OutputAddress(1, 1), OutputAddress(2, 1), OutputAddress(2, 2)
PAIR = ShutterPair(OutputAddress(5, 1), OutputAddress(5, 2))
STRANGER = ShutterPair(OutputAddress(6, 1), OutputAddress(6, 2))


@pytest.fixture
def commands() -> TakenCommands:
    return Planner({LAMP: OutputKind.RELAY}, [PAIR]).commands


def test_a_newer_command_for_an_output_ends_the_older_one(commands: TakenCommands) -> None:
    older = commands.want({LAMP: 255}, 0.0)
    commands.want({LAMP: 0}, 0.1)
    (outcome,) = commands.take_outcomes()
    assert outcome.pending is older
    assert isinstance(outcome.error, CommandSuperseded)
    assert commands.take_outcomes() == []


def test_what_is_being_switched_on_is_under_way(commands: TakenCommands) -> None:
    commands.want({LAMP: 255}, 0.0)
    commands.want({UNKNOWN: 0}, 0.0, undeclared=True)
    assert commands.under_way() == [LAMP]


@pytest.mark.parametrize("address", PAIR.addresses)
def test_a_relay_of_a_shutter_is_refused(commands: TakenCommands, address: OutputAddress) -> None:
    with pytest.raises(InterlockError):
        commands.want({address: 255}, 0.0)
    with pytest.raises(InterlockError):
        commands.pulse(address, 0.5, 0.0)


def test_an_undeclared_output_is_refused_unless_the_call_says_so(commands: TakenCommands) -> None:
    with pytest.raises(ConfigurationError):
        commands.want({UNKNOWN: 255}, 0.0)
    commands.want({UNKNOWN: 255}, 0.0, undeclared=True)
    with pytest.raises(InterlockError):
        commands.pulse(OTHER_UNKNOWN, 0.5, 0.0)


def test_a_shutter_that_was_not_added_is_refused(commands: TakenCommands) -> None:
    with pytest.raises(ConfigurationError):
        commands.drive(STRANGER, Motion.UP, 0.0)
    with pytest.raises(ConfigurationError):
        commands.stop_at(STRANGER, Motion.UP, 1.0, 0.0)
    with pytest.raises(ConfigurationError):
        commands.release(STRANGER, 0.0)


def test_what_has_not_left_is_withdrawn_with_its_caller(commands: TakenCommands) -> None:
    commands.withdraw(commands.want({LAMP: 255}, 0.0))
    commands.withdraw(commands.drive(PAIR, Motion.UP, 0.0))
    assert commands.under_way() == []
    assert commands.take_outcomes() == []


def test_a_release_of_nothing_ends_at_once(commands: TakenCommands) -> None:
    released = [commands.release(PAIR, 0.0), commands.release_all(0.0)]
    assert [outcome.pending for outcome in commands.take_outcomes()] == released

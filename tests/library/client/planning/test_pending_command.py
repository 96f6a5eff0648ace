"""A command ends once, when each of its outputs has ended, and tells the gravest failure."""

from __future__ import annotations

import pytest

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import CommandError, CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError
from tests.library.client.planning.planner_house import DIMMER, LAMP, OTHER


@pytest.fixture
def ended() -> list[PendingCommand]:
    return []


@pytest.fixture
def command(ended: list[PendingCommand]) -> PendingCommand:
    return PendingCommand([LAMP, OTHER, DIMMER], ended.append)


def test_a_command_ends_once_when_its_last_output_has_ended(
    command: PendingCommand, ended: list[PendingCommand]
) -> None:
    command.confirm(LAMP)
    command.confirm(OTHER)
    assert (command.done, ended) == (False, [])
    command.confirm(DIMMER)
    command.confirm(DIMMER)
    assert (command.done, ended, command.error()) == (True, [command], None)


def test_a_command_for_no_output_ends_at_once(ended: list[PendingCommand]) -> None:
    assert PendingCommand([], ended.append).done
    assert len(ended) == 1


def test_the_first_end_of_an_output_counts(command: PendingCommand) -> None:
    command.confirm(LAMP)
    command.fail(LAMP, CommandSuperseded("too late", [LAMP]))
    first = CommandNotConfirmed("first", [OTHER])
    command.fail(OTHER, first)
    command.fail(OTHER, InterlockError("second", [OTHER]))
    command.confirm(DIMMER)
    assert command.error() is first


def test_the_gravest_failure_is_told(command: PendingCommand) -> None:
    command.fail(LAMP, CommandSuperseded("newer", [LAMP]))
    command.fail(OTHER, ConnectionLost("no link"))
    command.fail(DIMMER, InterlockError("both on", [DIMMER]))
    error = command.error()
    assert isinstance(error, InterlockError)
    assert "both on" in str(error)


def test_outputs_that_failed_alike_share_one_error_that_says_each_reason_once(
    command: PendingCommand,
) -> None:
    command.fail(OTHER, CommandNotConfirmed("not seen", [OTHER]))
    command.fail(LAMP, CommandNotConfirmed("not seen", [LAMP]))
    command.fail(DIMMER, CommandNotConfirmed("half way", [DIMMER]))
    error = command.error()
    assert isinstance(error, CommandError)
    assert list(error.addresses) == [LAMP, OTHER, DIMMER]
    assert str(error).count("not seen") == 1
    assert "half way" in str(error)

"""Each call returns or raises as its command ends, and the ends are counted."""

from __future__ import annotations

import pytest

from ipcom.client.connection.counters import Counters
from ipcom.client.pending_commands import PendingCommands
from ipcom.client.planning.actions import Outcome
from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import CommandNotConfirmed, CommandSuperseded, ConnectionLost, IPComError
from tests.library.client.link_rig import LAMP


def command() -> PendingCommand:
    return PendingCommand([LAMP], lambda _: None)


@pytest.fixture
def counters() -> Counters:
    return Counters()


@pytest.fixture
def pending(counters: Counters) -> PendingCommands:
    return PendingCommands(counters)


async def test_a_call_returns_when_its_command_is_confirmed(
    pending: PendingCommands, counters: Counters
) -> None:
    done = command()
    waiter = pending.expect(done)
    assert list(pending.commands) == [done]
    pending.end([Outcome(done, None)])
    await waiter
    assert list(pending.commands) == []
    assert (counters.commands_sent, counters.commands_confirmed) == (1, 1)


@pytest.mark.parametrize(
    ("error", "superseded", "failed"),
    [(CommandNotConfirmed("not seen", [LAMP]), 0, 1), (CommandSuperseded("newer", [LAMP]), 1, 0)],
)
async def test_a_call_raises_the_error_of_its_command(
    pending: PendingCommands, counters: Counters, error: IPComError, superseded: int, failed: int
) -> None:
    failing = command()
    waiter = pending.expect(failing)
    pending.end([Outcome(failing, error)])
    with pytest.raises(type(error)):
        await waiter
    assert (counters.commands_superseded, counters.commands_failed) == (superseded, failed)


async def test_who_asked_is_told_of_every_command_that_fails_and_of_no_other(
    pending: PendingCommands,
) -> None:
    told: list[IPComError] = []
    unsubscribe = pending.failures.add(told.append)
    failed = CommandNotConfirmed("not seen", [LAMP])
    for error in (None, CommandSuperseded("newer", [LAMP]), failed):
        pending.end([Outcome(command(), error)])
    unsubscribe()
    pending.end([Outcome(command(), failed)])
    assert told == [failed]


async def test_closing_ends_every_call_with_one_error(pending: PendingCommands, counters: Counters) -> None:
    waiters = [pending.expect(command()), pending.expect(command())]
    pending.abandon(ConnectionLost("closed"))
    for waiter in waiters:
        with pytest.raises(ConnectionLost, match="closed"):
            await waiter
    assert (pending.commands, counters.commands_failed) == ((), 2)


async def test_a_call_that_waits_no_longer_is_not_told(pending: PendingCommands) -> None:
    given_up = command()
    waiter = pending.expect(given_up)
    pending.forget(given_up)
    pending.end([Outcome(given_up, None)])
    assert not waiter.done()


async def test_a_call_that_was_cancelled_is_left_alone(pending: PendingCommands) -> None:
    cancelled = command()
    waiter = pending.expect(cancelled)
    waiter.cancel()
    pending.end([Outcome(cancelled, ConnectionLost("no link"))])
    assert waiter.cancelled()

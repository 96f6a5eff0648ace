"""The calls that wait for their commands to end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from ..errors import CommandNotConfirmed, CommandSuperseded, IPComError
from .connection.counters import Counters
from .planning.actions import Outcome
from .planning.pending_command import PendingCommand
from .subscriptions import Subscriptions


class PendingCommands:
    """Keeps one future for each command under way, and counts how commands end."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self.failures: Subscriptions[IPComError] = Subscriptions("failures")
        self._waiting: dict[PendingCommand, asyncio.Future[None]] = {}

    @property
    def commands(self) -> tuple[PendingCommand, ...]:
        """The commands under way."""
        return tuple(self._waiting)

    def expect(self, command: PendingCommand) -> asyncio.Future[None]:
        """Return the future that ends as the command does."""
        self._counters.commands_sent += 1
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[command] = waiter
        return waiter

    def forget(self, command: PendingCommand) -> None:
        """Tell no end of this command: its call waits no longer."""
        self._waiting.pop(command, None)

    def end(self, outcomes: Iterable[Outcome]) -> None:
        """Let the calls return or raise whose commands have ended."""
        for outcome in outcomes:
            self._count(outcome.error)
            self._end(outcome.pending, outcome.error)

    def abandon(self, error: IPComError) -> None:
        """End every command with this error: the client closes."""
        for command in self.commands:
            self._count(error)
            self._end(command, error)

    def _end(self, command: PendingCommand, error: IPComError | None) -> None:
        waiter = self._waiting.pop(command, None)
        if waiter is None or waiter.done():
            return
        if error is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(error)

    def _count(self, error: IPComError | None) -> None:
        if error is None:
            self._counters.commands_confirmed += 1
        elif isinstance(error, CommandSuperseded):
            self._counters.commands_superseded += 1
        else:
            self._counters.commands_failed += 1
            self._counters.commands_unconfirmed += isinstance(error, CommandNotConfirmed)
            self.failures.tell(error)

"""Carrying out the commands of one thing: the newest wins, and a stop waits for nothing."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING

from ...errors import CommandSuperseded, IPComError
from ..bridge_text import BridgeText
from ..broker.ended_tasks import end_tasks
from .command_results import CONFIRMED, CommandEnd, CommandResult
from .command_slots import CommandSlots

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .command_slots import WaitingCommand
    from .wishes import Wish

PACE_S = 0.1
"""A newer command takes over from one that is being carried out after this long; a stop does so at once."""
MOST_RUNNING = 4
"""How many are being carried out at most; all but the newest only wait to be told that they were superseded."""
ENDED = CommandResult.because(CommandEnd.FAILED, BridgeText.BRIDGE_ENDED())


class ThingWorker:
    """Takes the commands of one thing, one after the other, and tells what became of each."""

    def __init__(self, carry_out: Callable[[Wish], Awaitable[None]]) -> None:
        """`carry_out` returns when the gateway shows it, and raises `IPComError`."""
        self._carry_out = carry_out
        self._slots = CommandSlots()
        self._news = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._work: asyncio.Task[None] | None = None

    def put(self, command: WaitingCommand) -> None:
        """Take a command, without waiting."""
        self._slots.put(command)
        self._news.set()
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._until_empty())

    def drop_waiting(self) -> None:
        """Forget what waits, but for a stop: the connection that it came by is gone."""
        self._slots.empty()

    async def close(self) -> None:
        """Give up what is being carried out."""
        await end_tasks([*self._running, *([self._work] if self._work else [])])

    async def _until_empty(self) -> None:
        while (command := self._slots.take()) is not None:
            task = asyncio.create_task(self._tried(command))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await self._turn_of_the_next(task)

    async def _turn_of_the_next(self, task: asyncio.Task[None]) -> None:
        """Wait until the command has ended, or the next one may take over."""
        loop = asyncio.get_running_loop()
        not_before = loop.time() + PACE_S
        while not task.done() and not self._slots.has_stop:
            left = not_before - loop.time()
            crowded = len(self._running) >= MOST_RUNNING
            if self._slots and left <= 0 and not crowded:
                return
            self._news.clear()
            await self._news_or(task, left if self._slots and not crowded else None)

    async def _news_or(self, task: asyncio.Task[None], seconds: float | None) -> None:
        news = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait(
                {*self._running, task, news}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            news.cancel()

    async def _tried(self, command: WaitingCommand) -> None:
        try:
            command.decision.decide(await self._result(command))
        finally:
            command.decision.decide(ENDED)

    async def _result(self, command: WaitingCommand) -> CommandResult:
        """Carry out a command. One that is too old by the time at which its frame could leave is withdrawn."""
        loop = asyncio.get_running_loop()
        expired = CommandResult.because(
            CommandEnd.FAILED, BridgeText.COMMAND_EXPIRED(seconds=command.max_age)
        )
        if loop.time() > command.deadline:
            return expired
        limit = asyncio.timeout_at(None if command.deadline == inf else command.deadline)
        try:
            async with limit:
                await self._carry_out(command.wish)
        except TimeoutError:
            return expired
        except CommandSuperseded as error:
            return _told(CommandEnd.SUPERSEDED, error)
        except IPComError as error:
            return _told(CommandEnd.FAILED, error)
        return CONFIRMED


def _told(end: CommandEnd, error: IPComError) -> CommandResult:
    return CommandResult(end, error.code, str(error))

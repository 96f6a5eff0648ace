"""One attempt to go online, shared by all callers that wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from .connection.punctuality import Punctuality


class SharedStart:
    """Begins an attempt for the first caller; later callers join it, and the last that leaves ends it."""

    def __init__(
        self, attempt: Callable[[], Coroutine[object, object, None]], punctuality: Punctuality
    ) -> None:
        self._attempt = attempt
        self._punctuality = punctuality
        self._task: asyncio.Task[None] | None = None
        self._waiting = 0

    @property
    def task(self) -> asyncio.Task[None] | None:
        """The attempt that runs now."""
        return None if self._task is None or self._task.done() else self._task

    async def join(self, timeout: float | None) -> bool:
        """Wait for the attempt; raises its error. Returns False when it did not end in time.

        A caller that is cancelled or runs out of time only ends the attempt if no other caller waits.
        """
        await self._previous_gone()
        task = self._running()
        self._waiting += 1
        try:
            await self._wait(task, timeout)
        finally:
            self._waiting -= 1
            if not self._waiting and not task.done():
                task.cancel()
                await asyncio.wait({task})
        if not task.done() or task.cancelled():
            return False
        task.result()
        return True

    async def end(self) -> None:
        """End the attempt under way, also while calls wait for it; returns when it has ended."""
        if (task := self.task) is not None:
            task.cancel()
            await asyncio.wait({task})

    async def _wait(self, task: asyncio.Task[None], timeout: float | None) -> None:
        if timeout is None:
            await asyncio.wait({task})
        else:
            await self._punctuality.first_of(task, timeout=timeout)

    async def _previous_gone(self) -> None:
        """Wait for the end of an attempt that all its callers have left: the next one begins after that."""
        while (task := self.task) is not None and not self._waiting:
            await asyncio.wait({task})

    def _running(self) -> asyncio.Task[None]:
        task = self.task
        if task is None:
            task = self._task = asyncio.create_task(self._attempt(), name="ipcom-start")
            task.add_done_callback(_look_at)
        return task


def _look_at(task: asyncio.Task[None]) -> None:
    """Look at the error, so that asyncio does not report it as forgotten when every caller has left."""
    if not task.cancelled():
        task.exception()

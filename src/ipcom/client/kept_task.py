"""A task that runs until it is told to stop: any other end is logged, and it runs again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

_LOGGER = logging.getLogger("ipcom.client")

FIRST_PAUSE = 0.05
"""Seconds before it runs again: soon, since a stop may wait for it."""
LONGEST_PAUSE = 1.0
"""Seconds between two runs, should each fail at once: a mistake of ours must not fill the log."""
SOUND_AFTER = 5.0
"""After a run of this many seconds the next pause is the first again."""


class KeptTask:
    """Keeps one named coroutine function running."""

    def __init__(
        self,
        name: str,
        run: Callable[[], Coroutine[object, object, None]],
        on_failure: Callable[[BaseException], None] | None = None,
    ) -> None:
        """`on_failure` is told the exception that ended a run; not of a run that was cancelled."""
        self._name = name
        self._run = run
        self._on_failure = on_failure
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._pause = FIRST_PAUSE
        self._began_at = 0.0

    @property
    def running(self) -> bool:
        """Whether the task runs now."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begin to run."""
        loop = asyncio.get_running_loop()
        self._timer = None
        self._began_at = loop.time()
        self._task = loop.create_task(self._run(), name=self._name)
        self._task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Stop running; returns when the task has ended."""
        task, self._task = self._task, None
        if self._timer is not None:
            self._timer.cancel()
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task})
        if task is not None and not task.cancelled() and (error := task.exception()) is not None:
            _LOGGER.error("the task %s failed at its end", self._name, exc_info=error)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task is not self._task:
            return
        error = None if task.cancelled() else task.exception()
        self._log(task, error)
        loop = task.get_loop()
        if loop.time() - self._began_at >= SOUND_AFTER:
            self._pause = FIRST_PAUSE
        self._timer = loop.call_later(self._pause, self.start)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        if error is not None and self._on_failure is not None:
            self._on_failure(error)

    def _log(self, task: asyncio.Task[None], error: BaseException | None) -> None:
        if error is not None:
            _LOGGER.error("the task %s failed; it runs again", self._name, exc_info=error)
        elif task.cancelled():
            _LOGGER.error("the task %s was cancelled, not by close(); it runs again", self._name)
        else:
            _LOGGER.error("the task %s ended by itself; it runs again", self._name)

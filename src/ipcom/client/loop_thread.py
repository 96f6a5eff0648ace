"""A thread with an event loop of its own, for callers without one."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, TypeVar

from ..errors import ConnectionLost
from .client_text import ClientText

_LOGGER = logging.getLogger("ipcom.client")

T = TypeVar("T")

LOOK_UP_S = 0.5
"""How often a caller who waits looks up for Ctrl-C: no system wakes it for one that comes just before
it waits, and some systems never do."""


class _Thread(threading.Thread):
    """A thread in which a client's loop runs."""


def refuse_inside() -> None:
    """Raise `RuntimeError` in the thread of any client.

    One that waits for its own loop waits for ever, and two that wait for each other do so too.
    """
    inside = isinstance(threading.current_thread(), _Thread)
    if inside:
        raise RuntimeError(
            "this would wait for itself: callbacks may not call what waits for the gateway;"
            " hand the work to another thread"
        )


class LoopThread:
    """Runs coroutines for other threads; ends with `stop`, and leaves no caller waiting."""

    def __init__(self, name: str) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._stopped = False
        self._pending: set[Future[Any]] = set()
        self._process = os.getpid()
        self._thread = _Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def inside(self) -> bool:
        """Whether the caller is in this very thread, in a callback say."""
        return threading.current_thread() is self._thread

    @property
    def forked(self) -> bool:
        """Whether this is another process, made by `os.fork`: the thread stayed behind."""
        return os.getpid() != self._process

    def run(self, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run the coroutine that `begin` makes to its end and return its result; an interrupt cancels it.

        Raises `ConnectionLost` when the thread was stopped or left behind by `os.fork`, and `RuntimeError`
        inside the thread of a client: it would wait for itself for ever.
        """
        self.refuse_forked()
        refuse_inside()
        future = self._submit(begin)
        try:
            return _result(future)
        except CancelledError:
            raise ConnectionLost(ClientText.BLOCKING_CLOSED_MEANWHILE()) from None
        finally:
            future.cancel()
            self._pending.discard(future)

    def call(self, act: Callable[[], T]) -> T:
        """Call a function in the thread and return its result; allowed inside the thread too."""
        return act() if self.inside and not self.forked else self.run(lambda: _call(act))

    def stop(self) -> None:
        """End the loop and the thread."""
        with self._lock:
            self._stopped = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        for future in tuple(self._pending):
            future.cancel()

    def refuse_forked(self) -> None:
        """Raise `ConnectionLost` in a process that `os.fork` made since."""
        if self.forked:
            raise ConnectionLost(ClientText.BLOCKING_FORKED())

    def _submit(self, begin: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        with self._lock:
            if self._stopped:
                raise ConnectionLost(ClientText.BLOCKING_CLOSED())
            future: Future[T] = Future()
            self._pending.add(future)
            self._loop.call_soon_threadsafe(self._begin, begin, future)
            return future

    def _begin(self, begin: Callable[[], Coroutine[Any, Any, T]], future: Future[T]) -> None:
        """Make the coroutine here: an interrupt on the way would leave one that is never awaited."""
        if future.cancelled():
            return
        task = self._loop.create_task(_begun(begin))
        task.add_done_callback(lambda _: _hand_over(task, future))
        future.add_done_callback(lambda _: self._cancel(task, future))

    def _cancel(self, task: asyncio.Task[T], future: Future[T]) -> None:
        if future.cancelled() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(task.cancel)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            loop = runner.get_loop()
            while not self._stopped:
                self._run_loop(loop)

    def _run_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run the loop until it is stopped; a callback that wants to end the program cannot, in a thread."""
        try:
            loop.run_forever()
        except BaseException:
            _LOGGER.exception("a callback tried to end the thread %s; it goes on", self._thread.name)


async def _begun(begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
    return await begin()


def _hand_over(task: asyncio.Task[T], future: Future[T]) -> None:
    """Give the caller what the task ended with, unless the caller has left."""
    if task.cancelled():
        future.cancel()
    elif not future.set_running_or_notify_cancel():
        task.exception()
    elif (error := task.exception()) is not None:
        future.set_exception(error)
    else:
        future.set_result(task.result())


def _result(future: Future[T]) -> T:
    while not future.done():
        with suppress(TimeoutError):  # its own TimeoutError is raised below
            future.result(LOOK_UP_S)
    return future.result()


async def _call(act: Callable[[], T]) -> T:
    return act()

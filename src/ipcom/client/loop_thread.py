"""A thread with an event loop of its own, for callers without one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, TypeVar

from ..errors import ConnectionLost

T = TypeVar("T")

LOOK_UP_S = 0.5
"""How often a caller who waits looks up for Ctrl-C: no system wakes it for one that comes just before
it waits, and some systems never do."""


class LoopThread:
    """Runs coroutines for other threads; ends with `stop`, and leaves nobody waiting."""

    def __init__(self, name: str) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._stopped = False
        self._pending: set[Future[Any]] = set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def inside(self) -> bool:
        """Whether the caller is in this very thread, in a callback say."""
        return threading.current_thread() is self._thread

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end and return its result; an interrupt cancels it.

        Raises `ConnectionLost` when the thread was stopped, and `RuntimeError` inside the
        thread itself: it would wait for itself for ever.
        """
        if self.inside:
            main.close()
            raise RuntimeError(
                "this would wait for itself: callbacks may not call what waits for the gateway;"
                " hand the work to another thread"
            )
        future = self._submit(main)
        try:
            return _result(future)
        except CancelledError:
            raise ConnectionLost("the client was closed meanwhile") from None
        finally:
            future.cancel()
            self._pending.discard(future)

    def call(self, act: Callable[[], T]) -> T:
        """Call a function in the thread and return its result; allowed inside the thread too."""
        return act() if self.inside else self.run(_call(act))

    def stop(self) -> None:
        """End the loop and the thread."""
        with self._lock:
            self._stopped = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        for future in tuple(self._pending):
            future.cancel()

    def _submit(self, main: Coroutine[Any, Any, T]) -> Future[T]:
        with self._lock:
            if self._stopped:
                main.close()
                raise ConnectionLost("the client was closed: make a new one")
            future = asyncio.run_coroutine_threadsafe(main, self._loop)
            self._pending.add(future)
            return future

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.get_loop().run_forever()


def _result(future: Future[T]) -> T:
    while not future.done():
        with suppress(TimeoutError):  # its own TimeoutError is raised below
            future.result(LOOK_UP_S)
    return future.result()


async def _call(act: Callable[[], T]) -> T:
    return act()

"""A line that keeps the order and takes time: what is put in comes out later."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Waiting:
    due: float
    action: Callable[[], object]


class DelayLine:
    """Does each action when it is due, none before those put in earlier."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: deque[_Waiting] = deque()
        self._last_due = 0.0
        self._pump: asyncio.Handle | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._queue)

    def put(self, action: Callable[[], object], delay_s: float = 0.0) -> None:
        """Do `action` in `delay_s` seconds, or right after the one before if that is later."""
        self._last_due = max(self._loop.time() + delay_s, self._last_due)
        self._queue.append(_Waiting(self._last_due, action))
        if self._pump is None:
            self._wait_for_next()

    def put_last(self, action: Callable[[], object]) -> None:
        """Do `action` right after all that is under way; at once if nothing is."""
        if self._queue:
            self.put(action)
        else:
            action()

    def cancel(self) -> None:
        """Forget all that is under way."""
        self._queue.clear()
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None

    def _wait_for_next(self) -> None:
        """Have the first in the queue done when it is due, in an iteration of the loop of its own."""
        if self._queue[0].due > self._loop.time():
            self._pump = self._loop.call_at(self._queue[0].due, self._do_next)
        else:
            self._pump = self._loop.call_soon(self._do_next)

    def _do_next(self) -> None:
        self._pump = None
        self._queue.popleft().action()
        if self._queue and self._pump is None:
            self._wait_for_next()

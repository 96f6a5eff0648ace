"""A queue that delays actions and keeps their order, as a network line does with bytes."""

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
    """Runs each action when it is due, and never before an earlier one."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: deque[_Waiting] = deque()
        self._last_due = 0.0
        self._next_call: asyncio.Handle | None = None

    @property
    def busy(self) -> bool:
        """Whether an action waits."""
        return bool(self._queue)

    def put(self, action: Callable[[], object], delay_s: float = 0.0) -> None:
        """Run `action` in `delay_s` seconds, or right after the action before it if that is later."""
        self._last_due = max(self._loop.time() + delay_s, self._last_due)
        self._queue.append(_Waiting(self._last_due, action))
        if self._next_call is None:
            self._wait_for_next()

    def put_last(self, action: Callable[[], object]) -> None:
        """Run `action` right after all waiting actions, or at once if there are none."""
        if self._queue:
            self.put(action)
        else:
            action()

    def cancel(self) -> None:
        """Drop all waiting actions."""
        self._queue.clear()
        if self._next_call is not None:
            self._next_call.cancel()
            self._next_call = None

    def _wait_for_next(self) -> None:
        """Schedule the first action. It gets its own iteration of the loop, even if it is due now."""
        if self._queue[0].due > self._loop.time():
            self._next_call = self._loop.call_at(self._queue[0].due, self._run_next)
        else:
            self._next_call = self._loop.call_soon(self._run_next)

    def _run_next(self) -> None:
        self._next_call = None
        self._queue.popleft().action()
        if self._queue and self._next_call is None:
            self._wait_for_next()

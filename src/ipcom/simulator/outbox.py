"""The way out of a simulated gateway: in order, late, in pieces or joined, as its faults say."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .faults import Faults
from .timers import Timers


@dataclass(frozen=True, slots=True)
class _Waiting:
    due: float
    action: Callable[[], object]


class Outbox:
    """Sends the messages of one connection by `write`; without faults each leaves at once."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._loop = asyncio.get_running_loop()
        self._timers = Timers()
        self._queue: deque[_Waiting] = deque()
        self._last_due = 0.0
        self._pump: asyncio.Handle | None = None
        self._held = b""
        self._release_timer: asyncio.TimerHandle | None = None

    def send(self, message: bytes, faults: Faults, delay_s: float = 0.0) -> None:
        """Send `message` after `delay_s`, behind all that was sent before."""
        if self._held:
            self._put(self._take_held() + message, faults.split, delay_s)
        elif faults.join_s > 0:
            self._hold(message, faults, delay_s)
        else:
            self._put(message, faults.split, delay_s)

    def send_overtaken(self, message: bytes, delay_s: float) -> None:
        """Send `message` after `delay_s`, whatever leaves before."""
        self._timers.after(delay_s, partial(self._write, message))

    def when_sent(self, action: Callable[[], object]) -> None:
        """Call `action` when everything sent in order so far has left."""
        if self._held:
            self._put(self._take_held(), 0, 0.0)
        if self._queue:
            self._enqueue(self._last_due, action)
        else:
            action()

    def cancel(self) -> None:
        """Send nothing more."""
        self._timers.cancel()
        self._queue.clear()
        self._take_held()
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None

    def _hold(self, message: bytes, faults: Faults, delay_s: float) -> None:
        self._held = message
        self._release_timer = self._loop.call_later(faults.join_s, self._release, faults.split, delay_s)

    def _take_held(self) -> bytes:
        held, self._held = self._held, b""
        if self._release_timer is not None:
            self._release_timer.cancel()
            self._release_timer = None
        return held

    def _release(self, split: int, delay_s: float) -> None:
        self._put(self._take_held(), split, delay_s)

    def _put(self, message: bytes, split: int, delay_s: float) -> None:
        if not (self._queue or split or delay_s > 0):
            self._write(message)
            return
        due = max(self._loop.time() + delay_s, self._last_due)
        for piece in _pieces(message, split):
            self._enqueue(due, partial(self._write, piece))

    def _enqueue(self, due: float, action: Callable[[], object]) -> None:
        self._last_due = due
        self._queue.append(_Waiting(due, action))
        if self._pump is None:
            self._wait_for_next()

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


def _pieces(message: bytes, size: int) -> Iterator[bytes]:
    step = size or len(message) or 1
    for start in range(0, len(message), step):
        yield message[start : start + step]

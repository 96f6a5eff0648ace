"""The outgoing messages of one connection: in order, and late, split or joined as the faults say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial

from ..faults import Faults
from .delay_line import DelayLine
from .timers import Timers


class Outbox:
    """Sends the messages of one connection with `write`. Without faults each message leaves at once."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._loop = asyncio.get_running_loop()
        self._timers = Timers()
        self._delay_line = DelayLine()
        self._held = b""
        self._release_timer: asyncio.TimerHandle | None = None

    def send(self, message: bytes, faults: Faults, delay_s: float = 0.0) -> None:
        """Send `message` after `delay_s`, behind all messages before it."""
        if self._held:
            self._put(self._take_held() + message, faults.split, delay_s)
        elif faults.join_s > 0:
            self._hold(message, faults, delay_s)
        else:
            self._put(message, faults.split, delay_s)

    def send_overtaken(self, message: bytes, delay_s: float) -> None:
        """Send `message` after `delay_s`. Later messages may overtake it."""
        self._timers.after(delay_s, partial(self._write, message))

    def when_sent(self, action: Callable[[], object]) -> None:
        """Call `action` when all messages so far have left, except those that are overtaken."""
        if self._held:
            self._put(self._take_held(), 0, 0.0)
        self._delay_line.put_last(action)

    def cancel(self) -> None:
        """Drop all messages that have not left."""
        self._timers.cancel()
        self._delay_line.cancel()
        self._take_held()

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
        if not (self._delay_line.busy or split or delay_s > 0):
            self._write(message)
            return
        for piece in _pieces(message, split):
            self._delay_line.put(partial(self._write, piece), delay_s)


def _pieces(message: bytes, size: int) -> Iterator[bytes]:
    step = size or len(message) or 1
    for start in range(0, len(message), step):
        yield message[start : start + step]

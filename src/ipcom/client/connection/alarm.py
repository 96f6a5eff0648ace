"""A sleep that can be cut short, for a task that waits for a time or for something to happen."""

from __future__ import annotations

import asyncio

from .clock import Clock
from .punctuality import Punctuality


class Alarm:
    """One task sleeps on it; any other code rings it. A ring before the sleep is not lost."""

    __slots__ = ("_clock", "_punctuality", "_rung", "_waiter")

    def __init__(self, clock: Clock, punctuality: Punctuality) -> None:
        self._clock = clock
        self._punctuality = punctuality
        self._rung = False
        self._waiter: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """End the sleep under way, or else the next one."""
        self._rung = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def sleep_until(self, at: float | None) -> None:
        """Sleep until the clock shows `at` (for ever when None) or it rings.

        A sleep that ends late, rung or not, lasts until what has arrived is handled.
        """
        if not self._rung and (at is None or at > self._clock.monotonic()):
            await self._sleep(at)
            if at is not None and self._punctuality.noticed(at, self._clock.monotonic()):
                await self._punctuality.grace()
        self._rung = False

    async def _sleep(self, at: float | None) -> None:
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        timer = None
        if at is not None:
            timer = loop.call_later(at - self._clock.monotonic(), self.ring)
        try:
            await self._waiter
        finally:
            self._waiter = None
            if timer is not None:
                timer.cancel()

"""Timers on a loop that may stand still, because other code blocks it.

The rules are in docs/architecture.md, "Late timers".
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf
from typing import Any

from .clock import Clock
from .counters import Counters

LATE_S = 0.01
"""A timer that fires later than this is late: the loop stood still."""

LEAST_ROUNDS = 3
"""Rounds of the loop until bytes that lay in the socket have reached the receiving task: one reads
the socket, the next runs the task, and what waits may have been ready before either."""

MOST_ROUNDS = 5
"""Rounds of the loop for which a late timer waits at most."""


class Punctuality:
    """How punctual the event loop is, for one client; a late timer hears first what has arrived.

    After the loop stood still, its timers fire before the bytes are handled that came in time. So a late
    timer lets the loop run until a round brings nothing new before it concludes anything.
    """

    def __init__(self, clock: Clock, counters: Counters) -> None:
        self._clock = clock
        self._counters = counters
        self.arrivals = 0
        """How often bytes have arrived: a grace lasts one more round each time."""
        self.late_at = -inf
        """When a timer was last seen to fire late (monotonic)."""

    def noticed(self, wanted: float, now: float) -> bool:
        """Note a moment that was wanted at `wanted` and came at `now`; returns whether it came late."""
        if now - wanted <= LATE_S:
            return False
        if now - self.late_at > LATE_S:  # else another timer has told of this stall
            self._counters.late_loops += 1
        self.late_at = now
        return True

    def call_later(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Call `act` in `seconds`, or after the grace if that is late."""
        return Timer(self, self._clock, seconds, act)

    async def grace(self) -> None:
        """Let the loop run until a round brings nothing new."""
        rounds = Rounds(self)
        for _ in range(MOST_ROUNDS):
            if rounds.more():
                await asyncio.sleep(0)

    async def first_of(self, *futures: asyncio.Future[Any], timeout: float) -> None:
        """Return when one of the futures is done, or after `timeout` seconds and the grace; none is cancelled."""
        wanted = self._clock.monotonic() + timeout
        await asyncio.wait(futures, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        if self.noticed(wanted, self._clock.monotonic()) and not any(future.done() for future in futures):
            await self.grace()


class Rounds:
    """Counts the rounds of one grace."""

    __slots__ = ("_arrivals", "_done", "_punctuality")

    def __init__(self, punctuality: Punctuality) -> None:
        self._punctuality = punctuality
        self._arrivals = -1
        self._done = 0

    def more(self) -> bool:
        """Whether the loop is to run one more round; ask before each."""
        arrivals = self._punctuality.arrivals
        news = arrivals != self._arrivals
        if self._done >= MOST_ROUNDS or (self._done >= LEAST_ROUNDS and not news):
            return False
        self._arrivals = arrivals
        self._done += 1
        return True


class Timer:
    """Calls back once, unless cancelled; `wanted` is when (monotonic)."""

    __slots__ = ("_act", "_clock", "_handle", "_punctuality", "wanted")

    def __init__(
        self, punctuality: Punctuality, clock: Clock, seconds: float, act: Callable[[], None]
    ) -> None:
        self._punctuality = punctuality
        self._clock = clock
        self._act = act
        self.wanted = clock.monotonic() + seconds
        self._handle: asyncio.Handle = asyncio.get_running_loop().call_later(seconds, self._fire)

    def cancel(self) -> None:
        """Do not call."""
        self._handle.cancel()

    def _fire(self) -> None:
        if self._punctuality.noticed(self.wanted, self._clock.monotonic()):
            self._wait(Rounds(self._punctuality))
        else:
            self._act()

    def _wait(self, rounds: Rounds) -> None:
        if rounds.more():
            self._handle = asyncio.get_running_loop().call_soon(self._wait, rounds)
        else:
            self._act()

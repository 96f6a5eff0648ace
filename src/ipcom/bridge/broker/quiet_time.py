"""When what a broker sends may be old: after a subscription, and after this program stood still or the machine slept."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_S = 0.25
"""The quiet time is counted in these, by a loop that runs: while it stands still, what is old is not read yet."""
LOOK_S = 1.0
"""Later the loop only shows that it runs, for so many connections of so many houses."""
STOOD_STILL_S = 2.0
"""What waited for longer at a program that stood still may be old."""


def clock_that_counts_sleep() -> float:
    """Return seconds that go on while the machine sleeps, where the system has such a clock."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class QuietTime:
    """Runs while a connection is up."""

    def __init__(self, clock: Callable[[], float] = clock_that_counts_sleep) -> None:
        self._clock = clock
        self._seen = clock()
        self._ticks = 0
        self._left = 0
        self._next: asyncio.TimerHandle | None = None

    @property
    def is_early(self) -> bool:
        """Whether the subscription is so young, or the program stood still for so long, that what comes may be old."""
        return self._left > 0 or self.stood_still_s > STOOD_STILL_S

    @property
    def stood_still_s(self) -> float:
        """For how long what comes now may have waited unread."""
        return max(0.0, self._clock() - self._seen - LOOK_S)

    def begin(self, ticks: int) -> None:
        """Begin the quiet time anew."""
        self._ticks = self._left = ticks
        self._seen = self._clock()
        self._schedule()

    def end(self) -> None:
        """Count no more."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _tick(self) -> None:
        if self.stood_still_s > STOOD_STILL_S:
            self._left = self._ticks
        elif self._left:
            self._left -= 1
        self._seen = self._clock()
        self._schedule()

    def _schedule(self) -> None:
        self.end()
        pause = TICK_S if self._left else LOOK_S
        self._next = asyncio.get_running_loop().call_later(pause, self._tick)

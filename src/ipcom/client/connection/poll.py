"""Asking for the outputs on a schedule that does not drift."""

from __future__ import annotations

import asyncio
from math import floor
from typing import Protocol

from ...model.timings import POLL_INTERVAL
from .clock import Clock
from .counters import Counters
from .exchanges import Exchanges, Priority
from .punctuality import Timer
from .timekeeping import Timekeeping

HURRY_SPACING = 0.1
"""Seconds between reads that are made because of unexpected outputs: a gateway that repeats every
answer would otherwise be asked without a pause."""


QUICK = 0.2
"""Seconds from an answer to the next poll while a shutter moves, or a relay changed from outside: the
vendor's own application sends five requests a second."""

QUICK_LINE = 0.07
"""Seconds; on a line with longer round trips quick polls would leave commands no room."""

STOP_TRIPS = 1.5
"""No poll starts within this many round trips before a timed stop."""

ROUNDING = 1e-9
"""Of an interval: a poll that starts on its very tick is followed by the next one."""


class Pace(Protocol):
    """What the planner knows of how soon the next poll is wanted."""

    @property
    def timed_stop_at(self) -> float:
        """When the next timed stop is to leave (monotonic); inf if there is none."""
        ...

    def eager(self, now: float) -> bool:
        """Whether something moves, so that quick polls are worth it."""
        ...


class Poll:
    """The task `ipcom-poll` of one connection."""

    def __init__(
        self,
        exchanges: Exchanges,
        interval: float,
        clock: Clock,
        counters: Counters,
        asked_at: float,
        timekeeping: Timekeeping,
        pace: Pace,
    ) -> None:
        """Begin one `interval` after the read that was asked at `asked_at`."""
        self._exchanges = exchanges
        self._interval = interval
        self._clock = clock
        self._counters = counters
        self._trips = timekeeping.trips
        self._pace = pace
        self._punctuality = timekeeping.punctuality
        self._timer: Timer | None = None
        self._failed: asyncio.Future[None] | None = None
        self._begun_at = self._asked_at = asked_at
        self._due = asked_at + interval

    def use_pace(self, pace: Pace) -> None:
        """Ask this pace from now on."""
        self._pace = pace

    def counted(self, asked_at: float) -> None:
        """Note that a command asked for the outputs: that counts as a poll."""
        self._asked_at = asked_at
        self._due = asked_at + self._interval

    def answered(self, now: float) -> None:
        """Note an answer: the next poll is soon while something may move.

        An owner who chose a longer interval gets no quick polls.
        """
        quick_at = now + QUICK
        may_be_quick = self._interval <= POLL_INTERVAL and self._trips.quiet <= QUICK_LINE
        if quick_at < self._due and may_be_quick and self._pace.eager(now):
            self._due = quick_at
            self._set_timer()

    def hurry(self) -> None:
        """Read soon: something may have changed."""
        self._due = min(self._due, self._asked_at + HURRY_SPACING)
        self._set_timer()

    async def run(self) -> None:
        """Poll for ever; a timer does it, as waking a task for each poll takes another round of the loop."""
        self._failed = asyncio.get_running_loop().create_future()
        self._set_timer()
        try:
            await self._failed
        finally:
            self._failed = None
            self._stop_timer()

    def _set_timer(self) -> None:
        self._stop_timer()
        if self._failed is not None:
            wait = max(0.0, self._due - self._clock.monotonic())
            self._timer = self._punctuality.call_later(wait, self._fire)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _fire(self) -> None:
        try:
            now = self._clock.monotonic()
            if now >= self._due:
                self._poll(now)
            self._set_timer()
        except Exception as error:  # noqa: BLE001  a mistake of ours: the task ends with it
            if self._failed is not None and not self._failed.done():
                self._failed.set_exception(error)

    def _poll(self, now: float) -> None:
        """Ask, unless the link is busy: then this poll is skipped, never queued."""
        if self._exchanges.admits(Priority.POLL) and not self._in_the_way(now):
            self._asked_at = self._exchanges.read()
        else:
            self._counters.polls_skipped += 1
        self._due = self._next_due(now)

    def _next_due(self, now: float) -> float:
        """Return the next moment of the schedule, which keeps its phase: many clients must not poll in step.

        When that is very near, halfway to the one after it: two polls are never further apart than the
        interval, nor nearer than half of it.
        """
        ticks = floor((now - self._begun_at) / self._interval + ROUNDING) + 1
        left = self._begun_at + ticks * self._interval - now
        return now + (left if left >= self._interval / 2 else (left + self._interval) / 2)

    def _in_the_way(self, now: float) -> bool:
        """Whether a timed stop is so near that the answer would come too late for its own read."""
        return now <= self._pace.timed_stop_at < now + STOP_TRIPS * self._trips.quiet

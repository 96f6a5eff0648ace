"""Asking for the outputs on a schedule that does not drift."""

from __future__ import annotations

from .alarm import Alarm
from .clock import Clock
from .exchanges import Exchanges, Priority
from .statistics import Counters

HURRY_SPACING = 0.1
"""Seconds between reads that outputs nobody asked for bring about: a gateway that repeats every
answer would otherwise be asked without a pause."""


class Poll:
    """The task `ipcom-poll` of one connection."""

    def __init__(
        self, exchanges: Exchanges, interval: float, clock: Clock, counters: Counters, asked_at: float
    ) -> None:
        """Begin one `interval` after the read that was asked at `asked_at`."""
        self._exchanges = exchanges
        self._interval = interval
        self._clock = clock
        self._counters = counters
        self._alarm = Alarm(clock)
        self._asked_at = asked_at
        self._due = asked_at + interval

    def counted(self, asked_at: float) -> None:
        """Somebody else asked for the outputs: that counts as a poll."""
        self._asked_at = asked_at
        self._due = asked_at + self._interval

    def hurry(self) -> None:
        """Read soon: something may have changed."""
        self._due = min(self._due, self._asked_at + HURRY_SPACING)
        self._alarm.ring()

    async def run(self) -> None:
        """Poll for ever."""
        while True:
            await self._alarm.sleep_until(self._due)
            now = self._clock.monotonic()
            if now >= self._due:
                self._poll(now)

    def _poll(self, now: float) -> None:
        """Ask, unless the link is busy: then this poll is skipped, never queued."""
        if self._exchanges.admits(Priority.POLL):
            self._asked_at = self._exchanges.read()
        else:
            self._counters.polls_skipped += 1
        self._due += self._interval
        if self._due <= now:  # the process slept: no burst
            self._due = now + self._interval

"""Sending the gateway a keep-alive every half minute, as the vendor's application does."""

from __future__ import annotations

from .alarm import Alarm
from .clock import Clock
from .exchanges import Exchanges, Priority
from .punctuality import Punctuality

OVERDUE = 5.0
"""Seconds after which a keep-alive goes before polls and commands: without it the session may end."""

LOOK_AGAIN = 1.0
"""Seconds between looks for a turn when no exchange ends meanwhile."""


class KeepAlive:
    """The task `ipcom-keepalive` of one connection."""

    def __init__(self, exchanges: Exchanges, interval: float, clock: Clock, punctuality: Punctuality) -> None:
        self._exchanges = exchanges
        self._interval = interval
        self._clock = clock
        self._alarm = Alarm(clock, punctuality)
        self._due = clock.monotonic() + interval
        self._waiting = False

    def exchange_over(self) -> None:
        """An exchange has ended: the best moment, as the next poll is furthest away."""
        if self._waiting:
            self._alarm.ring()

    async def run(self) -> None:
        """Keep alive for ever."""
        while True:
            await self._until_due()
            await self._take_turn()
            self._due = max(self._due + self._interval, self._clock.monotonic())

    async def _until_due(self) -> None:
        while self._clock.monotonic() < self._due:
            await self._alarm.sleep_until(self._due)

    async def _take_turn(self) -> None:
        """Wait for the end of an exchange after which nothing more urgent waits, and send."""
        self._waiting = True
        while True:
            await self._alarm.sleep_until(self._clock.monotonic() + LOOK_AGAIN)
            if self._exchanges.admits(self._priority()):
                break
        self._waiting = self._exchanges.keep_alive_overdue = False
        self._exchanges.keep_alive()

    def _priority(self) -> Priority:
        """More urgent than polls and commands, once it is overdue; never than stops."""
        if self._clock.monotonic() < self._due + OVERDUE:
            return Priority.KEEP_ALIVE
        self._exchanges.keep_alive_overdue = True
        return Priority.OVERDUE_KEEP_ALIVE

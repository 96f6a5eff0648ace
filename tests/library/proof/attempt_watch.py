"""Watches when one program tries to come online, and whether it gives up too soon."""

from __future__ import annotations

from math import inf
from typing import Any

from ipcom.errors import IPComError
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.exchange_watch import ExchangeWatch
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

SOONEST_S, LATEST_S = 0.5, 1.2
"""Between the starts of two attempts."""
ATTEMPT_OVER_S = 0.1
CONNECT_S = 1.0
"""A connection that is not made by then is given up (docs/architecture.md, "Connecting and coming back")."""


class AttemptWatch(Watcher):
    """Judges the attempts of one program to connect: their pace, and why they fail."""

    def __init__(self, link: LinkTimes, exchanges: ExchangeWatch, dialer: Any) -> None:
        super().__init__(link.referee, link.program)
        self.link = link
        self._exchanges = exchanges
        self._dialled: tuple[float, float] | None = None
        """Start and end of the last attempt (monotonic); the end is inf while it is under way."""
        self._dial, dialer.dial = dialer.dial, self.dial

    async def dial(self, listener: Any) -> Any:
        """An attempt to come online."""
        self._judge_attempt()
        self._dialled = (self.clock, inf)
        began, network = self.now, self.program.site.network
        hopeless = network.round_trip >= CONNECT_S
        try:
            return await self._dial(listener)
        except IPComError as error:
            self.referee.meet(Rule.CONNECTS)
            excused = hopeless or network.round_trip >= CONNECT_S or self.program.dead
            if not excused and not self.referee.broken_lately(self.now - began + ATTEMPT_OVER_S):
                self.referee.blame(Rule.CONNECTS, f"an attempt failed: {error}")
            raise
        finally:
            self._dialled = (self._dialled[0], self.clock)
            self._exchanges.asked_at = None

    def _judge_attempt(self) -> None:
        if self._dialled is None or not self.program.client._engine.started or self.program.dead:
            return
        self.referee.meet(Rule.ATTEMPTS)
        apart = self.clock - self._dialled[0]
        if apart < SOONEST_S - EPSILON_S:
            self.referee.blame(Rule.ATTEMPTS, f"the last one began only {apart:.4f} s ago")
        self._judge_late_attempt()

    def _judge_late_attempt(self) -> None:
        start, end = self._dialled or (inf, inf)
        late = self.clock - max(start + LATEST_S, end, self.link.down_at)
        late -= self.link.stood_still(self.now - late - LATEST_S, self.now)
        if late > ATTEMPT_OVER_S:
            self.referee.blame(Rule.ATTEMPTS, f"one comes {late:.3f} s late")

    def look(self) -> None:
        """Look whether something that should have happened has not."""
        program = self.program
        if program.dead or program.ending or program.loop.busy_until > self.now:
            return
        if not self.link.up and self._dialled is not None and program.client._engine.started:
            self._judge_late_attempt()

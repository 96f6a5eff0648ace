"""Watches what one program says over its link, and when: reads, frames and keep-alives."""

from __future__ import annotations

from math import inf
from typing import Any

from tests.library.proof.bounds import EPSILON_S, OWED_S, STEADY_S
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.referee import KEEP_ALIVES, LINE, SLEEP
from tests.library.proof.rules import Rule
from tests.library.proof.stop_watch import StopWatch
from tests.library.proof.watcher import Watcher

UNANSWERED_WRITES = 10
"""After so many, writes owe nothing."""
DRAIN_S = 0.05
KEEP_ALIVE_S = 30.0 + 5.0 + 2.0
"""Between two keep-alives: the interval, until one is overdue, and an exchange."""
BLAMED_S = 1.0


class ExchangeWatch(Watcher):
    """Judges each read, frame and keep-alive that one program sends."""

    def __init__(self, link: LinkTimes, stops: StopWatch, supervisor: Any) -> None:
        super().__init__(link.referee, link.program)
        self.link = link
        self._stops = stops
        self._supervisor = supervisor
        self.asked_at: float | None = None
        """When the read left that waits for its answer."""
        self.frame_at = -inf
        """When the last frame left."""
        self._owed: list[float] = []
        self._writes = 0
        self._keep_alive_at = -inf
        self._blamed_until = -inf
        self._kept_alive = False
        """A keep-alive was sent, and nothing has come since."""
        self._drained_at = -inf
        self._forbidden = False

    @property
    def keep_alive_at(self) -> float:
        """When the last keep-alive left, or the link came up (true time, had its clock not stood still since)."""
        return self._keep_alive_at + self.now - self.clock

    def begins(self) -> None:
        """A link has come up."""
        self._owed.clear()
        self._writes = 0
        self._keep_alive_at, self._kept_alive, self._drained_at = self.clock, False, -inf
        self._blamed_until = -inf

    def garbled(self) -> None:
        """The link ends since its framing broke: after a keep-alive this gateway gets no more of them."""
        if self.clock <= self._blamed_until:
            self._forbidden = True

    # -- what is said ------------------------------------------------------

    def say(self, what: str) -> None:
        """A message leaves, or bytes are taken out of the socket."""
        act = {
            "read": self._asks,
            "write": self._writes_frame,
            "keep-alive": self._keeps_alive,
            "taken": self._takes,
        }.get(what)
        if act is not None and not self.program.dead and self.referee.alone:
            act()

    def _takes(self) -> None:
        self._owed.clear()
        self._stops.takes()
        if self._kept_alive:
            self._kept_alive, self._drained_at = False, self.clock

    def _writes_frame(self) -> None:
        self._judge_drain("a frame")
        self._owed.append(self.now)
        self._writes += 1
        self.frame_at = self.now

    def _asks(self) -> None:
        self._judge_drain("a read")
        self._kept_alive = False  # it was answered, or is not waited for any more
        self.referee.meet(Rule.OWED)
        if self._owed and self._writes < UNANSWERED_WRITES and self.now - self._owed[-1] < OWED_S - EPSILON_S:
            self.referee.blame(
                Rule.OWED, f"a read leaves {self.now - self._owed[-1]:.4f} s after a write without a reply"
            )
        self._judge_keep_alive()
        self.asked_at = self.now

    def _judge_drain(self, what: str) -> None:
        calm = not self.referee.goes_wrong(self.now - 1.0, but=(KEEP_ALIVES, LINE, SLEEP))
        if not calm or self.link.stood_still(self.now - 1.0, self.now) or self._drained_at == -inf:
            return
        self.referee.meet(Rule.DRAIN)
        since = self.clock - self._drained_at
        if since < DRAIN_S - EPSILON_S:
            self.referee.blame(Rule.DRAIN, f"{what} leaves {since:.4f} s after the reply to a keep-alive")

    def _judge_keep_alive(self) -> None:
        if not self._supervisor._sends_keep_alives or not self.link.untroubled(STEADY_S) or not self.link.up:
            return
        self.referee.meet(Rule.KEPT_ALIVE)
        if self.clock - self._keep_alive_at > KEEP_ALIVE_S:
            self.referee.blame(Rule.KEPT_ALIVE, f"none since {self._keep_alive_at:.4f}, by its own clock")

    def _keeps_alive(self) -> None:
        self.referee.meet(Rule.GARBLED)
        if self._forbidden:
            self.referee.blame(Rule.GARBLED, "one more leaves")
        self._stops.keep_alive_leaves()
        self._keep_alive_at, self._kept_alive = self.clock, True
        self._blamed_until = self.clock + BLAMED_S

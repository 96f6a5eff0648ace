"""What is known of one program's links: when they stood, what was read over them, and when its loop stood still."""

from __future__ import annotations

from collections import deque
from math import inf

from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.program import Program
from tests.library.proof.records import ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.stalls import Stalls
from tests.library.proof.watcher import Watcher


class LinkTimes(Watcher):
    """The links of one program; judges nothing."""

    def __init__(self, referee: Referee, program: Program, stalls: Stalls) -> None:
        super().__init__(referee, program)
        self._stalls = stalls
        self.up = False
        self.up_at = -inf
        """When the present link came up (monotonic)."""
        self.down_at = -inf
        """When the last link ended (monotonic)."""
        self.outage: float | None = None
        """For how long there had been no link before the present one; None for the first."""
        self.reads: deque[ReadRecord] = deque(maxlen=64)
        """Those of the present link."""
        self.ups: list[float] = []
        self.downs: list[float] = []
        """True times."""
        self._first_reads: list[ReadRecord] = []
        """The first read of each link."""

    # -- what happens ------------------------------------------------------

    def comes_up(self, outage: float | None) -> None:
        """The program has logged in."""
        self.outage, self.up, self.up_at = outage, True, self.clock
        self.ups.append(self.now)

    def goes_down(self) -> None:
        """The link has ended."""
        self.up, self.down_at = False, self.clock
        self.downs.append(self.now)
        self.reads.clear()

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        if not self.reads:
            self._first_reads.append(read)
        self.reads.append(read)

    # -- what is asked of it -----------------------------------------------

    def stood_still(self, began: float, ended: float) -> float:
        """For how long its loop stood still (true times)."""
        return sum(max(0.0, min(ended, e) - max(began, b)) for b, e in self._stalls.periods[-30:])

    def up_since(self, at: float) -> float:
        """`at` if there was a link then, else when the next one came."""
        up = max((t for t in self.ups if t <= at), default=-inf)
        down = max((t for t in self.downs if t <= at), default=-inf)
        return at if up > down else min((t for t in self.ups if t > at), default=inf)

    def breaks_at(self, at: float) -> bool:
        """Whether the link ended in that very moment."""
        return self.broke(at - EPSILON_S, at + EPSILON_S)

    def broke(self, began: float, ended: float) -> bool:
        """Whether the link ended in this time."""
        return any(began <= at <= ended for at in self.downs)

    def first_read_before(self, at: float) -> ReadRecord | None:
        """The first read of the link that there was then."""
        return next((read for read in reversed(self._first_reads) if read.taken <= at), None)

    def untroubled(self, seconds: float) -> bool:
        """Whether nothing has been wrong, and the loop has not stood still, for so long."""
        began, now = self.now - seconds, self.now
        return not self.referee.troubled(began, now) and not self.stood_still(began, now)

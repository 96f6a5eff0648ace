"""What everything that watches a program for the referee has in common."""

from __future__ import annotations

from tests.library.proof.program import Program
from tests.library.proof.referee import Referee


class Watcher:
    """Watches one program, and tells the referee which rules are put to the test, and which are broken."""

    def __init__(self, referee: Referee, program: Program) -> None:
        self.referee = referee
        self.program = program

    @property
    def now(self) -> float:
        """The true time."""
        return self.program.site.now

    @property
    def clock(self) -> float:
        """The program's monotonic clock."""
        return self.program.loop.time()

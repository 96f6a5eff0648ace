"""Watches what one program still trusts after its machine slept."""

from __future__ import annotations

from math import inf

from tests.library.proof.program import Program
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

NOTICED_S = 1.0
"""A shorter sleep cannot be told from a wall clock that drifts."""


class SleepWatch(Watcher):
    """Judges what one program does after its machine slept."""

    def __init__(self, referee: Referee, program: Program) -> None:
        super().__init__(referee, program)
        self.slept_at = -inf
        """When its machine fell asleep last (true time)."""
        self.seen_since = -inf
        """Receipt of the first read that was asked since it woke; inf before that."""
        self._clock_set = False
        """The wall clock was set, and no read has been asked since: that may hide a sleep."""

    def sets_clock(self) -> None:
        """The wall clock is set."""
        self._clock_set = True

    def asks(self) -> None:
        """A read leaves: the program has looked at both clocks."""
        self._clock_set = False

    def falls_asleep(self, seconds: float) -> None:
        """The machine sleeps from now on."""
        if seconds > NOTICED_S and not self._clock_set:
            self.slept_at, self.seen_since = self.now, inf

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        if self.seen_since == inf and read.asked > self.slept_at:
            self.seen_since = read.taken

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves: nothing that was asked before the sleep counts."""
        if self.slept_at == -inf:
            return
        self.referee.meet(Rule.AWAKE)
        if frame.read.asked <= self.slept_at:
            self.referee.blame(
                Rule.AWAKE, f"{frame.send} rests on a read asked before the sleep of {self.slept_at:.4f}"
            )

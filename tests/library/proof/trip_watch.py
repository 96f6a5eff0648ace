"""Compares the round trip that one program tells with what its line really was."""

from __future__ import annotations

from math import inf

from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.program import Program
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher


class TripWatch(Watcher):
    """Judges the round trip that one program tells."""

    def __init__(self, referee: Referee, program: Program) -> None:
        super().__init__(referee, program)
        self._there = self._back = inf
        """The quickest ways to the gateway and back while it read."""
        self._asked_over = 0.0
        """The line when the last read left."""

    def asks(self) -> None:
        """A read leaves."""
        self._asked_over = self.program.site.network.round_trip
        self._look()

    @property
    def least(self) -> float:
        """So long the last read took at least, if another reply was not taken for its answer."""
        return min(self._asked_over, self.program.site.network.round_trip)

    def _look(self) -> None:
        network = self.program.site.network
        self._there, self._back = min(self._there, network.there_s), min(self._back, network.back_s)

    def read(self) -> None:
        """A read was answered: no line was ever quicker than this."""
        self._look()
        told = self.program.client.round_trip
        self.referee.meet(Rule.TRIP)
        if 0.0 < told < self._there + self._back - EPSILON_S:
            self.referee.blame(
                Rule.TRIP, f"{told:.4f} s is told, the line took {self._there + self._back:.4f} s at least"
            )

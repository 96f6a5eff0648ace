"""Watches by which message each read of one program is answered."""

from __future__ import annotations

from tests.library.proof.program import Program
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule

OUTPUTS_SIZE = 130
ODD_S = 12.0
"""After garbage, drops and restarts it cannot be told for so long where messages begin."""


class AnswerWatch:
    """One for each program."""

    def __init__(self, referee: Referee, program: Program) -> None:
        self.referee = referee
        self.program = program
        self._taken = 0
        """How many bytes had been taken when the last read left."""

    def asks(self) -> None:
        """A read leaves."""
        self._taken = self.program.cable.near.taken

    def read(self) -> None:
        """A read was answered: by a message of which nothing was taken before."""
        if self.referee.broken_lately(ODD_S):
            return
        near = self.program.cable.near
        self.referee.meet(Rule.BEGUN)
        outputs = [(a, b) for a, b in near.messages if b - a == OUTPUTS_SIZE and b <= near.taken]
        if not any(begins >= self._taken for begins, _ in outputs):
            self.referee.blame(Rule.BEGUN, "what answers a read had begun to arrive before")

"""Watches by which message each read of one program is answered."""

from __future__ import annotations

from math import inf

from tests.library.proof.program import Program
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.site import OUTPUTS_SIZE, Cable, GivenSnapshot
from tests.library.proof.watcher import Watcher

REPLY_S = 0.499
"""A reply to a write is waited for so long, at least."""
ODD_S = 12.0
"""After garbage, drops and restarts it cannot be told for so long where messages begin."""


class AnswerWatch(Watcher):
    """Holds the snapshots that the gateway gave against the reads that one program asked."""

    def __init__(self, referee: Referee, program: Program) -> None:
        super().__init__(referee, program)
        self._taken = 0
        """How many bytes had been taken when the last read left."""
        self._asked = 0
        """How many reads have left over the present cable."""
        self._cable: Cable | None = None
        self._seen = 0
        """How many messages of the present cable have been looked through."""
        self._outputs: list[int] = []
        """Where each snapshot begins that has been taken of the present cable."""
        self._counted: Cable | None = None
        self._doubted: tuple[int, bytes] | None = None
        """The number of a read that a write's reply answered, and what that showed."""
        self._owed: tuple[float, int] | None = None
        """When the last frame left over the present cable, and how many snapshots had been taken by then."""

    def asks(self) -> None:
        """A read leaves."""
        cable = self.program.cable
        if cable is not self._cable:
            self._cable, self._asked, self._doubted, self._owed = cable, 0, None, None
        self._asked += 1
        self._taken = cable.near.taken

    def writes(self) -> None:
        """A frame leaves: it owes one reply."""
        self._owed = self.now, len(self._begins())

    def doubts(self) -> bool:
        """Bytes were taken: whether a read's own answer has come after another's, and shows something else.

        Not if a write owed its reply: the first that comes is that reply, whatever it shows.
        """
        if self._doubted is None or self._cable is None or self.referee.broken_lately(ODD_S):
            return False
        number, shown = self._doubted
        own = [(n, given.values) for n, given in enumerate(self._snapshots()) if given.answers_read]
        if len(own) < number:
            return False
        self._doubted = None
        place, values = own[number - 1]
        return values != shown and not self._taken_for_a_reply(place)

    def _taken_for_a_reply(self, place: int) -> bool:
        """Whether the snapshot in this place was the first after a frame, in the time for which its reply is owed."""
        at, before = self._owed or (-inf, 0)
        return place == before and self.now - at < REPLY_S

    def late_reply_at(self, frame_left: float) -> float:
        """When the gateway gave the answer, if that is the reply to a write, after the time for which it is owed; or inf.

        That such a reply cannot be told from the answer to a read is a known limit.
        """
        snapshots = self._snapshots()
        late = self.now - frame_left >= REPLY_S
        return snapshots[-1].at if late and snapshots and not snapshots[-1].answers_read else inf

    def _snapshots(self) -> list[GivenSnapshot]:
        """Those that have been taken."""
        return self.program.cable.snapshots[: len(self._begins())]

    def _begins(self) -> list[int]:
        """Where each snapshot begins that has been taken; each message is looked at once."""
        cable = self.program.cable
        if cable is not self._counted:
            self._counted, self._seen, self._outputs = cable, 0, []
        for begins, ends in cable.near.messages[self._seen :]:
            if ends > cable.near.taken:
                break
            self._seen += 1
            if ends - begins == OUTPUTS_SIZE:
                self._outputs.append(begins)
        return self._outputs

    def read(self, shown: bytes) -> None:
        """A read was answered: by a message of which nothing was taken before."""
        if self.referee.broken_lately(ODD_S):
            return
        snapshots = self._snapshots()
        if snapshots and not snapshots[-1].answers_read:
            self._doubted = self._asked, shown
        self.referee.meet(Rule.BEGUN)
        begins = self._begins()
        if not begins or begins[-1] < self._taken:
            self.referee.blame(Rule.BEGUN, "what answers a read had begun to arrive before")

"""Watches that each answer is one read's, and shows what was so after that read was asked."""

from __future__ import annotations

from math import inf

from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.proof_house import LAMPS, RELAYS, TIMED, UNDECLARED
from tests.library.proof.records import ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

ODD_S = 12.0
"""After garbage, drops and restarts, answers may be taken for one another for so long: a known limit."""


class TruthWatch(Watcher):
    """Judges each answer that one program takes by what was so in the house."""

    def read(
        self, snapshot: StateSnapshot, asked: float, last: ReadRecord | None, late_reply_at: float
    ) -> None:
        """A read was answered, `last` was the one before it, and a reply that came late shows the house as it was."""
        self.referee.meet(Rule.READ_TRUE)
        if last is not None and last.asked == asked < last.taken:
            self.referee.blame(Rule.READ_TRUE, f"the read of {snapshot.asked_at:.4f} is answered twice")
        world, behind = self.program.site.world, self.program.site.house_behind_s
        if snapshot.values == world.values() or self.referee.broken_lately(ODD_S) or late_reply_at < inf:
            return
        for address in (*RELAYS, *LAMPS, TIMED, *UNDECLARED):
            shown = snapshot.is_on(address)
            events = [e for e in world.history if e.address == address]
            during = [e for e in events if e.at + behind >= asked - EPSILON_S]
            before = next((e for e in reversed(events) if e.at + behind < asked - EPSILON_S), None)
            so = {before is not None and before.value > 0, *(e.value > 0 for e in during)}
            if shown not in so:
                self.referee.blame(Rule.READ_TRUE, f"a read asked at {asked:.4f} shows {address} {shown}")

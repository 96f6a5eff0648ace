"""Watches that a dimmer is confirmed where it was wanted, or where it rests near that."""

from __future__ import annotations

from ipcom.client.planning.compare import RAMPING
from ipcom.model.address import OutputAddress
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

RESTS_S = 0.3


class NearWatch(Watcher):
    """Judges the dimmers that one program says are done."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs

    def ended(self, given: Given, address: OutputAddress) -> None:
        """A command for one dimmer was confirmed: it is there, or rests near it since a frame for it."""
        value = given.values[address]
        reads = [r for r in self.outputs.reads if r.asked >= given.at and r.taken <= given.ended_at]
        self.referee.meet(Rule.NEAR)
        seen = [r.snapshot.value(address) for r in reads]
        if not seen or value in (min(s, 100) if s not in RAMPING else -1 for s in seen):
            return
        since = min(g.at for g in self.outputs.mine() if g.ended_at >= given.at and value in g.wants(address))
        frames = [
            f
            for f in self.referee.frames
            if f.program is self.program
            and f.send.module == address.module
            and since <= f.left <= given.ended_at
            and f.send.values[address.output - 1] == value
        ]
        if not frames:
            self.referee.blame(
                Rule.NEAR, f"{given} was confirmed without a frame, though {seen[-1]} was read"
            )
            return
        rest = [
            r
            for r in self.outputs.reads
            if frames[0].left <= r.asked
            and r.taken <= given.ended_at
            and r.snapshot.value(address) == seen[-1]
        ]
        rests = bool(rest) and rest[-1].snapshot.asked_at - rest[0].snapshot.asked_at >= RESTS_S - EPSILON_S
        moved = len(frames) > 1 or frames[0].read.snapshot.value(address) != seen[-1]
        if not rests or not moved or not seen[-1]:
            self.referee.blame(Rule.NEAR, f"{given} was confirmed, though reads showed {seen[-5:]}")

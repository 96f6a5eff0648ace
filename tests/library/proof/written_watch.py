"""Watches which outputs one program's frames write: all that a command wants, and nothing that a person has set."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from ipcom.client.planning.compare import RAMPING
from ipcom.model.address import OutputAddress
from tests.library.proof.comparing import differs
from tests.library.proof.frame_counts import changed, serves
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import DIMMERS, LIGHTS, UNDECLARED
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

EXPLAINS_S = 5.0
"""For so long a frame of ours explains what a dimmer does."""
ACTS_S = 0.4


class WrittenWatch(Watcher):
    """Judges which outputs each frame of one program writes."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self._begun: set[tuple[int, int]] = set()
        """The commands, and modules of theirs, of which a frame has left."""
        self._pulsed: set[OutputAddress] = set()
        """Undeclared outputs that frames of ours switched on."""

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._judge_together(frame)
        self._judge_over_person(frame)
        self._judge_pulsed(frame)

    def _judge_together(self, frame: FrameRecord) -> None:
        """What a command wants of one module leaves in one frame."""
        module, read = frame.send.module, frame.read.snapshot
        if frame.send.stop:
            return
        for given in self.outputs.mine():
            wanted = {a: v for a, v in given.values.items() if a.module == module and a in LIGHTS}
            key = (id(given), module)
            if not given.open or key in self._begun or not self.outputs.alone(given):
                continue
            if not any(serves(frame, a, v) for a, v in wanted.items()):
                continue
            self._begun.add(key)
            self.referee.meet(Rule.TOGETHER)
            left = [
                a
                for a, v in wanted.items()
                if frame.send.values[a.output - 1] != v and differs(a, read.value(a), v)
            ]
            left = [a for a in left if not self._moved(a, given.at)]
            if left:
                self.referee.blame(Rule.TOGETHER, f"{frame.send} leaves {left} out, which {given} wants")

    def _moved(self, address: OutputAddress, since: float) -> bool:
        """Whether an output was seen to change since then."""
        return len({r.snapshot.value(address) for r in self.outputs.reads if r.taken >= since - 1.0}) > 1

    def _judge_over_person(self, frame: FrameRecord) -> None:
        """A level that a person set since the command is left alone."""
        for address in changed(frame) & set(DIMMERS):
            value = frame.send.values[address.output - 1]
            wanting = [g for g in self.outputs.mine() if g.open and value in g.wants(address)]
            if not wanting:
                continue
            self.referee.meet(Rule.SET_SINCE)
            if all(self._set_since(given, address, value) for given in wanting):
                self.referee.blame(
                    Rule.SET_SINCE, f"{frame.send} sets {address}, which a person has set since {wanting[-1]}"
                )

    def _set_since(self, given: Given, address: OutputAddress, value: int) -> bool:
        reads = [read for read in self.outputs.reads if read.asked > given.at and not self._blank(read)]
        for before, after in pairwise(reads):
            first, second = before.snapshot.value(address), after.snapshot.value(address)
            if first in (second, value) or min(second, 100) == value:
                continue
            if second in RAMPING or self._explained(address, after):
                continue
            if not self.outputs.frames(given, address):
                return True
        frames = self.outputs.frames(given, address)
        if not frames or frames[-1].reached == inf:
            return False
        since = frames[-1].reached + ACTS_S
        return any(seen in RAMPING for seen in self.outputs.values(address, since, self.now))

    def _blank(self, read: ReadRecord) -> bool:
        """Whether its gateway may not have known its outputs: it tells nothing then."""
        return any(began <= read.asked <= ended for began, ended in self.program.site.blank)

    def _explained(self, address: OutputAddress, read: ReadRecord) -> bool:
        return any(
            frame.program is self.program
            and frame.send.module == address.module
            and read.asked - EXPLAINS_S <= frame.left <= read.taken
            and address in changed(frame)
            for frame in self.referee.frames
        )

    def _judge_pulsed(self, frame: FrameRecord) -> None:
        """An undeclared output that was on by another's doing goes off only if a command says so."""
        for address in changed(frame) & set(UNDECLARED):
            if frame.send.values[address.output - 1]:
                self._pulsed.add(address)
                continue
            self.referee.meet(Rule.PULSED)
            off = any(g.values.get(address) == 0 for g in self.outputs.mine())
            if address not in self._pulsed and not off:
                self.referee.blame(Rule.PULSED, f"{frame.send} switches {address} off")

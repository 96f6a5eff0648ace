"""Watches that a pair which is seen on both ways goes off, three times a minute at most."""

from __future__ import annotations

from ipcom.client.planning.actions import Send
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.bounds import STOPS_A_MINUTE
from tests.library.proof.frame_counts import changed
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import PAIRS, RELAYS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

WINDOW_S = 60.0
COMMANDED_S = 10.0
"""For so long a command for a pair explains that it is switched off."""


class BothOffWatch(Watcher):
    """Judges the frames of one program for pairs that were seen on both ways."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self._apart: dict[ShutterPair, bool] = {}
        """Whether a read has shown a pair not on both ways since it was last switched off."""
        self._both_off: dict[ShutterPair, list[float]] = {}

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        for pair in PAIRS:
            if not all(map(read.snapshot.is_on, pair.addresses)):
                self._apart[pair] = True

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves: a pair that is seen on both ways goes off both ways."""
        send, read = frame.send, frame.read.snapshot
        for pair in PAIRS:
            mine = [a for a in pair.addresses if a.module == send.module]
            if not mine or not send.stop or not all(map(read.is_on, pair.addresses)):
                continue
            if any(g.open and g.pair == pair for g in self.outputs.mine()):
                continue
            self.referee.meet(Rule.BOTH_OFF)
            if any(send.values[a.output - 1] for a in mine):
                self.referee.blame(Rule.BOTH_OFF, f"{send} leaves a direction of {pair} on")
            other = _stops_another(send, read, pair) or not changed(frame) <= set(mine)
            if len(mine) == 1 or other or not self._apart.get(pair, True):
                continue  # no frame has both directions on, whatever it is for; and a stop may be repeated
            self._apart[pair] = False
            recent = [at for at in self._both_off.get(pair, ()) if at > self.now - WINDOW_S]
            self._both_off[pair] = [*recent, self.now]
            commanded = any(
                g.pair == pair and g.ended_at > self.now - COMMANDED_S for g in self.outputs.mine()
            )
            if len(recent) >= STOPS_A_MINUTE and not commanded:
                self.referee.blame(Rule.BOTH_OFF, f"{pair} is switched off once more: {recent}")


def _stops_another(send: Send, read: StateSnapshot, pair: ShutterPair) -> bool:
    """Whether a frame switches off another shutter's relay."""
    others = (a for a in RELAYS if a.module == send.module and a not in pair.addresses)
    return any(read.is_on(a) and not send.values[a.output - 1] for a in others)

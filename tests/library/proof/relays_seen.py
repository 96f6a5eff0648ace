"""What one program's reads and frames tell of the relays of shutters."""

from __future__ import annotations

from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.bounds import EPSILON_S, LONG_OUTAGE_S
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS, RELAYS
from tests.library.proof.records import FrameRecord, Press, ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.watcher import Watcher

EXPLAINED_S = 5.0
"""For so long a frame of ours explains a change that a read shows."""
BOTH_S = 6.0
"""For so long both directions seen on explain that both go off."""
DOUBTFUL_S = 1.0
"""An answer too many disqualifies the reads of so long before it."""
SETTLES_S = 1.0
"""After a long outage a gateway may show all off at first, until two reads so far apart agree."""


class RelaysSeen(Watcher):
    """The relays of shutters as one program saw and set them; judges nothing."""

    def __init__(self, referee: Referee, program: Program) -> None:
        super().__init__(referee, program)
        self.off_since: dict[OutputAddress, float] = {}
        """Receipt of the first read since which every read showed it off."""
        self.ours: set[OutputAddress] = set()
        """Relays that we switched on and have not seen off since."""
        self.unseen: dict[OutputAddress, tuple[bool, float]] = {}
        """What frames of ours set and no read has shown yet, and when they left."""
        self.touched_at: dict[OutputAddress, float] = {}
        """When a read first showed what a person did at the wall."""
        self.down_at = inf
        """When the link last ended (monotonic); inf before it did."""
        self._both_seen_at: dict[ShutterPair, float] = {}
        self._in_flight: dict[tuple[OutputAddress, bool], float] = {}
        """What frames of ours may still do, or undo, and when they left."""

    # -- what is asked of it -----------------------------------------------

    def both_lately(self, pair: ShutterPair) -> bool:
        """Whether a pair was seen on both ways a moment ago."""
        return self.now - self._both_seen_at.get(pair, -inf) < BOTH_S

    def ours_or_both(self) -> set[OutputAddress]:
        """The relays that we switched on, and those of pairs that were seen on both ways a moment ago."""
        both = {address for pair in PAIRS if self.both_lately(pair) for address in pair.addresses}
        return self.ours | both

    # -- what happens ------------------------------------------------------

    def link_down(self) -> None:
        """The link has ended."""
        self.off_since.clear()
        self.down_at = self.clock

    def doubt(self) -> None:
        """An answer too many came: the reads of the last second prove nothing."""
        since = self.now - DOUBTFUL_S
        self.off_since = {a: inf if at >= since else at for a, at in self.off_since.items()}

    def see_both(self, snapshot: StateSnapshot) -> None:
        """A read was answered."""
        for pair in PAIRS:
            if all(map(snapshot.is_on, pair.addresses)):
                self._both_seen_at[pair] = self.now

    def read(self, read: ReadRecord, before: ReadRecord | None, wished: set[OutputAddress]) -> None:
        """A read was answered; our program wishes the relays of `wished` on."""
        for address in RELAYS:
            if read.snapshot.is_on(address):
                self.off_since[address] = inf
                continue
            if self.off_since.get(address, inf) == inf:
                self.off_since[address] = read.taken
            if read.asked >= self._in_flight.get((address, True), -inf) and self._proves_off(read, address):
                self.ours.discard(address)
        self._forget_done(read)
        for orders in self.referee.orders.values():
            if before is None:
                orders.presses = [press for press in orders.presses if press.shown]
            for press in orders.presses:
                self._show(press, read, wished)
        for (address, on), at in tuple(self._in_flight.items()):
            changed = before is not None and before.snapshot.is_on(address) is not read.snapshot.is_on(
                address
            )
            shown = read.asked >= at and changed and read.snapshot.is_on(address) is on
            if shown or read.asked - at > EXPLAINED_S:
                del self._in_flight[address, on]

    def _forget_done(self, read: ReadRecord) -> None:
        """Forget what a read shows done."""
        for address, (on, left) in tuple(self.unseen.items()):
            if read.asked >= left and read.snapshot.is_on(address) is on:
                del self.unseen[address]

    def _proves_off(self, read: ReadRecord, address: OutputAddress) -> bool:
        """Whether an "off" counts: after a long outage only two of them, a second apart, since gateways forget."""
        began = min(self.off_since.values(), default=inf)
        long_outage = began - self.down_at > LONG_OUTAGE_S if began < inf and self.down_at < inf else False
        return not long_outage or read.taken - self.off_since[address] >= SETTLES_S - EPSILON_S

    def _show(self, press: Press, read: ReadRecord, wished: set[OutputAddress]) -> None:
        """The first read that shows a press, or was asked after it, decides whether it rules from now on.

        It does not when a frame of ours explains the change, or when our program was about to do the same.
        """
        shows = any(read.snapshot.value(address) == after for address, after in press.after.items())
        if press.shown or not (shows or read.asked > press.at):
            return
        expected = all(after > 0 and address in wished for address, after in press.after.items())
        for address, after in press.after.items():
            explained = (address, after > 0) in self._in_flight
            if not expected and not explained and read.snapshot.value(address) == after:
                press.shown = True
                self.touched_at[address] = read.taken
                self.referee.tell(f"a read shows the press of {press.at:.4f}")
        press.after.clear()

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        send, last = frame.send, frame.read.snapshot
        for address in RELAYS:
            if address.module != send.module:
                continue
            on = send.values[address.output - 1] > 0
            if on is not last.is_on(address):
                self.unseen[address] = on, frame.left
            if on and not last.is_on(address):
                self.ours.add(address)
            if on is not last.is_on(address) or (address, not on) in self._in_flight:
                self._in_flight[address, on] = frame.left

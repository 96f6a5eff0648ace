"""Watches whether a person's stop leaves at once, before everything else."""

from __future__ import annotations

from math import inf

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from tests.library.proof.bounds import EPSILON_S, OWED_S, OWED_TRIPS, STEADY_S, STOPS_APART_S
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.proof_house import DOOR, LIGHTS, TIMED
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

PASSES_S = 0.7
"""A stop may pass an unanswered write with a read asked so shortly before it is wanted."""
AT_ONCE_S = 0.3
"""An exchange, the time after a keep-alive and the distance of two stops, beside the line's own time."""


class StopWatch(Watcher):
    """Judges how soon the stops of one program leave."""

    def __init__(self, link: LinkTimes) -> None:
        super().__init__(link.referee, link.program)
        self.link = link
        self._stops: dict[OutputAddress, float] = {}
        """Relays that a person's stop is to switch off, and since when."""
        self._stop_left_at = -inf
        self._keep_alive_at = -inf
        self._keep_alive_over = -inf
        """When the last keep-alive was answered, or is given up."""

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        for relay in [relay for relay in self._stops if not read.snapshot.is_on(relay)]:
            del self._stops[relay]

    def goes_down(self) -> None:
        """The link has ended."""
        self._stops.clear()

    def wanted(self, pair: ShutterPair) -> None:
        """A person's stop is wanted from now on."""
        read = self.link.reads[-1] if self.link.reads else None
        if read is None or not self.link.up or self.referee.broken_lately(STEADY_S):
            return
        on = [a for a in pair.addresses if read.snapshot.is_on(a)]
        if len(on) == 1 and on[0] not in self._stops and self._may_pass(read, on[0], pair):
            self._stops[on[0]] = self.now

    def forgets(self, pair: ShutterPair) -> None:
        """Another command takes the place of a stop that has not left."""
        for relay in pair.addresses:
            self._stops.pop(relay, None)

    def _may_pass(self, read: ReadRecord, relay: OutputAddress, pair: ShutterPair) -> bool:
        """Whether the stop may leave from this read: it carries no other motor's relay that is on."""
        module = relay.module
        declared = {*LIGHTS, DOOR, TIMED, *pair.addresses}
        outputs = {OutputAddress(module, n) for n in range(1, 9)} - declared
        return self.now - read.asked < PASSES_S and not any(map(read.snapshot.is_on, outputs))

    def keep_alive_leaves(self) -> None:
        """A keep-alive leaves: no stop waits, unless it keeps its distance from another one."""
        trip = max((read.taken - read.asked for read in self.link.reads), default=0.0)
        self._keep_alive_at = self.now
        self._keep_alive_over = self.now + max(OWED_S, OWED_TRIPS * trip)
        spaced = self.now - self._stop_left_at <= STOPS_APART_S + EPSILON_S
        waits = [at for at in self._stops.values() if at < self.now - EPSILON_S]
        self.referee.meet(Rule.STOP_FIRST)
        if waits and not spaced and not self.link.stood_still(min(waits), self.now):
            self.referee.blame(Rule.STOP_FIRST, f"a stop waits since {min(waits):.4f}")

    def takes(self) -> None:
        """Something has come: a keep-alive is waited for no more."""
        self._keep_alive_over = min(self._keep_alive_over, self.now)

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._judge_stops(frame)
        if frame.send.stop:
            self._stop_left_at = self.now

    def _judge_stops(self, frame: FrameRecord) -> None:
        for relay, asked_at in tuple(self._stops.items()):
            if relay.module != frame.send.module or frame.send.values[relay.output - 1]:
                continue
            del self._stops[relay]
            if self.referee.broken_lately(frame.left - asked_at + 0.01):
                continue
            self.referee.meet(Rule.STOP_LEAVES)
            free_at = self._keep_alive_over if self._keep_alive_at <= asked_at else -inf
            asked_at = max(asked_at, free_at)  # it waits for one exchange that is under way
            took = frame.left - asked_at - self.link.stood_still(asked_at, frame.left)
            trip = max(read.taken - read.asked for read in self.link.reads)
            if took > AT_ONCE_S + 2.0 * trip:
                self.referee.blame(Rule.STOP_LEAVES, f"a stop of {relay} leaves after {took:.3f} s")

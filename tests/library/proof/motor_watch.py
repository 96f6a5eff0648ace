"""Watches what one program does to motors: what it took over, what it stopped, and which stops pass a write."""

from __future__ import annotations

from math import inf

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause
from tests.library.proof.bounds import STANDS_S
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.program import Program
from tests.library.proof.proof_house import KINDS, PAIRS, RELAYS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import SLEEP, STALL, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

LATE_S = 2.0
"""A run may be so much longer than the longest that is allowed, until its stop acts."""
STOPPED_S = 4.0
"""So long after a person's stop the motor is off: a stop that is lost is repeated after 0.5 s, or a reply and more."""
SETTLES_S = 2.0
"""So long after a fault, or a loop that stood still, a stop that it held up has left again."""


class MotorWatch(Watcher):
    """Judges what becomes of the motors that one program moves or stops."""

    def __init__(self, referee: Referee, program: Program, link: LinkTimes) -> None:
        super().__init__(referee, program)
        self.link = link
        self._last: ReadRecord | None = None
        self._stops: dict[ShutterPair, float] = {}
        """When a person's stop was last asked for."""
        self._drives: dict[ShutterPair, float] = {}
        """When a direction was last asked for; a calibration asks for one after its stop."""
        self._on_since: dict[OutputAddress, float] = {}
        """When a frame of ours last switched a relay on, or a command found it on."""
        self._both_at: dict[ShutterPair, float] = {}
        self._frame_at = -inf

    # -- what is asked -----------------------------------------------------

    def drives(self, pair: ShutterPair, motion: Motion, ticket: PendingCommand) -> None:
        """A movement or a stop is wanted from now on."""
        at = self.now
        if motion is Motion.OFF:
            self._stops[pair] = at
            self.program.site.worlds.at(at + STOPPED_S, lambda: self._judge_stopped(pair, at))
            return
        self._drives[pair] = at
        relay = pair.up if motion is Motion.UP else pair.down
        last = self._last
        if last is not None and last.snapshot.is_on(relay) and relay not in self._on_since:
            self._on_since[relay] = at
            over = at + pair.max_run + LATE_S
            self.program.site.worlds.at(over, lambda: self._judge_found(pair, relay, at, ticket))

    def _judge_found(
        self, pair: ShutterPair, relay: OutputAddress, at: float, ticket: PendingCommand
    ) -> None:
        """What a command found under way is over, unless something else was asked for, or came between."""
        taken_over = ticket.done and ticket.error() is None
        if not taken_over or self._touched_since(pair, at) or not self._calm(at):
            return
        self.referee.meet(Rule.FOUND)
        if self._on_from(relay) < at:
            self.referee.blame(Rule.FOUND, f"{relay} is on, a command took it over at {at:.4f}")

    def _judge_stopped(self, pair: ShutterPair, at: float) -> None:
        """No frame that had left before a stop moves the motor for long after it."""
        if self._touched_since(pair, at) or self._drives.get(pair, -inf) > at or not self._calm(at):
            return
        for relay in pair.addresses:
            frames = [
                f for f in self.referee.frames
                if f.program is self.program and f.send.module == relay.module and f.left <= at
                and f.send.values[relay.output - 1] and not f.read.snapshot.is_on(relay)
            ]  # fmt: skip
            if not frames or frames[-1].left < at - STOPPED_S:
                continue
            self.referee.meet(Rule.STOP_COMES)
            if self._on_from(relay) < inf:
                self.referee.blame(
                    Rule.STOP_COMES, f"{relay} is on by a frame of {frames[-1].left:.4f}, stopped at {at:.4f}"
                )

    def _on_from(self, relay: OutputAddress) -> float:
        """Since when a relay has been on; inf if it is off."""
        world, since = self.program.site.world, inf
        for event in world.history:
            if event.address == relay:
                since = min(since, event.at) if event.value else inf
        return since + self.program.site.house_behind_s

    def _touched_since(self, pair: ShutterPair, at: float) -> bool:
        """Whether a person has acted on the shutter since then, at the wall or by a later command."""
        behind = self.program.site.house_behind_s
        return self.referee.orders[pair].commanded_at > at or any(
            event.address in pair.addresses and event.cause is not Cause.BUS and event.at + behind > at
            for event in self.program.site.world.history
        )

    def _calm(self, since: float) -> bool:
        """Whether the program was there and its link stood all the time, with a gateway that did what it was told."""
        if self.program.dead or self.program.ending or self.link.broke(since, self.now) or not self.link.up:
            return False
        healthy = all(t.what == STALL or t.over <= self.now - SETTLES_S for t in self.referee.troubles)
        asleep = any(t.what == SLEEP and t.over > since for t in self.referee.troubles)
        return healthy and not asleep and not self.link.stood_still(self.now - SETTLES_S, self.now)

    # -- reads and frames --------------------------------------------------

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        self._last = read
        for pair in PAIRS:
            if all(map(read.snapshot.is_on, pair.addresses)):
                self._both_at[pair] = self.now
        for relay in [relay for relay in self._on_since if not read.snapshot.is_on(relay)]:
            if read.asked > self._on_since[relay] + LATE_S:
                del self._on_since[relay]

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        send, read = frame.send, frame.read.snapshot
        if send.stop:
            self._judge_haste(frame)
        if send.stop and frame.passes:
            self._judge_carried(frame)
        for relay in RELAYS:
            if relay.module == send.module and send.values[relay.output - 1] and not read.is_on(relay):
                self._on_since.setdefault(relay, self.now)
        self._frame_at = self.now

    def _judge_haste(self, frame: FrameRecord) -> None:
        """What ends a timed move, or turns one round, waits for the reply that a write owes."""
        send, read = frame.send, frame.read.snapshot
        off = [
            r for r in RELAYS if r.module == send.module and read.is_on(r) and not send.values[r.output - 1]
        ]
        if not off or any(self._hasty(RELAYS[relay], relay) for relay in off):
            return
        self.referee.meet(Rule.HASTE)
        if frame.passes:
            self.referee.blame(Rule.HASTE, f"{send} passes a write that left at {self._frame_at:.4f}")

    def _hasty(self, pair: ShutterPair, relay: OutputAddress) -> bool:
        """Whether it goes off by a person's word, by its longest run, as both were on, or as its "on" is taken back."""
        now = self.now
        stands = now - pair.max_run - STANDS_S
        stopped = max(self._stops.get(pair, -inf), self._both_at.get(pair, -inf)) >= stands
        ran = now - self._on_since.get(relay, now) >= pair.max_run - STANDS_S
        taken_back = any(
            g.pair == pair and g.error is not None and g.ended_at >= stands
            for g in self.referee.ledger.all
            if not g.what.startswith("end of")
        )
        return stopped or ran or taken_back or self.program.ending

    def _judge_carried(self, frame: FrameRecord) -> None:
        send, read = frame.send, frame.read.snapshot
        outputs = [OutputAddress(send.module, number) for number in range(1, 9)]
        self.referee.meet(Rule.CARRIES)
        carried = [a for a in outputs if a not in KINDS and read.is_on(a) and send.values[a.output - 1]]
        if carried:
            self.referee.blame(Rule.CARRIES, f"{send} passes a write with {carried} on")

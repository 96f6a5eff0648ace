"""Watches the times of one program's commands for outputs: until when they may leave, and be looked for."""

from __future__ import annotations

from itertools import takewhile
from math import inf

from ipcom.client.planning.compare import RAMPING
from ipcom.model.address import OutputAddress
from tests.library.proof.bounds import QUICK_TRIP_S, SEEN_S
from tests.library.proof.frame_counts import changed
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS, SIMPLE
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import SLEEP
from tests.library.proof.round_trips_seen import RoundTripsSeen
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

SEEN_TRIPS, LONGEST_S = 6.0, 8.0
LOOK_S = 0.5
"""The read that decides was asked so shortly before the end, or later."""
LEAVE_S = 30.0
RAMP_S = 1.5
OVER_S = 0.1
TURN_S = 0.6
"""A read of its own, a poll in its way, and the distance of two frames."""
FIRST_S = 1.0
"""A command that is given so shortly after the first login is one of the first."""
UNHINDERED = (7, *SIMPLE)
"""Modules in which no shutter holds up a frame."""


class CommandWatch(Watcher):
    """Judges when the frames of a command leave, and when the command ends."""

    def __init__(self, outputs: OutputHistory, trips: RoundTripsSeen) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self.link = outputs.link
        self._trips = trips
        self._quiet: dict[FrameRecord, float] = {}
        """The quiet round trip when a frame left."""

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._quiet[frame] = max(self._trips.quiet, self.program.client.round_trip)
        open_ones = [given for given in self.outputs.mine() if given.open]
        if len(open_ones) == 1 and not frame.send.stop:
            self._judge_needless(open_ones[0], frame)

    def _judge_needless(self, given: Given, frame: FrameRecord) -> None:
        """The first frame of a command that is the only one changes something: its read was asked after the command."""
        modules = {address.module for address in given.values}
        if modules != {frame.send.module} or not given.values.keys() <= set(LIGHTS):
            return
        held = _ramps(frame.read, frame.send.module)
        if frame.read.asked < given.at or held or not self.outputs.alone(given) or self._slept(given):
            return
        self.referee.meet(Rule.NEEDLESS)
        if not changed(frame) and not any(self.outputs.any_frames(given, a) for a in given.values):
            self.referee.blame(Rule.NEEDLESS, f"{frame.send} changes nothing, and leaves for {given}")

    def ended(self, given: Given) -> None:
        """A command has ended."""
        if not given.values or self._slept(given):
            return
        self._judge_leaves(given)
        if len(given.values) > 1 or not self.outputs.alone(given):
            return
        ((address, _),) = given.values.items()
        if address not in LAMPS:
            return
        frames = self.outputs.any_frames(given, address)
        if frames:
            self._judge_seen_by(given, frames)
        if address.module in UNHINDERED and self._trips.quiet < QUICK_TRIP_S:
            left = frames[0].left if frames else given.ended_at
            self._judge_ramp(given, address, left)
            if frames:
                self._judge_first_login(given, frames[0])

    def _slept(self, given: Given) -> bool:
        """Whether the machine slept meanwhile."""
        ended = given.ended_at
        return any(t.what == SLEEP and t.began <= ended and t.over >= given.at for t in self.referee.troubles)

    # -- until when it is looked for ---------------------------------------

    def _judge_seen_by(self, given: Given, frames: list[FrameRecord]) -> None:
        """It ends when its time is over and a read has looked once more, or there is no link to look."""
        first, last = frames[0], frames[-1]
        seen_by = first.left + max(SEEN_S, min(SEEN_TRIPS * self._quiet[first], LONGEST_S))
        if given.ended_at < seen_by:
            return
        self.referee.meet(Rule.SEEN_BY)
        looks = (
            read.taken
            for read in self.outputs.reads
            if read.asked >= max(last.left, seen_by - LOOK_S) and read.taken <= given.ended_at
        )
        due = max(seen_by, min(next(looks, inf), self._offline_from(seen_by)))
        late = given.ended_at - due - self.link.stood_still(due, given.ended_at)
        if late > OVER_S:
            self.referee.blame(
                Rule.SEEN_BY,
                f"{given} ended {given.ended_at - first.left:.3f} s after its first frame, {late:.3f} s late",
            )

    def _offline_from(self, at: float) -> float:
        """When there was no link for the first time from then on."""
        if self.link.up_since(at) > at:
            return at
        return min((down for down in self.link.downs if down >= at), default=inf)

    # -- until when it may leave -------------------------------------------

    def _judge_leaves(self, given: Given) -> None:
        """What has not left of a command after 30 s never does."""
        frames = {a: self.outputs.any_frames(given, a) for a in given.values}
        if all(frames.values()):
            return
        self.referee.meet(Rule.LEAVES)
        lasts = [each[-1] for each in frames.values() if each]
        seen = max((f.left + max(SEEN_S, SEEN_TRIPS * self._quiet[f]) + LOOK_S for f in lasts), default=-inf)
        latest = max(given.at + LEAVE_S, seen)
        late = given.ended_at - latest - self.link.stood_still(given.at, given.ended_at)
        if late > OVER_S:
            self.referee.blame(
                Rule.LEAVES,
                f"{given} ended after {given.ended_at - given.at:.2f} s, and not all of it had left",
            )

    def _judge_ramp(self, given: Given, address: OutputAddress, left: float) -> None:
        """A command that waits for nothing but a dimmer that ramps fails, or leaves."""
        reads = [read for read in self.outputs.reads if read.asked >= given.at and read.taken <= left]
        ramps = list(takewhile(lambda read: _ramps(read, address.module), reads))
        linked = self.link.up_since(given.at) == given.at and not self.link.broke(given.at, left)
        if not ramps or not linked:
            return
        self.referee.meet(Rule.RAMP_WAIT)
        waited = ramps[-1].taken - ramps[0].taken - self.link.stood_still(given.at, left)
        if waited > RAMP_S + TURN_S:
            self.referee.blame(Rule.RAMP_WAIT, f"{given} waited for {waited:.3f} s")

    def _judge_first_login(self, given: Given, frame: FrameRecord) -> None:
        """Nothing holds up a command that comes when a program has just logged in for the first time."""
        first_up = self.link.ups[0] if self.link.ups else inf
        others = any(given.at <= f.left < frame.left for f in self.referee.frames)
        moved = any(_ramps(r, frame.send.module) or self._dims(r, frame) for r in self._between(given, frame))
        if not first_up <= given.at <= first_up + FIRST_S or others or moved:
            return
        if self.link.broke(first_up, frame.left) or self.referee.broken_lately(self.now - first_up):
            return
        self.referee.meet(Rule.FIRST_LOGIN)
        waited = frame.left - given.at - self.link.stood_still(given.at, frame.left)
        if waited > TURN_S:
            self.referee.blame(Rule.FIRST_LOGIN, f"{given} left after {waited:.3f} s")

    def _between(self, given: Given, frame: FrameRecord) -> list[ReadRecord]:
        return [read for read in self.outputs.reads if given.at <= read.taken <= frame.left]

    def _dims(self, read: ReadRecord, frame: FrameRecord) -> bool:
        """Whether a dimmer of the module showed another level than when the frame was planned."""
        mine = (a for a in DIMMERS if a.module == frame.send.module)
        return any(read.snapshot.value(a) != frame.read.snapshot.value(a) for a in mine)


def _ramps(read: ReadRecord, module: int) -> bool:
    return any(value in RAMPING for value in read.snapshot.module(module))

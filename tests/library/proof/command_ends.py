"""Judges how commands end."""

from __future__ import annotations

import asyncio
from math import inf

from ipcom.client.planning.compare import RAMPING
from ipcom.errors import CommandNotConfirmed
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import Cause
from tests.library.proof.comparing import near
from tests.library.proof.house_history import HouseHistory
from tests.library.proof.ledger import ENDS, Given
from tests.library.proof.output_watch import LEAVE_S
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DIMMERS
from tests.library.proof.records import seen_by
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watch import Watch

ONE_OUTPUT_S = 10.0 + 8.0 + 4.0
"""To leave, to be seen, and for the read that decides."""
SCENE_S = 30.0 + 8.0 + 4.0
SHUTTER_S = 80.0
"""Two runs, each with its pause, its longest run, and the time to be seen."""

FRESH_S = 0.04
"""A read asked so shortly before a command, and answered, says that nothing needs to be written."""
SEEN_S = 1.0
STOP_WITHIN_S = 0.2
"""A read, a poll in its way, and the spacing of stops over two modules."""


class CommandEnds:
    """Looks at each command that has ended."""

    def __init__(self, referee: Referee, watches: dict[Program, Watch], house: HouseHistory) -> None:
        self.referee = referee
        self._site = referee.site
        self._ledger = referee.ledger
        self._watches = watches
        self._house = house

    def look(self) -> None:
        """Judge the commands that have ended."""
        ended, self._ledger.ended = self._ledger.ended, []
        for given in ended:
            self.referee.tell(f"ended: {given}: {given.error!r}")
            self._judge_end(given)

    def _judge_end(self, given: Given) -> None:
        self.referee.meet(Rule.ENDS)
        known = given.error is None or isinstance(given.error, ENDS)
        if not known and not isinstance(given.error, asyncio.CancelledError):
            self.referee.blame(Rule.ENDS, f"{given} ended with {given.error!r}")
        elif isinstance(given.error, asyncio.CancelledError) and given.given_up_at == inf:
            self.referee.blame(Rule.ENDS, f"{given} was cancelled, and no caller gave up")
        self._judge_limit(given)
        if given.max_run < inf and given.pair is not None and self.referee.alone:
            self._judge_calibration(given, given.pair)
        if self.referee.alone:
            self._watches[given.program].commands.ended(given)
            self._watches[given.program].output_watch.ended(given)
        if isinstance(given.error, CommandNotConfirmed) and self.referee.alone:
            self._judge_failed(given)
        if given.confirmed and self.referee.alone:
            self._judge_true(given)

    def _judge_limit(self, given: Given) -> None:
        self.referee.meet(Rule.LIMIT)
        limit = SHUTTER_S if given.pair else SCENE_S if self._in_a_scene(given) else ONE_OUTPUT_S
        end = min(given.ended_at, self._site.now)
        took = end - given.at - self._watches[given.program].stalls.stood_still(given.at, end)
        if took > limit:
            self.referee.blame(Rule.LIMIT, f"{given} took {took:.1f} s")

    def _in_a_scene(self, given: Given) -> bool:
        """Whether it is a scene, or shares its end with one that wants the same: frames of a scene prolong it."""
        return len(given.values) > 1 or any(
            len(other.values) > 1
            and other.at <= given.ended_at
            and given.values.items() <= other.values.items()
            for other in self._ledger.all
            if other.ended_at >= given.at and given.values
        )

    def _judge_true(self, given: Given) -> None:
        for address, value in given.values.items():
            self.referee.meet(Rule.TRUE)
            shown = self._house.values(address, given.at - FRESH_S, given.ended_at)
            ramps = address in DIMMERS and self._site.world.layout.dimmer.ramp_s > 0.0
            passed = ramps and min(shown) <= value <= max(shown)
            if not passed and not any(near(address, seen, value) for seen in shown):
                self.referee.blame(Rule.TRUE, f"{given} was confirmed, though {address} never showed {value}")
        if given.pulsed is not None:
            self.referee.meet(Rule.TRUE)
            if not any(self._house.values(given.pulsed, given.at - FRESH_S, given.ended_at)):
                self.referee.blame(Rule.TRUE, f"{given} was confirmed, though {given.pulsed} was never on")
        if given.pair and given.what.startswith("stop") and not self._followed(given):
            self._judge_stopped(given, given.pair)
            self._judge_leaves(given, given.pair)

    def _judge_failed(self, given: Given) -> None:
        """What a command wanted was there, and reads of the same link showed it before it was given up."""
        failed = getattr(given.error, "addresses", ())
        for address in failed:
            if address not in given.values:
                continue
            self.referee.meet(Rule.FALSE_ERROR)
            since = self._true_since(address, given.values[address], given.at)
            if since < given.ended_at and self._could_be_read(given, address, since):
                self.referee.blame(
                    Rule.FALSE_ERROR, f"{given} failed, though {address} was so since {since:.4f}"
                )

    def _true_since(self, address: OutputAddress, value: int, began: float) -> float:
        """Since when an output has been as it was wanted; inf if it is not."""
        since, so = began, near(address, 0, value)
        for event in self._house.events(address):
            is_so = near(address, event.value, value) and (address not in DIMMERS or event.value == value)
            if is_so and not so:
                since = max(began, self._house.true(event.at))
            so = is_so
        return since if so else inf

    def _could_be_read(self, given: Given, address: OutputAddress, since: float) -> bool:
        """Whether a read of its program was surely sampled meanwhile, and answered before the end."""
        reads = self._watches[given.program].reads
        frames = [
            f
            for f in self.referee.frames
            if f.program is given.program
            and f.send.module == address.module
            and f.send.values[address.output - 1] == given.values[address]
            and given.at <= f.left <= given.ended_at
        ]
        ended = given.ended_at
        if all(frame.send.stop for frame in frames):
            ended = min(
                ended, given.at + LEAVE_S
            )  # no frame of its own may have left; its call may end later
        if not frames or not seen_by(reads, max(since, frames[-1].left), ended):
            return False
        return address not in DIMMERS or self._was_read(given, address, max(since, frames[-1].left))

    def _was_read(self, given: Given, address: OutputAddress, since: float) -> bool:
        """Whether a read showed a dimmer at its target: it may have been on its way, or held by a hand."""
        return any(
            min(read.snapshot.value(address), 100) == given.values[address]
            for read in self._watches[given.program].outputs.reads
            if since <= read.asked
            and read.taken <= given.ended_at
            and read.snapshot.value(address) not in RAMPING
        )

    def _followed(self, given: Given) -> bool:
        """Whether another command for this shutter came before its end."""
        others = (other for other in self._ledger.all if other.pair == given.pair and other is not given)
        return any(given.at <= other.at <= given.ended_at for other in others)

    def _judge_stopped(self, given: Given, pair: ShutterPair) -> None:
        self.referee.meet(Rule.STOPPED)
        for address in pair.addresses:
            if 0 not in self._house.values(address, given.at, given.ended_at):
                self.referee.blame(
                    Rule.STOPPED, f"{given} was confirmed, though {address} was on all the time"
                )

    def _judge_leaves(self, given: Given, pair: ShutterPair) -> None:
        """Nothing but a read and the spacing of stops holds it up, as long as all is well."""
        on = [
            a
            for a in pair.addresses
            if any(b < given.at - SEEN_S < given.at < e for b, e, _ in self._house.runs(a))
        ]
        end = given.at + STOP_WITHIN_S
        if not on or self.referee.troubled(given.at - SEEN_S, end) > 0.0:
            return
        self.referee.meet(Rule.STOP_LEAVES)
        stops = (f for f in self.referee.frames if f.send.stop and given.at <= f.left <= end)
        if not any(f.send.module == address.module for f in stops for address in on):
            self.referee.blame(Rule.STOP_LEAVES, f"{given} did not leave within {STOP_WITHIN_S} s")

    def _judge_calibration(self, given: Given, pair: ShutterPair) -> None:
        """What was measured is a run that went on, and no run took longer than it may."""
        ended = given.ended_at
        if self.referee.troubled(given.at - 1.0, ended) > 0.0 or self._followed(given):
            return
        self.referee.meet(Rule.CALIBRATED)
        runs = [
            (began, end)
            for address in pair.addresses
            for began, end, cause in self._house.runs(address)
            if cause is Cause.BUS and given.at <= began
        ]
        if any(min(end, ended) - began > given.max_run + SEEN_S for began, end in runs):
            self.referee.blame(Rule.CALIBRATED, f"{given} ran longer than {given.max_run} s: {runs}")
        if any(began < ended < end for began, end in runs):
            self.referee.blame(Rule.CALIBRATED, f"{given} has ended, and the motor is on")
        if isinstance(given.result, float):
            measured = given.result
            if not any(abs(end - began - measured) < SEEN_S for began, end in runs):
                self.referee.blame(Rule.CALIBRATED, f"{given} measured {measured:.2f} s of {runs}")

    def judge_open(self) -> None:
        """No command was forgotten."""
        for given in self._ledger.open:
            if given.program.dead:
                continue
            self._judge_limit(given)
            self.referee.blame(Rule.ENDS, f"{given} has not ended")

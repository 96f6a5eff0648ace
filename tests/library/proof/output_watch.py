"""Watches how one program's commands for outputs go on and end."""

from __future__ import annotations

from ipcom.errors import CommandNotConfirmed, ConnectionLost
from ipcom.model.address import OutputAddress
from tests.library.proof.both_off_watch import BothOffWatch
from tests.library.proof.bounds import EPSILON_S, SEEN_S
from tests.library.proof.ledger import Given
from tests.library.proof.near_watch import NearWatch
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.overlay_watch import OverlayWatch
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.retry_watch import RetryWatch
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher
from tests.library.proof.written_watch import WrittenWatch

LEAVE_S = 10.0
OFFLINE_S = 1.5
OFFLINE_OVER_S = 0.3
PROMPT_S = 4.0
"""Two reads, a dimmer that ramps, a retry and the time to be seen."""


class OutputWatch(Watcher):
    """Judges the ends of one program's commands for outputs, and owns the watchers of single sides of them."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self.link = outputs.link
        self._written = WrittenWatch(outputs)
        self._both_off = BothOffWatch(outputs)
        self._overlay = OverlayWatch(outputs)
        self._retries = RetryWatch(outputs)
        self._near = NearWatch(outputs)

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves."""
        self._written.leaves(frame)
        self._both_off.leaves(frame)
        self._overlay.leaves(frame)

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        self.outputs.reads.append(read)
        self._both_off.read(read)

    def asks(self) -> None:
        """A read leaves."""
        self._overlay.asks()

    # -- ends --------------------------------------------------------------

    def ended(self, given: Given) -> None:
        """A command has ended."""
        if len(given.values) == 1 and given.confirmed:
            ((address, _),) = given.values.items()
            if address in DIMMERS:
                self._near.ended(given, address)
        if not given.values or not self.outputs.alone(given):
            return
        self._judge_offline(given)
        if len(given.values) > 1:
            return
        ((address, _),) = given.values.items()
        self._judge_early(given, address)
        if address in LIGHTS:
            self._retries.ended(given, address)
            self._judge_prompt(given, address)

    def _judge_prompt(self, given: Given, address: OutputAddress) -> None:
        """Alone and untroubled, a command ends soon: a dimmer that ramps is not waited for without end."""
        took = given.ended_at - given.at
        others = [g for g in self.referee.ledger.all if g is not given]
        alone = not any(g.at <= given.ended_at and g.ended_at >= given.at - 1.0 for g in others)
        simple = address in LAMPS and address.module in (7, 8)
        if not simple or not alone or self.referee.troubled(given.at - 1.0, given.ended_at):
            return
        self.referee.meet(Rule.PROMPT)
        if took - self.link.stood_still(given.at, given.ended_at) > PROMPT_S:
            self.referee.blame(Rule.PROMPT, f"{given} took {took:.2f} s")

    def _judge_offline(self, given: Given) -> None:
        """A command made offline waits 1.5 s for the link."""
        up_at = self.link.up_since(given.at)
        up_at -= self.link.stood_still(given.at, min(up_at, given.ended_at))
        if up_at <= given.at + OFFLINE_S or self.link.breaks_at(given.at):
            return
        self.referee.meet(Rule.OFFLINE)
        took = given.ended_at - given.at - self.link.stood_still(given.at, given.ended_at)
        if took > OFFLINE_S + OFFLINE_OVER_S:
            self.referee.blame(Rule.OFFLINE, f"{given} took {took:.2f} s, though there was no link")

    def _judge_early(self, given: Given, address: OutputAddress) -> None:
        """No command is given up before its time, nor before a read has looked for it."""
        error, took = given.error, given.ended_at - given.at
        if not isinstance(error, CommandNotConfirmed | ConnectionLost) or self.program.ending:
            return
        frames = self.outputs.any_frames(given, address)
        self.referee.meet(Rule.EARLY)
        if "slept" in str(error):
            return  # its time is over by the wall clock
        if "not sent" in str(error):
            had_link = self.link.up_since(given.at) <= given.at and not self.link.breaks_at(given.at)
            least = LEAVE_S if had_link else OFFLINE_S
            if took < least - EPSILON_S:
                self.referee.blame(Rule.EARLY, f"{given} was given up unsent after {took:.3f} s: {error}")
        elif "written, but" in str(error) and frames:
            after = given.ended_at - frames[0].left
            looked = self.outputs.values(address, frames[-1].left, given.ended_at)
            if after < SEEN_S - EPSILON_S or not looked:
                self.referee.blame(
                    Rule.EARLY,
                    f"{given} was given up {after:.3f} s after its frame, {len(looked)} reads looked",
                )

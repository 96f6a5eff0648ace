"""Watches when one program writes a value once more: after a look, and after a break of the link."""

from __future__ import annotations

from itertools import pairwise

from ipcom.client.planning.compare import RAMPING
from ipcom.errors import CommandNotConfirmed
from ipcom.model.address import OutputAddress
from tests.library.proof.bounds import EPSILON_S
from tests.library.proof.ledger import Given
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.proof_house import DIMMERS, LAMPS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import WRITES
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

RETRY_S = 0.5
WRITE_AGAIN_S = 3.0


class RetryWatch(Watcher):
    """Judges the second frames of one program's commands for lights."""

    def __init__(self, outputs: OutputHistory) -> None:
        super().__init__(outputs.referee, outputs.program)
        self.outputs = outputs
        self.link = outputs.link

    def ended(self, given: Given, address: OutputAddress) -> None:
        """A command for one light has ended."""
        self._judge_retry(given, address)
        self._judge_again(given, address)

    def _judge_retry(self, given: Given, address: OutputAddress) -> None:
        """A value that does not show is written once more, after 0.5 s and a look; a stop only carries it."""
        frames = [frame for frame in self.outputs.frames(given, address) if not frame.send.stop]
        if len(frames) == len(self.outputs.any_frames(given, address)) == 1:
            self._judge_no_retry(given, address)
        for first, second in pairwise(frames):
            self.referee.meet(Rule.RETRY)
            if self.link.broke(first.left, second.left):
                continue
            apart = second.left - first.left
            looked = self.outputs.values(address, first.left, second.left)
            if apart < RETRY_S - EPSILON_S or not looked:
                self.referee.blame(
                    Rule.RETRY, f"{given} is written again after {apart:.3f} s, {len(looked)} reads looked"
                )
            before = [
                r.snapshot.value(address)
                for r in self.outputs.reads
                if first.left <= r.asked and r.taken < second.left
            ]
            if address in DIMMERS and _progress(
                before, first.read.snapshot.value(address), given.values[address]
            ):
                self.referee.blame(
                    Rule.RETRY, f"{given} is written again, though it was on its way: {looked}"
                )

    def _judge_no_retry(self, given: Given, address: OutputAddress) -> None:
        failed = isinstance(given.error, CommandNotConfirmed) and "written, but" in str(given.error)
        simple = address in LAMPS and address.module in (7, 8)
        troubled = self.referee.troubled(given.at, given.ended_at, but=WRITES)
        if failed and simple and not troubled and not self.link.stood_still(given.at, given.ended_at):
            self.referee.blame(Rule.RETRY, f"{given} failed after one frame")

    def _judge_again(self, given: Given, address: OutputAddress) -> None:
        """After a break it is written once more, if that undoes no person."""
        frames = self.outputs.frames(given, address)
        if not frames:
            return
        first = frames[0]
        for second in frames[1:]:
            back = self.link.first_read_before(second.left)
            if not self.link.broke(first.left, second.left) or back is None:
                continue
            self.referee.meet(Rule.AGAIN)
            after = back.taken - first.left
            if after >= WRITE_AGAIN_S + EPSILON_S or not _as_before(first, second.read, address):
                self.referee.blame(Rule.AGAIN, f"{given} is written again {after:.3f} s after its frame")
        if len(self.outputs.any_frames(given, address)) == 1 and "after the command had left" in str(
            given.error
        ):
            self._judge_not_again(given, address, first)

    def _judge_not_again(self, given: Given, address: OutputAddress, first: FrameRecord) -> None:
        back = self.link.first_read_before(given.ended_at)
        if back is None or not isinstance(given.error, CommandNotConfirmed):
            return
        if first.left <= self.program.clock.ahead_at <= given.ended_at:
            return  # for all that it can know, its frame left before a long sleep
        if back.asked < first.left:
            return  # no read of the new link, but one from before the frame
        soon = back.taken - first.left < WRITE_AGAIN_S - 0.1
        if soon and _as_before(first, back, address):
            self.referee.blame(Rule.AGAIN, f"{given} could have been written again, and failed")


def _progress(looked: list[int], before: int, wanted: int) -> bool:
    """Whether the last read showed a dimmer nearer to its target than it was before, by more than rounding."""
    levels = [level for level in looked if level not in RAMPING]
    return bool(levels) and abs(levels[-1] - wanted) < abs(min(before, 100) - wanted)


def _as_before(first: FrameRecord, read: ReadRecord, address: OutputAddress) -> bool:
    """Whether a module shows what it showed before a frame, but for what that frame wrote."""
    module = address.module
    before, now = first.read.snapshot.module(module), read.snapshot.module(module)
    others = all(n in (b, w) for n, b, w in zip(now, before, first.send.values, strict=True))
    return others and now[address.output - 1] == before[address.output - 1]

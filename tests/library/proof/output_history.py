"""What is known of one program's commands for outputs: what reads showed, and which frames left for them."""

from __future__ import annotations

from ipcom.model.address import OutputAddress
from tests.library.proof.frame_counts import serves, serves_alone
from tests.library.proof.ledger import Given
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.program import Program
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.watcher import Watcher


class OutputHistory(Watcher):
    """The reads, commands and frames of one program; judges nothing."""

    def __init__(self, referee: Referee, program: Program, link: LinkTimes) -> None:
        super().__init__(referee, program)
        self.link = link
        self.reads: list[ReadRecord] = []

    def mine(self) -> list[Given]:
        """The commands that this program was given."""
        return [g for g in self.referee.ledger.all if g.program is self.program]

    def frames(self, given: Given, address: OutputAddress) -> list[FrameRecord]:
        """The frames that left for what one command wants of an output, and for nothing else."""
        return [frame for frame in self.any_frames(given, address) if serves_alone(frame, given)]

    def any_frames(self, given: Given, address: OutputAddress) -> list[FrameRecord]:
        """The frames that brought what a command wants of an output."""
        value = given.values[address]
        return [
            frame
            for frame in self.referee.frames
            if frame.program is self.program
            and frame.send.module == address.module
            and given.at <= frame.left <= given.ended_at
            and serves(frame, address, value)
        ]

    def alone(self, given: Given) -> bool:
        """Whether no other command wanted one of its outputs meanwhile."""
        return not any(
            other is not given
            and other.at <= given.ended_at
            and other.ended_at >= given.at
            and any(other.wants(address) for address in given.values)
            for other in self.referee.ledger.all
        )

    def values(self, address: OutputAddress, began: float, ended: float) -> list[int]:
        """What reads that were asked and answered in this time showed."""
        return [r.snapshot.value(address) for r in self.reads if r.asked >= began and r.taken <= ended]

"""Counts the frames that a command had: two at most, and one where a second could do harm."""

from __future__ import annotations

from ipcom.model.address import OutputAddress
from tests.library.proof.comparing import differs
from tests.library.proof.ledger import Given
from tests.library.proof.proof_house import DOOR, LIGHTS, TIMED, UNDECLARED
from tests.library.proof.records import CARRIED_S, FrameRecord
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule

TWO, ONE = 2, 1


class FrameCounts:
    """Looks at the frames of all commands in the end."""

    def __init__(self, referee: Referee) -> None:
        self.referee = referee

    def judge(self) -> None:
        """Judge every command that was alone with its output."""
        for given in self.referee.ledger.all:
            for address in (*LIGHTS, DOOR, TIMED, *UNDECLARED):
                wants = given.wants(address)
                if wants and not self._shared(given, address):
                    self._judge(given, address, wants[0])

    def _judge(self, given: Given, address: OutputAddress, value: int) -> None:
        frames = [frame for frame in self._frames(given, address) if serves(frame, address, value)]
        if not frames:
            return
        if address in LIGHTS:
            alone = [frame for frame in frames if serves_alone(frame, given)]
            self._blame(Rule.TWO_FRAMES, given, address, alone, TWO)
        elif value:
            late = [f for f in frames if f is frames[0] or f.left - frames[0].left >= CARRIED_S]
            self._blame(Rule.ONE_FRAME, given, address, late, ONE)

    def _blame(
        self, rule: Rule, given: Given, address: OutputAddress, frames: list[FrameRecord], most: int
    ) -> None:
        self.referee.meet(rule)
        if len(frames) > most:
            left = [round(frame.left, 4) for frame in frames]
            self.referee.blame(rule, f"{given}: {address} was written by frames that left at {left}")

    def _frames(self, given: Given, address: OutputAddress) -> list[FrameRecord]:
        return [
            frame
            for frame in self.referee.frames
            if frame.program is given.program
            and frame.send.module == address.module
            and given.at <= frame.left <= given.ended_at
        ]

    def _shared(self, given: Given, address: OutputAddress) -> bool:
        """Whether another command wanted something of the output meanwhile."""
        return any(
            other is not given
            and other.wants(address)
            and other.at <= given.ended_at
            and other.ended_at >= given.at
            for other in self.referee.ledger.all
        )


def serves(frame: FrameRecord, address: OutputAddress, value: int) -> bool:
    """Whether a frame changes this output to this value."""
    return frame.send.values[address.output - 1] == value and address in changed(frame)


def serves_alone(frame: FrameRecord, given: Given) -> bool:
    """Whether a frame changes nothing but to what this command wants: another command's may only carry it."""
    return all(
        a in given.values and not differs(a, frame.send.values[a.output - 1], given.values[a])
        for a in changed(frame)
    )


def changed(frame: FrameRecord) -> set[OutputAddress]:
    """The outputs that a frame writes otherwise than they were read."""
    module, read = frame.send.module, frame.read.snapshot
    both = (
        (OutputAddress(module, n), value, read.value(OutputAddress(module, n)))
        for n, value in enumerate(frame.send.values, 1)
    )
    return {a for a, new, old in both if differs(a, new, old)}

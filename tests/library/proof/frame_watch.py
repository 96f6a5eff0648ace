"""Watches which read one program's frames rest on, how far apart they leave, and what they carry."""

from __future__ import annotations

from math import inf

from ipcom.client.planning.actions import Send
from ipcom.client.planning.compare import FULL, ON, RAMPING
from tests.library.proof.bounds import EPSILON_S, STOPS_APART_S
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DOOR, LIGHTS, PAIRS, PLAIN, SIMPLE, TIMED, UNDECLARED
from tests.library.proof.records import FrameRecord, ReadRecord, both_on
from tests.library.proof.referee import Referee
from tests.library.proof.round_trips_seen import RoundTripsSeen
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

FRESH_S = 0.03
OLDEST_S = 2.0
TRIES = 3
"""After so many reads that were too old a harmless frame takes one."""
PASSING_S = 1.1
"""A stop that passes an unanswered write may rest on a read asked so long ago."""
FRAMES_APART_S = 0.25


class FrameWatch(Watcher):
    """Judges each frame of one program by its read, its time and its values."""

    def __init__(self, referee: Referee, program: Program, trips: RoundTripsSeen) -> None:
        super().__init__(referee, program)
        self.frame_at = -inf
        """When the last frame left."""
        self._trips = trips
        self._frame_clock = -inf
        """When the last frame left that was no stop (monotonic)."""
        self._stop_clock = -inf
        self._first_on_link = True

    def link_down(self) -> None:
        """The link has ended."""
        self._first_on_link = True

    def oldest(self, send: Send, read: ReadRecord) -> float:
        """Since when a press may be missing in the read."""
        now = self.now
        allowed = min(2.0 * self._trips.quiet + FRESH_S, OLDEST_S)
        if send.stop or send.module in SIMPLE:
            return min(now - allowed, read.asked, read.shown_at)
        return min(now - allowed, read.shown_at)

    def always(self, send: Send) -> None:
        """Judge what holds beside another program on the gateway too."""
        for pair in PAIRS:
            if both_on(send.module, send.values, pair):
                self.referee.blame(Rule.BOTH, f"{send} has both directions of {pair} on")
        self.referee.meet(Rule.BOTH)
        self.referee.meet(Rule.LEVELS)
        if any(FULL < value < ON for value in send.values):
            self.referee.blame(Rule.LEVELS, f"{send}")

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves, of the only program on the gateway."""
        if self._first_on_link:
            self._first_on_link = False
            self.referee.meet(Rule.FRESH_LINK)
            if frame.read.asked < self.program.cable.made_at:
                self.referee.blame(Rule.FRESH_LINK, f"{frame.send} rests on a read of an earlier link")
        self._judge_age(frame)
        self._judge_spacing(frame)

    def _judge_age(self, frame: FrameRecord) -> None:
        read, send = frame.read, frame.send
        age = frame.left - read.asked
        frame.passes = read.asked < self.frame_at
        now_oldest = frame.left - min(2.0 * self._trips.quiet + FRESH_S, OLDEST_S)
        rule = Rule.STOP_AGE if send.stop else Rule.AGE
        self.referee.meet(rule)
        if send.stop:
            wrong = frame.passes and age > PASSING_S + EPSILON_S
        elif send.module in SIMPLE:
            wrong = frame.passes or (read.asked < now_oldest - EPSILON_S and self._tries(frame) < TRIES)
        else:
            wrong = frame.passes or read.asked < frame.oldest - EPSILON_S
        if wrong:
            self.referee.blame(
                rule,
                f"{send} was planned from a read asked {age:.4f} s ago; quiet round trip {self._trips.quiet:.4f}",
            )

    def _tries(self, frame: FrameRecord) -> int:
        """How many reads were made for it: since it was wanted, and since the frame before."""
        program = self.program
        wanted = [given.at for given in self.referee.ledger.all if given.program is program and given.open]
        since = max(self.frame_at, min(wanted, default=-inf))
        return sum(asked >= since for asked, _ in frame.reads)

    def _judge_spacing(self, frame: FrameRecord) -> None:
        now, stop = self.program.loop.time(), frame.send.stop
        last, apart = (self._stop_clock, STOPS_APART_S) if stop else (self._frame_clock, FRAMES_APART_S)
        rule = Rule.STOP_SPACING if stop else Rule.SPACING
        self.referee.meet(rule)
        if now - last < apart - EPSILON_S:
            self.referee.blame(rule, f"{frame.send} leaves {now - last:.4f} s after the one before")

    def judge_others(self, frame: FrameRecord) -> None:
        """Outputs that no command is for are echoed."""
        send, last = frame.send, frame.read.snapshot
        for address in (*LIGHTS, *PLAIN, DOOR, TIMED, *UNDECLARED):
            if address.module != send.module:
                continue
            value, seen = send.values[address.output - 1], last.value(address)
            self.referee.meet(Rule.ECHO)
            if value == seen or (seen in RAMPING and value not in RAMPING):
                continue
            if value not in self.referee.ledger.wanted(self.program, address, frame.left):
                self.referee.blame(Rule.ECHO, f"{address} is set to {value}, though {seen} was read")

    def left(self, frame: FrameRecord) -> None:
        """A frame has left."""
        self.frame_at = frame.left
        if frame.send.stop:
            self._stop_clock = self.clock
        else:
            self._frame_clock = self.clock

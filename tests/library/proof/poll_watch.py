"""Watches how one program reads: how long it waits for an answer, and how soon it asks again."""

from __future__ import annotations

from itertools import pairwise

from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.bounds import QUICK_TRIP_S
from tests.library.proof.exchange_watch import ExchangeWatch
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.proof_house import PAIRS
from tests.library.proof.records import ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.watcher import Watcher

READ_S, READ_TRIPS, LONGEST_READ_S = 2.0, 4.0, 8.0
POLL_S = 0.35
SKIPPED_S = 2 * POLL_S + 0.1
"""A poll may be skipped; untroubled, reads are not further apart than this."""
SILENT_TRIPS = 1.5
"""For so many quiet round trips no read is sent beside a write's acknowledgement, nor a poll after an answer that may
have been one (docs/architecture.md, "What a write is owed")."""
MAY_COME_S = 3.0 + 10.0
"""For so long an acknowledgement may come: it is waited for for 3 s at most, and counts as possible for 10 s more."""
QUICK_S = 0.2 + 0.05
QUICK_FOR_S = 2.5


class PollWatch(Watcher):
    """Judges how long one program waits for an answer, and how soon it asks again."""

    def __init__(self, link: LinkTimes, exchanges: ExchangeWatch) -> None:
        super().__init__(link.referee, link.program)
        self.link = link
        self._exchanges = exchanges
        self._quiet_trip = 0.0
        """The quiet round trip when the last read was answered: it decides how soon the next one comes."""

    def read(self, before: ReadRecord | None, read: ReadRecord) -> None:
        """A read was answered, and `before` it another one of the same link."""
        self.ends_waiting()
        if before is not None and self.link.up and self.referee.alone:
            self._judge_polls(before, read)
        self._quiet_trip = self.program.client.round_trip

    def ends_waiting(self) -> None:
        """The read that is under way was answered, or its link has ended."""
        self._judge_wait()
        self._exchanges.asked_at = None

    def _judge_wait(self) -> None:
        """No read waits longer for its answer than is allowed."""
        asked_at = self._exchanges.asked_at
        if asked_at is None:
            return
        self.referee.meet(Rule.SILENCE)
        trip = self.program.client.round_trip
        limit = max(READ_S, min(READ_TRIPS * trip, LONGEST_READ_S)) + max(0.05, trip)
        waited = self.now - asked_at - self.link.stood_still(asked_at, self.now)
        if waited > limit:
            self.referee.blame(Rule.SILENCE, f"a read waited for {waited:.3f} s")

    def _judge_polls(self, before: ReadRecord, read: ReadRecord) -> None:
        gap = read.asked - before.asked
        if not self.link.untroubled(gap + 1.0):
            return
        self.referee.meet(Rule.POLLS)
        if gap > max(SKIPPED_S, self._silence()):
            self.referee.blame(Rule.POLLS, f"no read between {before.asked:.4f} and {read.asked:.4f}")
        quiet = read.asked - max(self._exchanges.frame_at, self._exchanges.keep_alive_at) > 2 * POLL_S
        if self._quiet_trip > QUICK_TRIP_S or not quiet:
            return
        if _moves(before.snapshot) or self._touched(before.taken):
            self.referee.meet(Rule.QUICK)
            if read.asked - before.taken > QUICK_S:
                self.referee.blame(
                    Rule.QUICK,
                    f"no read between {before.taken:.4f} and {read.asked:.4f}, though a shutter moves",
                )

    def _silence(self) -> float:
        """How far apart reads may be while the reply to a write may still come."""
        written_lately = self.now - self._exchanges.frame_at < MAY_COME_S
        return SILENT_TRIPS * self._quiet_trip + POLL_S + 0.1 if written_lately else 0.0

    def _touched(self, at: float) -> bool:
        """Whether reads showed that a relay of a shutter changed a moment ago, not by a frame of ours."""
        lately = [read for read in self.link.reads if at - QUICK_FOR_S < read.taken <= at]
        if len(lately) < 2 or lately[0].taken < self._exchanges.frame_at + 2.0 * QUICK_FOR_S:
            return False
        return any(
            first.snapshot.is_on(address) is not second.snapshot.is_on(address)
            for first, second in pairwise(lately)
            for pair in PAIRS
            for address in pair.addresses
        )


def _moves(snapshot: StateSnapshot) -> bool:
    return any(snapshot.is_on(address) for pair in PAIRS for address in pair.addresses)

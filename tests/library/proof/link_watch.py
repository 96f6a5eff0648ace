"""Watches one program's links: that they stand, and that what comes after a long outage rests."""

from __future__ import annotations

from math import inf
from typing import Any

from ipcom.errors import IPComError, ProtocolError
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.attempt_watch import AttemptWatch
from tests.library.proof.bounds import EPSILON_S, LONG_OUTAGE_S, STEADY_S
from tests.library.proof.exchange_watch import ExchangeWatch
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.poll_watch import PollWatch
from tests.library.proof.proof_house import DIMMERS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.rules import Rule
from tests.library.proof.stop_watch import StopWatch
from tests.library.proof.watcher import Watcher

REST_S, FADING_S = 1.0, 3.0


class LinkWatch(Watcher):
    """Judges the links of one program, and owns the watchers of what is said over them."""

    def __init__(self, link: LinkTimes) -> None:
        super().__init__(link.referee, link.program)
        self.link = link
        engine: Any = link.program.client._engine
        supervisor: Any = engine._supervisor
        self.stops = StopWatch(link)
        self.exchanges = ExchangeWatch(link, self.stops, supervisor)
        self._polls = PollWatch(link, self.exchanges)
        self.attempts = AttemptWatch(link, self.exchanges, supervisor._dialer)
        self._link_up, engine.planner.link_up = engine.planner.link_up, self.link_up
        self._down, supervisor._down = supervisor._down, self.down

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        before = self.link.reads[-1] if self.link.reads else None
        self.stops.read(read)
        self.link.read(read)
        self._polls.read(before, read)

    # -- frames ------------------------------------------------------------

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves: after a long outage only to modules that rest."""
        self.stops.leaves(frame)
        outage = self.link.outage
        if frame.send.stop or outage is None or outage <= LONG_OUTAGE_S:
            return
        self.referee.meet(Rule.RESTS)
        module = frame.send.module
        if not self._rests(module):
            self.referee.blame(Rule.RESTS, f"module {module} is written after {outage:.2f} s without a link")

    def _rests(self, module: int) -> bool:
        reads = list(self.link.reads)
        for n, read in enumerate(reads):
            for older in reads[:n]:
                apart = read.snapshot.asked_at - older.snapshot.asked_at
                if apart >= REST_S - EPSILON_S and _same(module, older.snapshot, read.snapshot):
                    return True
        return bool(reads) and self.clock - reads[0].snapshot.asked_at >= FADING_S and _dims(module)

    # -- the link ----------------------------------------------------------

    def link_up(self, now: float, *, outage: float | None) -> None:
        """It logged in."""
        self._link_up(now, outage=outage)
        self.link.comes_up(outage)
        self.exchanges.begins()

    def down(self, connection: Any, error: IPComError) -> None:
        """The link has ended."""
        self._down(connection, error)
        self.link.goes_down()
        self.stops.goes_down()
        if self.program.dead or self.program.ending or not self.referee.alone:
            return
        self.referee.tell(f"the link ends: {error}")
        self._polls.ends_waiting()
        self.referee.meet(Rule.KEPT)
        if not self.referee.broken_lately(STEADY_S + self.link.stood_still(-inf, self.now)):
            self.referee.blame(Rule.KEPT, f"it ended: {error}")
        if isinstance(error, ProtocolError):
            self.exchanges.garbled()


def _same(module: int, older: StateSnapshot, newer: StateSnapshot) -> bool:
    return older.module(module) == newer.module(module)


def _dims(module: int) -> bool:
    return any(address.module == module for address in DIMMERS)

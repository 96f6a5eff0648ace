"""Watches how one program uses its link: when it asks, waits, gives up and comes back."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from math import inf
from typing import Any

from ipcom.errors import IPComError, ProtocolError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DIMMERS, DOOR, LIGHTS, PAIRS, TIMED
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import KEEP_ALIVES, LINE, SLEEP, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.stalls import Stalls

EPSILON_S = 1e-6
OWED_S = 0.5
"""So long a write owes its reply, at least."""
UNANSWERED_WRITES = 10
"""After so many, writes owe nothing."""
DRAIN_S = 0.05
READ_S, READ_TRIPS, LONGEST_READ_S = 2.0, 4.0, 8.0
KEEP_ALIVE_S = 30.0 + 5.0 + 2.0
"""Between two keep-alives: the interval, until one is overdue, and an exchange."""
BLAMED_S = 1.0
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
QUICK_TRIP_S = 0.06
SOONEST_S, LATEST_S = 0.5, 1.2
"""Between the starts of two attempts."""
ATTEMPT_OVER_S = 0.1
CONNECT_S = 1.0
"""A connection that is not made by then is given up (docs/architecture.md, "Connecting and coming back")."""
LONG_OUTAGE_S, REST_S, FADING_S = 3.0, 1.0, 3.0
STEADY_S = 10.0
"""A trouble that ended longer ago does not show in the link any more."""
STOPS_APART_S = 0.05
PASSES_S = 0.7
"""A stop may pass an unanswered write with a read asked so shortly before it is wanted."""
AT_ONCE_S = 0.3
"""An exchange, the time after a keep-alive and the distance of two stops, beside the line's own time."""


class LinkWatch:
    """One for each program."""

    def __init__(self, referee: Referee, program: Program, stalls: Stalls) -> None:
        self.referee = referee
        self.program = program
        self.stalls = stalls
        self.up = False
        self._reads: deque[ReadRecord] = deque(maxlen=64)
        """Those of the present link."""
        self._quiet_trip = 0.0
        """The quiet round trip when the last read was answered: it decides how soon the next one comes."""
        self._owed: list[float] = []
        self._writes = 0
        self._asked_at: float | None = None
        self._keep_alive_at = -inf
        self._blamed_until = -inf
        self._kept_alive = False
        """A keep-alive was sent, and nothing has come since."""
        self._drained_at = -inf
        self._forbidden = False
        self._outage: float | None = None
        self._ups: list[float] = []
        self._downs: list[float] = []
        """True times."""
        self._first_reads: list[ReadRecord] = []
        """The first read of each link."""
        self._dialled: tuple[float, float] | None = None
        """Start and end of the last attempt (monotonic); the end is inf while it is under way."""
        self._down_at = -inf
        self._stops: dict[OutputAddress, float] = {}
        """Relays that a person's stop is to switch off, and since when."""
        self._stop_left_at = -inf
        self.up_at = -inf
        """When the present link came up (monotonic)."""
        self._frame_at = -inf
        engine: Any = program.client._engine
        self._link_up, self._supervisor = engine.planner.link_up, engine._supervisor
        self._down, self._dial = self._supervisor._down, self._supervisor._dialer.dial
        engine.planner.link_up = self.link_up
        self._supervisor._down, self._supervisor._dialer.dial = self.down, self.dial

    @property
    def now(self) -> float:
        """The true time."""
        return self.program.site.now

    @property
    def clock(self) -> float:
        """The program's monotonic clock."""
        return self.program.loop.time()

    def stood_still(self, began: float, ended: float) -> float:
        """For how long its loop stood still (true times)."""
        return sum(max(0.0, min(ended, e) - max(began, b)) for b, e in self.stalls.periods[-30:])

    def up_since(self, at: float) -> float:
        """`at` if there was a link then, else when the next one came."""
        up = max((t for t in self._ups if t <= at), default=-inf)
        down = max((t for t in self._downs if t <= at), default=-inf)
        return at if up > down else min((t for t in self._ups if t > at), default=inf)

    def breaks_at(self, at: float) -> bool:
        """Whether the link ended in that very moment."""
        return self.broke(at - EPSILON_S, at + EPSILON_S)

    def broke(self, began: float, ended: float) -> bool:
        """Whether the link ended in this time."""
        return any(began <= at <= ended for at in self._downs)

    def first_read_before(self, at: float) -> ReadRecord | None:
        """The first read of the link that there was then."""
        return next((read for read in reversed(self._first_reads) if read.taken <= at), None)

    def _untroubled(self, seconds: float) -> bool:
        began, now = self.now - seconds, self.now
        return not self.referee.troubled(began, now) and not self.stood_still(began, now)

    # -- what is said ------------------------------------------------------

    def say(self, what: str) -> None:
        """A message leaves, or bytes are taken out of the socket."""
        act = {
            "read": self._asks,
            "write": self._writes_frame,
            "keep-alive": self._keeps_alive,
            "taken": self._takes,
        }.get(what)
        if act is not None and not self.program.dead and self.referee.alone:
            act()

    def _takes(self) -> None:
        self._owed.clear()
        if self._kept_alive:
            self._kept_alive, self._drained_at = False, self.clock

    def _writes_frame(self) -> None:
        self._judge_drain("a frame")
        self._owed.append(self.now)
        self._writes += 1
        self._frame_at = self.now

    def _asks(self) -> None:
        self._judge_drain("a read")
        self._kept_alive = False  # it was answered, or is not waited for any more
        self.referee.meet(Rule.OWED)
        if self._owed and self._writes < UNANSWERED_WRITES and self.now - self._owed[-1] < OWED_S - EPSILON_S:
            self.referee.blame(
                Rule.OWED, f"a read leaves {self.now - self._owed[-1]:.4f} s after a write without a reply"
            )
        self._judge_keep_alive()
        self._asked_at = self.now

    def _judge_drain(self, what: str) -> None:
        calm = not self.referee.goes_wrong(self.now - 1.0, but=(KEEP_ALIVES, LINE, SLEEP))
        if not calm or self.stood_still(self.now - 1.0, self.now) or self._drained_at == -inf:
            return
        self.referee.meet(Rule.DRAIN)
        since = self.clock - self._drained_at
        if since < DRAIN_S - EPSILON_S:
            self.referee.blame(Rule.DRAIN, f"{what} leaves {since:.4f} s after the reply to a keep-alive")

    def _judge_keep_alive(self) -> None:
        if not self._supervisor._sends_keep_alives or not self._untroubled(STEADY_S) or not self.up:
            return
        self.referee.meet(Rule.KEPT_ALIVE)
        if self.clock - self._keep_alive_at > KEEP_ALIVE_S:
            self.referee.blame(Rule.KEPT_ALIVE, f"none since {self._keep_alive_at:.4f}, by its own clock")

    def _keeps_alive(self) -> None:
        self.referee.meet(Rule.GARBLED)
        if self._forbidden:
            self.referee.blame(Rule.GARBLED, "one more leaves")
        self._judge_stop_first()
        self._keep_alive_at, self._kept_alive = self.clock, True
        self._blamed_until = self.clock + BLAMED_S

    # -- reads -------------------------------------------------------------

    def read(self, read: ReadRecord) -> None:
        """A read was answered."""
        for relay in [relay for relay in self._stops if not read.snapshot.is_on(relay)]:
            del self._stops[relay]
        before = self._reads[-1] if self._reads else None
        if before is None:
            self._first_reads.append(read)
        self._reads.append(read)
        self._judge_wait()
        self._asked_at = None
        if before is not None and self.up and self.referee.alone:
            self._judge_polls(before, read)
        self._quiet_trip = self.program.client.round_trip

    def _judge_wait(self) -> None:
        """No read waits longer for its answer than is allowed."""
        if self._asked_at is None:
            return
        self.referee.meet(Rule.SILENCE)
        trip = self.program.client.round_trip
        limit = max(READ_S, min(READ_TRIPS * trip, LONGEST_READ_S)) + max(0.05, trip)
        waited = self.now - self._asked_at - self.stood_still(self._asked_at, self.now)
        if waited > limit:
            self.referee.blame(Rule.SILENCE, f"a read waited for {waited:.3f} s")

    def _judge_polls(self, before: ReadRecord, read: ReadRecord) -> None:
        gap = read.asked - before.asked
        if not self._untroubled(gap + 1.0):
            return
        self.referee.meet(Rule.POLLS)
        if gap > max(SKIPPED_S, self._silence()):
            self.referee.blame(Rule.POLLS, f"no read between {before.asked:.4f} and {read.asked:.4f}")
        quiet = read.asked - max(self._frame_at, self._keep_alive_true) > 2 * POLL_S
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
        written_lately = self.now - self._frame_at < MAY_COME_S
        return SILENT_TRIPS * self._quiet_trip + POLL_S + 0.1 if written_lately else 0.0

    @property
    def _keep_alive_true(self) -> float:
        return self._keep_alive_at + self.now - self.clock

    def _touched(self, at: float) -> bool:
        """Whether reads showed that a relay of a shutter changed a moment ago, not by a frame of ours."""
        lately = [read for read in self._reads if at - QUICK_FOR_S < read.taken <= at]
        if len(lately) < 2 or lately[0].taken < self._frame_at + 2.0 * QUICK_FOR_S:
            return False
        return any(
            first.snapshot.is_on(address) is not second.snapshot.is_on(address)
            for first, second in pairwise(lately)
            for pair in PAIRS
            for address in pair.addresses
        )

    # -- stops -------------------------------------------------------------

    def stops(self, pair: ShutterPair) -> None:
        """A person's stop is wanted from now on."""
        read = self._reads[-1] if self._reads else None
        if read is None or not self.up or self.referee.broken_lately(STEADY_S):
            return
        on = [a for a in pair.addresses if read.snapshot.is_on(a)]
        if len(on) == 1 and on[0] not in self._stops and self._may_pass(read, on[0], pair):
            self._stops[on[0]] = self.now

    def forgets_stop(self, pair: ShutterPair) -> None:
        """Another command takes the place of a stop that has not left."""
        for relay in pair.addresses:
            self._stops.pop(relay, None)

    def _may_pass(self, read: ReadRecord, relay: OutputAddress, pair: ShutterPair) -> bool:
        """Whether the stop may leave from this read: it carries no other motor's relay that is on."""
        module = relay.module
        declared = {*LIGHTS, DOOR, TIMED, *pair.addresses}
        outputs = {OutputAddress(module, n) for n in range(1, 9)} - declared
        return self.now - read.asked < PASSES_S and not any(map(read.snapshot.is_on, outputs))

    def _judge_stop_first(self) -> None:
        """A keep-alive leaves: no stop waits, unless it keeps its distance from another one."""
        spaced = self.now - self._stop_left_at <= STOPS_APART_S + EPSILON_S
        waits = [at for at in self._stops.values() if at < self.now - EPSILON_S]
        self.referee.meet(Rule.STOP_FIRST)
        if waits and not spaced and not self.stood_still(min(waits), self.now):
            self.referee.blame(Rule.STOP_FIRST, f"a stop waits since {min(waits):.4f}")

    def _judge_stops(self, frame: FrameRecord) -> None:
        for relay, asked_at in tuple(self._stops.items()):
            if relay.module != frame.send.module or frame.send.values[relay.output - 1]:
                continue
            del self._stops[relay]
            if self.referee.broken_lately(frame.left - asked_at + 0.01):
                continue
            self.referee.meet(Rule.STOP_LEAVES)
            took = frame.left - asked_at - self.stood_still(asked_at, frame.left)
            trip = max(read.taken - read.asked for read in self._reads)
            if took > AT_ONCE_S + 2.0 * trip:
                self.referee.blame(Rule.STOP_LEAVES, f"a stop of {relay} leaves after {took:.3f} s")

    # -- frames ------------------------------------------------------------

    def leaves(self, frame: FrameRecord) -> None:
        """A frame leaves: after a long outage only to modules that rest."""
        self._judge_stops(frame)
        if frame.send.stop:
            self._stop_left_at = self.now
        if frame.send.stop or self._outage is None or self._outage <= LONG_OUTAGE_S:
            return
        self.referee.meet(Rule.RESTS)
        module = frame.send.module
        if not self._rests(module):
            self.referee.blame(
                Rule.RESTS, f"module {module} is written after {self._outage:.2f} s without a link"
            )

    def _rests(self, module: int) -> bool:
        reads = list(self._reads)
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
        self._outage, self.up, self.up_at = outage, True, self.clock
        self._ups.append(self.now)
        self._owed.clear()
        self._writes = 0
        self._keep_alive_at, self._kept_alive, self._drained_at = self.clock, False, -inf
        self._blamed_until = -inf

    def down(self, connection: Any, error: IPComError) -> None:
        """The link has ended."""
        self._down(connection, error)
        self.up, self._down_at = False, self.clock
        self._downs.append(self.now)
        self._reads.clear()
        self._stops.clear()
        if self.program.dead or self.program.ending or not self.referee.alone:
            return
        self.referee.tell(f"the link ends: {error}")
        self._judge_wait()
        self._asked_at = None
        self.referee.meet(Rule.KEPT)
        if not self.referee.broken_lately(STEADY_S + self.stood_still(-inf, self.now)):
            self.referee.blame(Rule.KEPT, f"it ended: {error}")
        if isinstance(error, ProtocolError) and self.clock <= self._blamed_until:
            self._forbidden = True

    async def dial(self, listener: Any) -> Any:
        """An attempt to come online."""
        self._judge_attempt()
        self._dialled = (self.clock, inf)
        began, network = self.now, self.program.site.network
        hopeless = network.round_trip >= CONNECT_S
        try:
            return await self._dial(listener)
        except IPComError as error:
            self.referee.meet(Rule.CONNECTS)
            excused = hopeless or network.round_trip >= CONNECT_S or self.program.dead
            if not excused and not self.referee.broken_lately(self.now - began + ATTEMPT_OVER_S):
                self.referee.blame(Rule.CONNECTS, f"an attempt failed: {error}")
            raise
        finally:
            self._dialled = (self._dialled[0], self.clock)
            self._asked_at = None

    def _judge_attempt(self) -> None:
        if self._dialled is None or not self.program.client._engine.started or self.program.dead:
            return
        self.referee.meet(Rule.ATTEMPTS)
        apart = self.clock - self._dialled[0]
        if apart < SOONEST_S - EPSILON_S:
            self.referee.blame(Rule.ATTEMPTS, f"the last one began only {apart:.4f} s ago")
        self._judge_late_attempt()

    def _judge_late_attempt(self) -> None:
        start, end = self._dialled or (inf, inf)
        late = self.clock - max(start + LATEST_S, end, self._down_at)
        late -= self.stood_still(self.now - late - LATEST_S, self.now)
        if late > ATTEMPT_OVER_S:
            self.referee.blame(Rule.ATTEMPTS, f"one comes {late:.3f} s late")

    def look(self) -> None:
        """Look whether something that should have happened has not."""
        program = self.program
        if program.dead or program.ending or program.loop.busy_until > self.now:
            return
        if not self.up and self._dialled is not None and program.client._engine.started:
            self._judge_late_attempt()


def _moves(snapshot: StateSnapshot) -> bool:
    return any(snapshot.is_on(address) for pair in PAIRS for address in pair.addresses)


def _same(module: int, older: StateSnapshot, newer: StateSnapshot) -> bool:
    return older.module(module) == newer.module(module)


def _dims(module: int) -> bool:
    return any(address.module == module for address in DIMMERS)

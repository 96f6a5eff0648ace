"""Looks over one program's shoulder: what it asks and reads, and what it sends upon that."""

from __future__ import annotations

from math import inf
from typing import Any

from ipcom.client.planning.actions import Send
from ipcom.client.planning.compare import FULL, ON, RAMPING
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.answer_watch import AnswerWatch
from tests.library.proof.bounds import EPSILON_S, LONG_OUTAGE_S, STOPS_APART_S
from tests.library.proof.command_watch import CommandWatch
from tests.library.proof.ledger import Given
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.link_watch import LinkWatch
from tests.library.proof.motor_watch import MotorWatch
from tests.library.proof.moves_watch import MovesWatch
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.output_watch import OutputWatch
from tests.library.proof.owed_watch import OwedWatch
from tests.library.proof.positions_watch import PositionsWatch
from tests.library.proof.program import Program
from tests.library.proof.proof_house import (
    DOOR,
    LAMPS,
    LIGHTS,
    PAIRS,
    PLAIN,
    RELAYS,
    SIMPLE,
    TIMED,
    UNDECLARED,
    other,
)
from tests.library.proof.records import CARRIED_S, FrameRecord, Press, ReadRecord, both_on
from tests.library.proof.referee import Referee
from tests.library.proof.round_trips_seen import RoundTripsSeen
from tests.library.proof.rules import Rule
from tests.library.proof.sleep_watch import SleepWatch
from tests.library.proof.stalls import Stalls
from tests.library.proof.trip_watch import TripWatch

ODD_S = 12.0
"""After garbage, drops and restarts, answers may be taken for one another for so long: a known limit."""
FRESH_S = 0.03
OLDEST_S = 2.0
TRIES = 3
"""After so many reads that were too old a harmless frame takes one."""
PASSING_S = 1.1
"""A stop that passes an unanswered write may rest on a read asked so long ago."""
EXPLAINED_S = 5.0
"""For so long a frame of ours explains a change that a read shows."""
BOTH_S = 6.0
"""For so long both directions seen on explain that both go off."""
STOP_STANDS_S = 1.0
"""For so much longer than the longest run a stop stays wanted."""
FRAMES_APART_S = 0.25
DOUBTFUL_S = 1.0
"""An answer too many disqualifies the reads of so long before it."""
SETTLES_S = 1.0
"""After a long outage a gateway may show all off at first, until two reads so far apart agree."""
ACTS_FOR_S = 1.5
"""For so long a frame may still act that no read has shown."""


class Watch:
    """One for each program."""

    def __init__(self, referee: Referee, program: Program) -> None:
        self.referee = referee
        self.program = program
        self.stalls = Stalls(program.loop, lambda: program.site.network.round_trip, referee)
        self.link = LinkTimes(referee, program, self.stalls)
        self.link_watch = LinkWatch(self.link)
        self.outputs = OutputHistory(referee, program, self.link)
        self.output_watch = OutputWatch(self.outputs)
        self.motors = MotorWatch(referee, program, self.link)
        self.sleep = SleepWatch(referee, program)
        self.trip = TripWatch(referee, program)
        self.answers = AnswerWatch(referee, program)
        self.positions = PositionsWatch(referee, program, MovesWatch(referee, program, self.link))
        self.last: ReadRecord | None = None
        self.trips = RoundTripsSeen()
        self.commands = CommandWatch(referee, self.outputs, self.trips)
        self.owed = OwedWatch(referee, self.outputs)
        self.off_since: dict[OutputAddress, float] = {}
        """Receipt of the first read since which every read showed it off."""
        self.ours: set[OutputAddress] = set()
        """Relays that we switched on and have not seen off since."""
        self.reads: list[tuple[float, float]] = []
        """When each read was asked and when its answer was taken."""
        self.both_seen_at: dict[ShutterPair, float] = {}
        self._asked: dict[float, tuple[float, float]] = {}
        self._ons: dict[OutputAddress, float] = {}
        """When a direction was first switched on since it was last asked for."""
        self._wishes: dict[ShutterPair, tuple[Motion, Any]] = {}
        self._in_flight: dict[tuple[OutputAddress, bool], float] = {}
        """What frames of ours may still do, or undo, and when they left."""
        self._unsettled: dict[OutputAddress, tuple[bool, float]] = {}
        """What frames of ours set and no read has shown yet, and when they left."""
        self._touched_at: dict[OutputAddress, float] = {}
        self._frame_at = -inf
        self._frame_at_mono = -inf
        self._first_on_link = True
        self.down_at = inf
        self._stop_at = -inf
        planner = self._planner = program.client._engine.planner
        self._sent, self._observe = planner.sent, planner.observe_read
        self._link_down, self._drive = planner.link_down, planner.drive
        planner.sent, planner.observe_read = self.sent, self.observe_read  # type: ignore[method-assign]
        planner.link_down, planner.drive = self.link_down, self.drive  # type: ignore[method-assign]

    # -- what the program says and hears -----------------------------------

    def say(self, what: str) -> None:
        """A message leaves, or bytes are taken out of the socket."""
        if what == "read":
            site = self.program.site
            self._asked[self.program.loop.time()] = (site.now, site.network.there_s)
            self.sleep.asks()
            self.trip.asks()
            self.answers.asks()
        if what in ("read", "write") and self.answers.doubts():
            since = self.program.site.now - DOUBTFUL_S
            self.off_since = {a: inf if at >= since else at for a, at in self.off_since.items()}
        if what == "write":
            self.answers.writes()
        self.stalls.note(what)
        self.link_watch.exchanges.say(what)
        if what == "read" and self.referee.alone and not self.program.dead:
            self.output_watch.asks()
            self.positions.asks()

    def link_down(self) -> None:
        self._link_down()
        self.positions.link_down()
        self.off_since.clear()
        self._first_on_link = True
        self.down_at = self.program.loop.time()

    def drive(self, pair: ShutterPair, motion: Motion, now: float, *, joins: bool = True) -> Any:
        ticket = self._drive(pair, motion, now, joins=joins)
        self._wishes[pair] = motion, ticket
        if motion is Motion.OFF and self.referee.alone:
            self.link_watch.stops.wanted(pair)
        if self.referee.alone:
            self.motors.drives(pair, motion, ticket)
        self.owed.driven(pair, motion)
        if motion is not Motion.OFF:
            self.link_watch.stops.forgets(pair)
            self._ons.pop(pair.up if motion is Motion.UP else pair.down, None)
        return ticket

    def observe_read(self, snapshot: StateSnapshot, now: float) -> Any:
        wished = {relay for pair in PAIRS if (relay := self._wished(pair)) is not None}
        observation = self._observe(snapshot, now)
        if not self.program.dead:
            self._take(snapshot, wished)
        return observation

    def sent(self, send: Send, now: float) -> None:
        if not self.program.dead:
            self._leaves(send)
        self._sent(send, now)

    # -- reads -------------------------------------------------------------

    def _wished(self, pair: ShutterPair) -> OutputAddress | None:
        """The relay that our program wants on, and may have found on at the wall's doing."""
        motion, ticket = self._wishes.get(pair, (Motion.OFF, None))
        if motion is Motion.OFF or ticket is None or ticket.done:
            return None
        return pair.up if motion is Motion.UP else pair.down

    def _take(self, snapshot: StateSnapshot, wished: set[OutputAddress]) -> None:
        now = self.program.site.now
        asked, there_s = self._asked.get(snapshot.asked_at, (inf, 0.0))
        if asked == inf:
            self.referee.blame(
                Rule.AGE, f"no read left at {snapshot.asked_at}, when this one claims to be asked"
            )
            return
        self._judge_read(snapshot, asked)
        for moment in [moment for moment in self._asked if moment < snapshot.asked_at]:
            del self._asked[moment]
        arrived = self.program.cable.near.arrived_at
        received = now - (self.program.loop.time() - snapshot.received_at)
        self.reads.append((asked, received))
        for pair in PAIRS:
            if all(map(snapshot.is_on, pair.addresses)):
                self.both_seen_at[pair] = now
        stalled = any(began < now and ended > asked for began, ended in self.stalls.periods[-20:])
        self.trips.learn(max(arrived - asked, self.trip.least), clean=not stalled)
        shown_at = self.answers.late_reply_at(self._frame_at)
        before, self.last = self.last, ReadRecord(asked, received, there_s, stalled, snapshot, shown_at)
        self.link_watch.read(self.last)
        self.sleep.read(self.last)
        self.trip.read()
        self.answers.read(snapshot.values)
        self.output_watch.read(self.last)
        self.motors.read(self.last)
        self.positions.read(self.last)
        if self.referee.alone:
            self.owed.read(self.last)
            self._follow(self.last, before, wished)

    def _judge_read(self, snapshot: StateSnapshot, asked: float) -> None:
        """An answer is one read's, and shows what was so after that read was asked."""
        self.referee.meet(Rule.READ_TRUE)
        if self.last is not None and self.last.asked == asked < self.last.taken:
            self.referee.blame(Rule.READ_TRUE, f"the read of {snapshot.asked_at:.4f} is answered twice")
        world, behind = self.program.site.world, self.program.site.house_behind_s
        if snapshot.values == world.values() or self.referee.broken_lately(ODD_S):
            return
        if self.answers.late_reply_at(self._frame_at) < inf:
            return
        for address in (*RELAYS, *LAMPS, TIMED, *UNDECLARED):
            shown = snapshot.is_on(address)
            events = [e for e in world.history if e.address == address]
            during = [e for e in events if e.at + behind >= asked - EPSILON_S]
            before = next((e for e in reversed(events) if e.at + behind < asked - EPSILON_S), None)
            so = {before is not None and before.value > 0, *(e.value > 0 for e in during)}
            if shown not in so:
                self.referee.blame(Rule.READ_TRUE, f"a read asked at {asked:.4f} shows {address} {shown}")

    def _settle(self, read: ReadRecord) -> None:
        """Forget what a read shows done."""
        for address, (on, left) in tuple(self._unsettled.items()):
            if read.asked >= left and read.snapshot.is_on(address) is on:
                del self._unsettled[address]

    def _proves_off(self, read: ReadRecord, address: OutputAddress) -> bool:
        """Whether an "off" counts: after a long outage only two of them, a second apart, since gateways forget."""
        began = min(self.off_since.values(), default=inf)
        long_outage = began - self.down_at > LONG_OUTAGE_S if began < inf and self.down_at < inf else False
        return not long_outage or read.taken - self.off_since[address] >= SETTLES_S - EPSILON_S

    def _follow(self, read: ReadRecord, before: ReadRecord | None, wished: set[OutputAddress]) -> None:
        for address in RELAYS:
            if read.snapshot.is_on(address):
                self.off_since[address] = inf
                continue
            if self.off_since.get(address, inf) == inf:
                self.off_since[address] = read.taken
            if read.asked >= self._in_flight.get((address, True), -inf) and self._proves_off(read, address):
                self.ours.discard(address)
        self._settle(read)
        for orders in self.referee.orders.values():
            if before is None:
                orders.presses = [press for press in orders.presses if press.shown]
            for press in orders.presses:
                self._show(press, read, wished)
        for (address, on), at in tuple(self._in_flight.items()):
            changed = before is not None and before.snapshot.is_on(address) is not read.snapshot.is_on(
                address
            )
            shown = read.asked >= at and changed and read.snapshot.is_on(address) is on
            if shown or read.asked - at > EXPLAINED_S:
                del self._in_flight[address, on]

    def _show(self, press: Press, read: ReadRecord, wished: set[OutputAddress]) -> None:
        """The first read that shows a press, or was asked after it, decides whether it rules from now on.

        It does not when a frame of ours explains the change, or when our program was about to do the same.
        """
        shows = any(read.snapshot.value(address) == after for address, after in press.after.items())
        if press.shown or not (shows or read.asked > press.at):
            return
        expected = all(after > 0 and address in wished for address, after in press.after.items())
        for address, after in press.after.items():
            explained = (address, after > 0) in self._in_flight
            if not expected and not explained and read.snapshot.value(address) == after:
                press.shown = True
                self._touched_at[address] = read.taken
                self.referee.tell(f"a read shows the press of {press.at:.4f}")
        press.after.clear()

    # -- frames ------------------------------------------------------------

    def _leaves(self, send: Send) -> None:
        now, read = self.program.site.now, self.last
        self.referee.tell(f"frame {send.module} {list(send.values)} {'stop' if send.stop else ''}")
        if read is None:
            self.referee.blame(Rule.AGE, f"{send} was planned from nothing")
            return
        frame = FrameRecord(self.program, send, now, read, self._oldest(send, read), self.reads)
        for pair in PAIRS:
            if both_on(send.module, send.values, pair):
                self.referee.blame(Rule.BOTH, f"{send} has both directions of {pair} on")
        self.referee.meet(Rule.BOTH)
        self.referee.meet(Rule.LEVELS)
        if any(FULL < value < ON for value in send.values):
            self.referee.blame(Rule.LEVELS, f"{send}")
        if self.referee.alone:
            self._judge(frame)
            self.link_watch.leaves(frame)
            self.sleep.leaves(frame)
            self.output_watch.leaves(frame)
            self.motors.leaves(frame)
            self.commands.leaves(frame)
            self.owed.leaves(frame, self.ours | self._both_lately())
            self.positions.leaves(frame)
        self._note(frame)
        self.referee.frames.append(frame)
        self.program.cable.frames.append(frame)

    def _oldest(self, send: Send, read: ReadRecord) -> float:
        """Since when a press may be missing in the read."""
        now = self.program.site.now
        allowed = min(2.0 * self.trips.quiet + FRESH_S, OLDEST_S)
        if send.stop or send.module in SIMPLE:
            return min(now - allowed, read.asked, read.shown_at)
        return min(now - allowed, read.shown_at)

    def _judge(self, frame: FrameRecord) -> None:
        if self._first_on_link:
            self._first_on_link = False
            self.referee.meet(Rule.FRESH_LINK)
            if frame.read.asked < self.program.cable.made_at:
                self.referee.blame(Rule.FRESH_LINK, f"{frame.send} rests on a read of an earlier link")
        self._judge_age(frame)
        self._judge_spacing(frame)
        self._judge_relays(frame)
        self._judge_quiet(frame)
        self._judge_opposite(frame)
        self._judge_others(frame)

    def _judge_age(self, frame: FrameRecord) -> None:
        read, send = frame.read, frame.send
        age = frame.left - read.asked
        frame.passes = read.asked < self._frame_at
        now_oldest = frame.left - min(2.0 * self.trips.quiet + FRESH_S, OLDEST_S)
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
                f"{send} was planned from a read asked {age:.4f} s ago; quiet round trip {self.trips.quiet:.4f}",
            )

    def _tries(self, frame: FrameRecord) -> int:
        """How many reads were made for it: since it was wanted, and since the frame before."""
        program = self.program
        wanted = [given.at for given in self.referee.ledger.all if given.program is program and given.open]
        since = max(self._frame_at, min(wanted, default=-inf))
        return sum(asked >= since for asked, _ in self.reads)

    def _judge_spacing(self, frame: FrameRecord) -> None:
        now, stop = self.program.loop.time(), frame.send.stop
        last, apart = (self._stop_at, STOPS_APART_S) if stop else (self._frame_at_mono, FRAMES_APART_S)
        rule = Rule.STOP_SPACING if stop else Rule.SPACING
        self.referee.meet(rule)
        if now - last < apart - EPSILON_S:
            self.referee.blame(rule, f"{frame.send} leaves {now - last:.4f} s after the one before")

    def _judge_relays(self, frame: FrameRecord) -> None:
        now = frame.left
        for address, pair in RELAYS.items():
            if not self._switches_on(frame, address):
                continue
            self.referee.meet(Rule.PAUSE_SEEN)
            self.referee.meet(Rule.ONE_FRAME)
            first = self._ons.setdefault(address, now)
            if now - first >= CARRIED_S:
                self.referee.blame(
                    Rule.ONE_FRAME, f"{address} is switched on once more, first at {first:.4f}"
                )
            off_for = now - max(self.off_since.get(other(address), inf), self.sleep.seen_since)
            if off_for < pair.pause - EPSILON_S:
                self.referee.blame(
                    Rule.PAUSE_SEEN, f"{address} goes on, the other was seen off for {off_for:.3f} s only"
                )
            orders = self.referee.orders[pair]
            if orders.presses:
                self.referee.meet(Rule.TOUCHED)
            if orders.wall_rules_since > -inf:
                self.referee.blame(
                    Rule.TOUCHED,
                    f"{address} goes on, a person pressed at {orders.wall_rules_since:.4f}"
                    f" and commanded nothing since {orders.commanded_at:.4f}",
                )

    @staticmethod
    def _switches_on(frame: FrameRecord, address: OutputAddress) -> bool:
        send = frame.send
        mine = address.module == send.module and send.values[address.output - 1] > 0
        return mine and not frame.read.snapshot.is_on(address)

    def _judge_quiet(self, frame: FrameRecord) -> None:
        """Frames of other outputs wait for the pause when a person has just touched a shutter."""
        send, last = frame.send, frame.read.snapshot
        for address, pair in RELAYS.items():
            mine = [a for a in pair.addresses if a.module == send.module]
            moves = any(bool(send.values[a.output - 1]) != last.is_on(a) for a in mine)
            if address not in mine or send.stop or moves:
                continue
            self._judge_unsettled(frame, address)
            if address not in self._touched_at:
                continue
            self.referee.meet(Rule.QUIET)
            quiet_for = frame.left - self._touched_at[address]
            if quiet_for < pair.pause - EPSILON_S:
                self.referee.blame(
                    Rule.QUIET, f"{send} leaves {quiet_for:.3f} s after {address} was moved at the wall"
                )

    def _judge_unsettled(self, frame: FrameRecord, address: OutputAddress) -> None:
        """What a frame of ours may still do to a shutter is not carried over by another."""
        if address not in self._unsettled:
            return
        self.referee.meet(Rule.QUIET)
        on, left = self._unsettled[address]
        if frame.left - left < ACTS_FOR_S - EPSILON_S:
            self.referee.blame(
                Rule.QUIET,
                f"{frame.send} leaves {frame.left - left:.3f} s after {address} was set {on}, unseen",
            )

    def _judge_opposite(self, frame: FrameRecord) -> None:
        """A movement that a person began at the wall is ended only by a person's word."""
        send, last = frame.send, frame.read.snapshot
        for address, pair in RELAYS.items():
            if address.module != send.module or send.values[address.output - 1] or not last.is_on(address):
                continue
            self.referee.meet(Rule.OPPOSITE)
            since = self.referee.orders[pair].wall_rules_since
            both = frame.left - self.both_seen_at.get(pair, -inf) < BOTH_S
            if (
                since < self.program.started_at
                or address in self.ours
                or both
                or self._stop_stands(pair, since)
            ):
                continue
            self.referee.blame(
                Rule.OPPOSITE, f"{address} goes off, a person had switched it on at {since:.4f}"
            )

    def _stop_stands(self, pair: ShutterPair, pressed_at: float) -> bool:
        """Whether a person's stop was still wanted when this press came; our loop, standing still, took it late."""
        stops = [
            g for g in self.referee.ledger.all if g.pair == pair and g.what.startswith(("stop", "drive off"))
        ]
        return any(
            g.at <= pressed_at <= self._taken_by(g, pressed_at) + pair.max_run + STOP_STANDS_S
            and not g.ended_at < pressed_at
            for g in stops
            if not g.confirmed or g.ended_at >= pressed_at
        )

    def _taken_by(self, given: Given, now: float) -> float:
        """When a command had reached our program at the latest."""
        return given.at + self.link.stood_still(given.at, now)

    def _judge_others(self, frame: FrameRecord) -> None:
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

    def _both_lately(self) -> set[OutputAddress]:
        """The relays of pairs that were seen on both ways a moment ago: both are switched off, whoever moved them."""
        now = self.program.site.now
        pairs = (pair for pair, at in self.both_seen_at.items() if now - at < BOTH_S)
        return {address for pair in pairs for address in pair.addresses}

    def _note(self, frame: FrameRecord) -> None:
        send, last = frame.send, frame.read.snapshot
        self._frame_at = frame.left
        if send.stop:
            self._stop_at = self.program.loop.time()
        else:
            self._frame_at_mono = self.program.loop.time()
        for address in RELAYS:
            if address.module != send.module:
                continue
            on = send.values[address.output - 1] > 0
            if on is not last.is_on(address):
                self._unsettled[address] = on, frame.left
            if on and not last.is_on(address):
                self.ours.add(address)
            if on is not last.is_on(address) or (address, not on) in self._in_flight:
                self._in_flight[address, on] = frame.left

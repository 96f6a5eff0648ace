"""Looks over one program's shoulder: what it asks and reads, and what it sends upon that."""

from __future__ import annotations

from math import inf
from typing import Any

from ipcom.client.planning.actions import Send
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from tests.library.proof.answer_watch import AnswerWatch
from tests.library.proof.command_watch import CommandWatch
from tests.library.proof.frame_watch import FrameWatch
from tests.library.proof.link_times import LinkTimes
from tests.library.proof.link_watch import LinkWatch
from tests.library.proof.motor_watch import MotorWatch
from tests.library.proof.moves_watch import MovesWatch
from tests.library.proof.output_history import OutputHistory
from tests.library.proof.output_watch import OutputWatch
from tests.library.proof.owed_watch import OwedWatch
from tests.library.proof.positions_watch import PositionsWatch
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS
from tests.library.proof.records import FrameRecord, ReadRecord
from tests.library.proof.referee import Referee
from tests.library.proof.relay_watch import RelayWatch
from tests.library.proof.relays_seen import RelaysSeen
from tests.library.proof.round_trips_seen import RoundTripsSeen
from tests.library.proof.rules import Rule
from tests.library.proof.sleep_watch import SleepWatch
from tests.library.proof.stalls import Stalls
from tests.library.proof.trip_watch import TripWatch
from tests.library.proof.truth_watch import TruthWatch
from tests.library.proof.watcher import Watcher


class Watch(Watcher):
    """Hears what one program says and reads, and asks the watchers of single sides of it."""

    def __init__(self, referee: Referee, program: Program) -> None:
        super().__init__(referee, program)
        self.stalls = Stalls(program.loop, lambda: program.site.network.round_trip, referee)
        self.trips = RoundTripsSeen()
        self.link = LinkTimes(referee, program, self.stalls)
        self.link_watch = LinkWatch(self.link)
        self.outputs = OutputHistory(referee, program, self.link)
        self.output_watch = OutputWatch(self.outputs)
        self.commands = CommandWatch(self.outputs, self.trips)
        self.motors = MotorWatch(referee, program, self.link)
        self.owed = OwedWatch(self.outputs)
        self.sleep = SleepWatch(referee, program)
        self.relays = RelaysSeen(referee, program)
        self.relay_watch = RelayWatch(self.relays, self.link, self.sleep)
        self.frames = FrameWatch(referee, program, self.trips)
        self.trip = TripWatch(referee, program)
        self.answers = AnswerWatch(referee, program)
        self.truth = TruthWatch(referee, program)
        self.positions = PositionsWatch(referee, program, MovesWatch(referee, program, self.link))
        self.last: ReadRecord | None = None
        self.reads: list[tuple[float, float]] = []
        """When each read was asked and when its answer was taken."""
        self._asked: dict[float, tuple[float, float]] = {}
        """When reads left by the program's clock, in truth, and how slow the line was then."""
        self._wishes: dict[ShutterPair, tuple[Motion, Any]] = {}
        self._began: dict[ShutterPair, tuple[Any, float]] = {}
        """The move for which a shutter was last driven, and when that was commanded."""
        planner = program.client._engine.planner
        self._sent, self._observe = planner.actions.sent, planner.observe_read
        self._link_down, self._drive = planner.link_down, planner.commands.drive
        planner.actions.sent, planner.observe_read = self.sent, self.observe_read  # type: ignore[method-assign]
        planner.link_down, planner.commands.drive = self.link_down, self.drive  # type: ignore[method-assign]

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
            self.relays.doubt()
        if what == "write":
            self.answers.writes()
        self.stalls.note(what)
        self.link_watch.exchanges.say(what)
        if what == "read" and self.referee.alone and not self.program.dead:
            self.output_watch.asks()
            self.positions.asks()

    def link_down(self) -> None:
        """The link has ended."""
        self._link_down()
        self.positions.unwatched()
        self.relays.link_down()
        self.frames.link_down()

    def drive(self, pair: ShutterPair, motion: Motion, now: float) -> Any:
        """A movement or a stop is wanted."""
        ticket = self._drive(pair, motion, now)
        self._wishes[pair] = (Motion.OFF if self._goes_on(pair, motion) else motion), ticket
        if motion is Motion.OFF and self.referee.alone:
            self.link_watch.stops.wanted(pair)
        if self.referee.alone:
            self.motors.drives(pair, motion, ticket)
        self.owed.driven(pair, motion)
        if motion is not Motion.OFF:
            self.link_watch.stops.forgets(pair)
        self.relay_watch.driven(pair, motion)
        return ticket

    def _goes_on(self, pair: ShutterPair, motion: Motion) -> bool:
        """Whether a command begins a further run: a movement of others in its direction is not the one it wished."""
        shutter, orders = self.program.shutters.get(pair), self.referee.orders[pair]
        move = None if shutter is None else shutter._lift.mover.under_way
        before, self._began[pair] = self._began.get(pair), (move, orders.commanded_at)
        return motion is not Motion.OFF and move is not None and before == (move, orders.commanded_at)

    def observe_read(self, snapshot: StateSnapshot, now: float) -> Any:
        """A read was answered."""
        wished = {relay for pair in PAIRS if (relay := self._wished(pair)) is not None}
        observation = self._observe(snapshot, now)
        if not self.program.dead:
            self._take(snapshot, wished)
        return observation

    def sent(self, send: Send, now: float) -> None:
        """A frame leaves."""
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
        now = self.now
        asked, there_s = self._asked.get(snapshot.asked_at, (inf, 0.0))
        if asked == inf:
            self.referee.blame(
                Rule.AGE, f"no read left at {snapshot.asked_at}, when this one claims to be asked"
            )
            return
        shown_at = self.answers.late_reply_at(self.frames.frame_at)
        self.truth.read(snapshot, asked, self.last, shown_at)
        for moment in [moment for moment in self._asked if moment < snapshot.asked_at]:
            del self._asked[moment]
        arrived = self.program.cable.near.arrived_at
        received = now - (self.program.loop.time() - snapshot.received_at)
        self.reads.append((asked, received))
        self.relays.see_both(snapshot)
        stalled = any(began < now and ended > asked for began, ended in self.stalls.periods[-20:])
        self.trips.learn(max(arrived - asked, self.trip.least), clean=not stalled)
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
            self.relays.read(self.last, before, wished)

    # -- frames ------------------------------------------------------------

    def _leaves(self, send: Send) -> None:
        read = self.last
        self.referee.tell(f"frame {send.module} {list(send.values)} {'stop' if send.stop else ''}")
        if read is None:
            self.referee.blame(Rule.AGE, f"{send} was planned from nothing")
            return
        frame = FrameRecord(self.program, send, self.now, read, self.frames.oldest(send, read), self.reads)
        self.frames.always(send)
        if self.referee.alone:
            self._ask_all(frame)
        self.frames.left(frame)
        self.relays.leaves(frame)
        self.referee.frames.append(frame)
        self.program.cable.frames.append(frame)

    def _ask_all(self, frame: FrameRecord) -> None:
        self.frames.leaves(frame)
        self.relay_watch.leaves(frame)
        self.frames.judge_others(frame)
        self.link_watch.leaves(frame)
        self.sleep.leaves(frame)
        self.output_watch.leaves(frame)
        self.motors.leaves(frame)
        self.commands.leaves(frame)
        self.owed.leaves(frame, self.relays.ours_or_both())
        self.positions.leaves(frame)

"""What one shutter was told to do, from the command until reads show it; pure.

A direction goes on only after the other was seen off for the whole pause, and its frame leaves once; a stop
stays wanted until the relay is seen off; whatever we switched on is switched off again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from math import inf

from ...errors import CommandNotConfirmed, CommandSuperseded, InterlockError, IPComError
from ...model.address import OutputAddress
from ...model.motion import Motion
from ...model.shutter_pair import ShutterPair
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from ...sentence import exception_name
from .actions import Send
from .command_text import HeldUp, MotorText
from .interlock import PairWatch, RelayWatch
from .life import Life
from .line_timings import LineTimings
from .pending_command import PendingCommand
from .shutter_command import ShutterCommand, Stop, held_by_motor, unseen

PERSIST = 1.0
"""Seconds between the repetitions of a stop whose caller has got the error already."""


class ShutterController:
    """Decides what one shutter's relays need next; never sends anything itself."""

    def __init__(
        self, pair: ShutterPair, timings: Timings, line: LineTimings, *, online: bool = False
    ) -> None:
        self.watch = PairWatch(pair, line)
        self.pair = pair
        self._timings = timings
        self._line = line
        self._online = online
        self._command: ShutterCommand | None = None
        self._emergencies: deque[float] = deque(maxlen=timings.both_on_stops)
        self._was_both_on = False
        self._ends_both = False
        """Whether both directions were seen on, are to go off, and have not been seen apart since."""

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """Both relays, up first."""
        return self.pair.addresses

    # -- commands ----------------------------------------------------------

    def command(self, motion: Motion, pending: PendingCommand, now: float, *, joins: bool = True) -> None:
        """Want a movement; an older one that differs is superseded.

        Unless it `joins`, a movement that others have just begun in its direction ends it.
        """
        if motion is Motion.OFF:
            self._want_off(self.watch.relays, pending, now)
            return
        command = self._command
        if command is not None and command.motion is motion and not command.life.too_late(now):
            command.life.commands.append(pending)
            return
        self._supersede(MotorText.SHUTTER_NEWER_COMMAND)
        life = Life(now, now + self._wait(), [pending], next_read_at=now)
        self._command = ShutterCommand(motion, (self._relay(motion),), life, joins=joins)

    def stop_at(self, direction: Motion, leave_at: float, pending: PendingCommand, now: float) -> None:
        """Want the end of a timed move in `direction`, its frame leaving at `leave_at`."""
        command = self._command
        if command is not None and command.motion is Motion.OFF and not command.timed:
            command.life.commands.append(pending)
            return
        old = command.life.commands if command is not None and command.timed else []
        if command is not None and not command.timed:
            self._supersede(MotorText.SHUTTER_STOPPED)
        due_at = max(leave_at, now)
        life = Life(now, due_at + self._wait(), [*old, pending])
        relays = (self._relay(direction),)
        self._command = ShutterCommand(Motion.OFF, relays, life, Stop.TIMED, due_at)

    def release(self, pending: PendingCommand | None, now: float) -> None:
        """Switch off what is ours, and forget what has not begun."""
        mine = tuple(relay for relay in self.watch.relays if relay.ours)
        if mine:
            self._want_off(mine, pending, now)
        elif self._command is not None and self._command.motion is not Motion.OFF:
            self._supersede(MotorText.SHUTTER_RELEASED)

    def _want_off(self, relays: tuple[RelayWatch, ...], pending: PendingCommand | None, now: float) -> None:
        commands = [] if pending is None else [pending]
        old = self._command
        if old is not None and old.motion is Motion.OFF:
            commands = old.life.commands + commands
            relays = tuple(dict.fromkeys(old.relays + relays))
        else:
            self._supersede(MotorText.SHUTTER_STOPPED)
        life = Life(now, now + self._wait(), commands, next_read_at=now)
        self._command = ShutterCommand(Motion.OFF, relays, life)

    def _wait(self) -> float:
        return self._timings.leave_within if self._online else self._timings.offline_wait

    def withdraw(self, pending: PendingCommand) -> None:
        """Its caller gave up: forget a movement or a timed stop that has not begun; any other stop stays wanted."""
        command = self._command
        if command is None or pending not in command.life.commands:
            return
        command.life.commands.remove(pending)
        may_go = command.motion is not Motion.OFF or command.timed
        if may_go and command.life.queued and not command.life.commands:
            self._command = None

    @property
    def busy(self) -> bool:
        """Whether a movement is wanted, or a relay that we switched on has not been seen off."""
        watch = self.watch
        return self._command is not None or watch.up.run is not None or watch.down.run is not None

    @property
    def ours(self) -> tuple[OutputAddress, ...]:
        """The relays that we switched on."""
        return tuple(relay.address for relay in self.watch.relays if relay.ours)

    def overlay(self) -> dict[OutputAddress, int]:
        """What the effective state shows: not a direction, nor the end of a timed move, whose frame has not left."""
        command = self._command
        if command is None:
            return {}
        if command.motion is Motion.OFF:
            return {} if command.timed and command.life.queued else dict.fromkeys(command.addresses, 0)
        if command.life.queued:
            return {}
        return {self._relay(command.motion).address: 255, self._relay(command.motion.reverse).address: 0}

    def carried(self, now: float) -> dict[OutputAddress, int]:
        """What every frame of the relays' modules must carry for this shutter; a direction only while its frame acts.

        Carried for longer, a direction that no read shows would be switched on a second time.
        """
        command = self._command
        if command is None:
            return {}
        if command.motion is not Motion.OFF and (command.life.lost or self._should_show(command, now)):
            return {}
        return self.overlay()

    def _should_show(self, command: ShutterCommand, now: float) -> bool:
        """Whether a read has looked for it, and its frame left so long ago that it should have shown it."""
        return command.life.step > 0 and now - command.life.last_sent_at >= self._line.retry_after

    # -- what the relays need ----------------------------------------------

    def stops(self, now: float) -> tuple[tuple[OutputAddress, ...], float]:
        """The relays to switch off right now, and when to ask again."""
        command = self._command
        if command is None:
            return (), inf
        need = [relay for relay in self._to_be_off() if relay.maybe_on(now)]
        due = {relay: self._off_due_at(relay, command) for relay in need}
        later = min((at for at in due.values() if at > now), default=inf)
        return tuple(relay.address for relay in need if due[relay] <= now), later

    def _off_due_at(self, relay: RelayWatch, command: ShutterCommand) -> float:
        asked_by_a_person = command.motion is Motion.OFF and not command.timed
        if asked_by_a_person and relay.last_off_frame < command.life.created_at:
            return -inf  # what left before a stop was asked for does not hold it up: it may be lost
        return max(command.due_at, relay.last_off_frame + self._repeat_after(relay))

    def _repeat_after(self, relay: RelayWatch) -> float:
        """Wait for one read before repeating a stop. Reads are delayed while a write waits for its acknowledgement."""
        told = self._command is not None and self._command.life.told
        pause = PERSIST if told else self._line.retry_after
        return pause if relay.looked_at else pause + self._timings.write_wait_long

    @property
    def passes_writes(self) -> bool:
        """Whether its stop may leave while a write waits for its reply: not the end of a move, nor a reversal."""
        command = self._command
        return command is not None and command.motion is Motion.OFF and command.stop is Stop.PERSON

    @property
    def timed_stop_at(self) -> float:
        """When the frame of a timed stop that has not left is to leave; inf without one."""
        command = self._command
        return command.due_at if command is not None and command.timed and command.life.queued else inf

    def _to_be_off(self) -> tuple[RelayWatch, ...]:
        """What the wanted movement needs off: itself for a stop, the other direction before a start; both, if both are on."""
        command = self._command
        if command is None:
            return ()
        if command.motion is Motion.OFF:
            return command.relays
        if not command.life.queued:
            return ()
        return self.watch.relays if self.watch.both_on else (self._relay(command.motion.reverse),)

    def start(self, now: float) -> tuple[OutputAddress | None, float]:
        """The relay that may go on right now, or None and when to ask again (inf: after a read)."""
        command = self._command
        if command is None or command.motion is Motion.OFF or not command.life.queued:
            return None, inf
        relay, other = self._relay(command.motion), self._relay(command.motion.reverse)
        at = self._start_at(relay, other, now)
        return (relay.address, now) if at <= now else (None, at)

    def _start_at(self, relay: RelayWatch, other: RelayWatch, now: float) -> float:
        if relay.on is not False or other.maybe_on(now) or other.off_since is None or relay.off_may_come(now):
            return inf
        return other.off_since + self.pair.pause

    @property
    def pending_module(self) -> int | None:
        """The module whose frame a wanted direction waits for."""
        command = self._command
        if command is None or command.motion is Motion.OFF or not command.life.queued:
            return None
        return self._relay(command.motion).address.module

    @property
    def pending_since(self) -> float:
        """When the wanted direction was asked for; inf without one."""
        return inf if self._command is None else self._command.life.created_at

    # -- our frames --------------------------------------------------------

    def sent_off(self, addresses: Collection[OutputAddress], now: float) -> None:
        """A frame that switches these off has left."""
        for relay in self.watch.relays:
            if relay.address in addresses:
                relay.sent_off(now)
        command = self._command
        if command is None:
            return
        if command.motion is Motion.OFF:
            command.life.left(now, self._line.seen_for, self._line.look_within)
        else:
            command.life.look(now)

    def sent_on(self, address: OutputAddress, now: float) -> None:
        """The frame that switches this relay on has left; it is ours to end, also if the command is gone."""
        relay = next(relay for relay in self.watch.relays if relay.address == address)
        relay.sent_on(now, self.pair.max_run)
        command = self._command
        if command is None or command.motion is Motion.OFF:
            self._want_off((relay,), None, now)
        else:
            command.life.left(now, self._line.seen_for, self._line.look_within)

    def left(self, send: Send, snapshot: StateSnapshot, now: float) -> None:
        """A frame that rests on `snapshot` has left. A direction that it carries and no read shows may act anew."""
        for relay in self.watch.relays:
            address = relay.address
            mine = address.module == send.module
            if mine and send.values[address.output - 1] and not snapshot.is_on(address):
                relay.carried_on(now)

    # -- reads -------------------------------------------------------------

    def observe_read(
        self, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float, *, settled: bool = True
    ) -> bool:
        """Take a read's answer into account; True when both directions are seen on anew.

        A gateway that has restarted may show all outputs off at first: until its module has `settled`, or it
        has shown a relay on, an "off" ends neither a run of ours nor a stop.
        """
        for relay in self.watch.relays:
            relay.observe_read(snapshot, foreign, settled=settled)
        alarm = self.watch.both_on and not self._was_both_on
        self._was_both_on = self.watch.both_on
        self._ends_both = self._ends_both and self.watch.both_on
        if alarm:
            self._emergency(now)
        elif self._ends_both and self._command is None:
            self._want_off(self.watch.relays, None, now)
        elif self._command is not None:
            self._follow(self._command, snapshot, foreign, now, settled=settled)
        return alarm

    def _emergency(self, now: float) -> None:
        recent = [at for at in self._emergencies if now - at < self._timings.both_on_window]
        if self._command is not None and self._command.motion is not Motion.OFF:
            self._end(
                InterlockError(MotorText.BOTH_DIRECTIONS_SEEN_ON(shutter=self.pair), self.pair.addresses)
            )
        if len(recent) < self._timings.both_on_stops:
            self._ends_both = True
            self._emergencies.append(now)
            self._want_off(self.watch.relays, None, now)

    def _follow(
        self,
        command: ShutterCommand,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        *,
        settled: bool,
    ) -> None:
        if command.motion is Motion.OFF:
            ended = self._follow_off(command, snapshot, foreign, now, settled=settled)
        else:
            ended = self._follow_on(command, snapshot, foreign, now)
        if ended or (command.timed and command.life.queued):
            return
        if command.life.lost:
            command.life.found()
        command.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    def _follow_off(
        self,
        command: ShutterCommand,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        *,
        settled: bool,
    ) -> bool:
        if command.timed and self._runs_the_other_way(command.relays[0]):
            self._supersede(MotorText.SHUTTER_MOVEMENT_BEGAN)
            return True
        if any(relay.maybe_on(now) for relay in command.relays):
            looked = command.life.step > 0 or snapshot.asked_at >= command.life.last_sent_at > -inf
            if settled and looked and any(self._on_anew(relay, foreign) for relay in command.relays):
                self._supersede(MotorText.SHUTTER_MOVED_ANEW)
            return self._command is None
        since = max(command.life.created_at, *(relay.last_off_frame for relay in command.relays))
        known = settled or all(self.watch.known(relay.address.module) for relay in command.relays)
        if not known or snapshot.asked_at < since:
            return False
        self._end(None)
        return True

    @staticmethod
    def _on_anew(relay: RelayWatch, foreign: Collection[OutputAddress]) -> bool:
        """Whether it was switched on from outside; what is ours was never seen off for certain."""
        return bool(relay.on) and relay.address in foreign and not relay.ours

    def _runs_the_other_way(self, own: RelayWatch) -> bool:
        other = self.watch.down if own is self.watch.up else self.watch.up
        return bool(other.on and not own.on)

    def _follow_on(
        self, command: ShutterCommand, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> bool:
        relay, other = self._relay(command.motion), self._relay(command.motion.reverse)
        pressed_meanwhile = (
            command.life.queued and (command.life.step > 0 or not command.joins) and relay.address in foreign
        )
        if (
            relay.on
            and not other.on
            and not pressed_meanwhile
            and self._counts(command, relay, snapshot, now)
        ):
            if command.life.queued:
                relay.adopt(now, self.pair.max_run)
            self._end(None)
            return True
        if any(address in foreign for address in self.pair.addresses):
            self._overruled(relay, now)
            return True
        if command.life.lost:
            self._give_up(command, now)
            return True
        return False

    @staticmethod
    def _counts(command: ShutterCommand, relay: RelayWatch, snapshot: StateSnapshot, now: float) -> bool:
        since = command.life.created_at if command.life.queued else command.life.last_sent_at
        return snapshot.asked_at >= since and not relay.off_may_come(now)

    def _overruled(self, relay: RelayWatch, now: float) -> None:
        """The shutter is moved from outside; an "on" of ours that may still come is taken back."""
        self._supersede(MotorText.SHUTTER_MOVED_BY_OTHERS)
        if relay.ours:
            self._want_off((relay,), None, now)

    # -- the link ----------------------------------------------------------

    def link_down(self) -> None:
        """Nothing seen counts any more; an "on" that has left is never sent again."""
        self._online = False
        for relay in self.watch.relays:
            relay.link_down()
        if self._command is not None:
            self._command.life.link_down()

    def link_up(self, now: float) -> None:
        """Look first, then decide."""
        self._online = True
        command = self._command
        if command is None:
            return
        command.life.link_up(now, self._timings.leave_within)
        if not command.timed or not command.life.queued:
            command.life.look(now)

    def distrust(self, since: float) -> None:
        """Reads received from `since` on prove nothing."""
        for relay in self.watch.relays:
            relay.unsure(since)

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long: runs went on, and what was seen before proves nothing."""
        for relay in self.watch.relays:
            relay.slept(seconds)
        if self._command is not None:
            self._command.life.slept(seconds, now)
            self._command.due_at -= seconds

    # -- time --------------------------------------------------------------

    def expire(
        self, now: float, reason: Callable[[int], HeldUp] = lambda _module: HeldUp.HELD_BY_OLD_READS
    ) -> None:
        """End what has waited too long, and stop what has run too long; `reason` tells what held up a module."""
        command = self._command
        if command is not None and now >= command.life.ends_at(online=self._online):
            self._give_up(command, now, self._held_by(command, now, reason))
        if self._outlived(now):
            self._supersede(MotorText.SHUTTER_NOT_OURS)
        late = tuple(relay for relay in self.watch.relays if relay.off_by <= now)
        if not set(late) <= set(self._to_be_off()):
            self._want_off(late, None, now)

    def _outlived(self, now: float) -> bool:
        """Whether a stop is older than any run: it does not concern what moves now, unless we switched it on."""
        return now >= self._stop_outlived_at()

    def _stop_outlived_at(self) -> float:
        command = self._command
        if command is None or command.motion is not Motion.OFF or any(relay.ours for relay in command.relays):
            return inf
        return max(command.life.created_at, command.due_at) + self.pair.max_run + PERSIST

    def _held_by(self, command: ShutterCommand, now: float, reason: Callable[[int], HeldUp]) -> HeldUp:
        """What kept a movement from leaving: its own motor, or what held up the module."""
        module = self.pending_module
        if module is None:
            return HeldUp.HELD_BY_OLD_READS
        address, _ = self.start(now)
        return reason(module) if address is not None else held_by_motor(command, self.watch, now)

    def _give_up(
        self, command: ShutterCommand, now: float, held_by: HeldUp = HeldUp.HELD_BY_OLD_READS
    ) -> None:
        error = unseen(self.pair, command, online=self._online, held_by=held_by)
        if command.motion is Motion.OFF:
            self._fail(command, error)
            command.life.told = True
            return
        relay = self._relay(command.motion)
        self._end(error)
        if relay.ours:
            self._want_off((relay,), None, now)

    def next_time(self) -> float:
        """When `expire` has something to do."""
        if not self.busy:
            return inf
        command = self._command
        give_up = inf if command is None else command.life.ends_at(online=self._online)
        stopping = self._to_be_off()
        late = (relay.off_by for relay in self.watch.relays if relay not in stopping)
        return min(give_up, self._stop_outlived_at(), min(late, default=inf))

    def next_read(self) -> tuple[float, bool]:
        """When the next look at the relays is due, and whether it is for a stop."""
        command = self._command
        if command is None:
            return inf, False
        if command.timed and command.life.queued:
            return inf, True
        return command.life.next_read_at, command.motion is Motion.OFF

    # -- small -------------------------------------------------------------

    def drop_broken(self, mistake: Exception) -> None:
        """A mistake of ours met this movement: its callers are told; what we switched on is still switched off."""
        text = MotorText.SHUTTER_PLANNING_BROKE(shutter=self.pair, error=exception_name(mistake))
        self._end(CommandNotConfirmed(text, self.pair.addresses))

    def _relay(self, motion: Motion) -> RelayWatch:
        return self.watch.up if motion is Motion.UP else self.watch.down

    def _supersede(self, why: MotorText) -> None:
        self._end(CommandSuperseded(why(shutter=self.pair), self.pair.addresses))

    def _end(self, error: IPComError | None) -> None:
        command, self._command = self._command, None
        if command is None:
            return
        if error is not None:
            self._fail(command, error)
            return
        for pending in command.life.commands:
            pending.confirm(self.pair.up)

    def _fail(self, command: ShutterCommand, error: IPComError) -> None:
        for pending in command.life.commands:
            pending.fail(self.pair.up, error)
        command.life.commands.clear()

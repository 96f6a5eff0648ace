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
from .relay_needs import RelayNeeds
from .seen_movements import Found, SeenMovements
from .shutter_command import ShutterCommand, held_by_motor, unseen


class ShutterController:
    """Decides what one shutter's relays need next; never sends anything itself."""

    def __init__(
        self, pair: ShutterPair, timings: Timings, line: LineTimings, *, online: bool = False
    ) -> None:
        self.watch = PairWatch(pair, line)
        self.needs = RelayNeeds(self.watch, timings, line)
        self.seen = SeenMovements(self.watch)
        self.pair = pair
        self._timings = timings
        self._line = line
        self._online = online
        self.command: ShutterCommand | None = None
        """What it was told to do, until reads show it."""
        self._emergencies: deque[float] = deque(maxlen=timings.both_on_stops)
        self._was_both_on = False
        self._ends_both = False
        """Whether both directions were seen on, are to go off, and have not been seen apart since."""

    # -- commands ----------------------------------------------------------

    def want(self, motion: Motion, pending: PendingCommand, now: float) -> None:
        """Want a movement; an older one that differs is superseded."""
        if motion is Motion.OFF:
            self._want_off(self.watch.relays, pending, now)
            return
        command = self.command
        if command is not None and command.motion is motion and not command.life.too_late(now):
            command.life.commands.append(pending)
            return
        if command is not None:
            self._supersede(MotorText.SHUTTER_NEWER_COMMAND)
        life = Life(now, now + self._wait(), [pending], next_read_at=now)
        self.command = ShutterCommand(motion, self.watch.towards[motion][:1], life)

    def stop_at(self, direction: Motion, leave_at: float, pending: PendingCommand, now: float) -> None:
        """Want the end of a timed move in `direction`, its frame leaving at `leave_at`."""
        command = self.command
        if command is not None and command.motion is Motion.OFF and not command.timed:
            command.life.commands.append(pending)
            return
        old = command.life.commands if command is not None and command.timed else []
        if command is not None and not command.timed:
            self._supersede(MotorText.SHUTTER_STOPPED)
        self._want_timed_off(direction, max(leave_at, now), [*old, pending], now)

    def _want_timed_off(
        self, direction: Motion, due_at: float, commands: list[PendingCommand], now: float
    ) -> None:
        life = Life(now, due_at + self._wait(), commands)
        relays = self.watch.towards[direction][:1]
        self.command = ShutterCommand(Motion.OFF, relays, life, timed=True, due_at=due_at)

    def release(self, pending: PendingCommand | None, now: float) -> None:
        """Switch off what is ours, and forget what has not begun."""
        mine = tuple(relay for relay in self.watch.relays if relay.ours)
        if mine:
            self._want_off(mine, pending, now)
        elif self.command is not None and self.command.motion is not Motion.OFF:
            self._supersede(MotorText.SHUTTER_RELEASED)

    def _want_off(self, relays: tuple[RelayWatch, ...], pending: PendingCommand | None, now: float) -> None:
        commands = [] if pending is None else [pending]
        old = self.command
        if old is not None and old.motion is Motion.OFF:
            commands = old.life.commands + commands
            relays = tuple(dict.fromkeys(old.relays + relays))
        else:
            self._supersede(MotorText.SHUTTER_STOPPED)
        life = Life(now, now + self._wait(), commands, next_read_at=now)
        self.command = ShutterCommand(Motion.OFF, relays, life)

    def _wait(self) -> float:
        return self._timings.leave_within if self._online else self._timings.offline_wait

    def withdraw(self, pending: PendingCommand) -> None:
        """Its caller gave up: forget a movement or a timed stop that has not begun; any other stop stays wanted."""
        command = self.command
        if command is None or pending not in command.life.commands:
            return
        command.life.commands.remove(pending)
        may_go = command.motion is not Motion.OFF or command.timed
        if may_go and command.life.queued and not command.life.commands:
            self.command = None

    @property
    def ours(self) -> tuple[OutputAddress, ...]:
        """The relays that we switched on."""
        return tuple(relay.address for relay in self.watch.relays if relay.ours)

    # -- what the relays need ----------------------------------------------

    def stops(self, now: float) -> tuple[tuple[OutputAddress, ...], float]:
        """The relays to switch off right now, and when to ask again."""
        return ((), inf) if self.command is None else self.needs.stops(self.command, now)

    @property
    def passes_writes(self) -> bool:
        """Whether its stop may leave while a write waits for its reply: not the end of a move, nor a reversal."""
        return self.command is not None and self.command.is_free_stop

    # -- our frames --------------------------------------------------------

    def sent_off(self, addresses: Collection[OutputAddress], now: float) -> None:
        """A frame that switches these off has left."""
        for relay in self.watch.relays:
            if relay.address in addresses:
                relay.sent_off(now)
        command = self.command
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
        command = self.command
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
        shown = {address.module for address in self.pair.addresses if snapshot.values[address.index]}
        for relay in self.watch.relays:
            module = relay.address.module
            known = settled or module in shown or self.watch.known(module)
            relay.observe_read(snapshot, foreign, settled=known)
        both_on = self.watch.both_on
        alarm = both_on and not self._was_both_on
        self._was_both_on = both_on
        self._ends_both = self._ends_both and both_on
        if alarm:
            self._emergency(now)
        elif self._ends_both and self.command is None:
            self._want_off(self.watch.relays, None, now)
        elif self.command is not None:
            self._follow(self.command, snapshot, foreign, now, settled=settled)
        return alarm

    def _emergency(self, now: float) -> None:
        recent = [at for at in self._emergencies if now - at < self._timings.both_on_window]
        if self.command is not None and self.command.motion is not Motion.OFF:
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
        found = self.seen.found(command, snapshot, foreign, now, settled=settled)
        if found is Found.DONE:
            self._end(None)
        elif found is Found.LOST:
            self._give_up(command, now)
        elif isinstance(found, MotorText):
            self._overruled(command, found, now)
        elif not (command.timed and command.life.queued):
            command.life.found()
            command.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    def _overruled(self, command: ShutterCommand, why: MotorText, now: float) -> None:
        """Others move the shutter; an "on" of ours that may still come is taken back."""
        self._supersede(why)
        if command.motion is not Motion.OFF and command.relays[0].ours:
            self._want_off(command.relays, None, now)

    # -- the link ----------------------------------------------------------

    def link_down(self) -> None:
        """Nothing seen counts any more; an "on" that has left is never sent again."""
        self._online = False
        for relay in self.watch.relays:
            relay.link_down()
        if self.command is not None:
            self.command.life.link_down()

    def link_up(self, now: float) -> None:
        """Look first, then decide."""
        self._online = True
        command = self.command
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
        if self.command is not None:
            self.command.life.slept(seconds, now)
            self.command.due_at -= seconds

    # -- time --------------------------------------------------------------

    def expire(
        self, now: float, reason: Callable[[int], HeldUp] = lambda _module: HeldUp.HELD_BY_OLD_READS
    ) -> None:
        """End what has waited too long, and stop what has run too long; `reason` tells what held up a module."""
        command = self.command
        if command is not None and now >= command.life.ends_at(online=self._online):
            self._give_up(command, now, self._held_by(command, now, reason))
        stop = self.command
        if stop is not None and stop.motion is Motion.OFF and now >= self.needs.outlived_at(stop):
            self._supersede(MotorText.SHUTTER_NOT_OURS)
        late = tuple(relay for relay in self.watch.relays if relay.off_by <= now)
        if late and not set(late) <= set(self.needs.to_be_off(self.command)):
            self._want_off(late, None, now)

    def _held_by(self, command: ShutterCommand, now: float, reason: Callable[[int], HeldUp]) -> HeldUp:
        """What kept a movement from leaving: its own motor, or what held up the module."""
        if not command.is_pending_start:
            return HeldUp.HELD_BY_OLD_READS
        address, _ = self.needs.start(command, now)
        return held_by_motor(command, self.watch, now) if address is None else reason(address.module)

    def _give_up(
        self, command: ShutterCommand, now: float, held_by: HeldUp = HeldUp.HELD_BY_OLD_READS
    ) -> None:
        error = unseen(self.pair, command, online=self._online, held_by=held_by)
        if command.motion is Motion.OFF:
            self._fail(command, error)
            command.life.told = True
            return
        self._end(error)
        if command.relays[0].ours:
            self._want_off(command.relays, None, now)

    def next_time(self) -> float:
        """When `expire` has something to do."""
        command = self.command
        runs = (relay for relay in self.watch.relays if relay.ours)
        late = min(
            (relay.off_by for relay in runs if relay not in self.needs.to_be_off(command)), default=inf
        )
        if command is None:
            return late
        outlived_at = self.needs.outlived_at(command) if command.motion is Motion.OFF else inf
        return min(late, command.life.ends_at(online=self._online), outlived_at)

    # -- small -------------------------------------------------------------

    def drop_broken(self, mistake: Exception) -> None:
        """A mistake of ours met this movement: its callers are told; what we switched on is still switched off."""
        text = MotorText.SHUTTER_PLANNING_BROKE(shutter=self.pair, fault=exception_name(mistake))
        self._end(CommandNotConfirmed(text, self.pair.addresses))

    def _supersede(self, why: MotorText) -> None:
        if self.command is not None:
            self._end(CommandSuperseded(why(shutter=self.pair), self.pair.addresses))

    def _end(self, error: IPComError | None) -> None:
        command, self.command = self.command, None
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

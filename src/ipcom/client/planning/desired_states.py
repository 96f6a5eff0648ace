"""The values that commands want of outputs, from the command until a read shows them; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import TypeVar

from ...errors import CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError, IPComError
from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from ...model.shutter_pair import ShutterPair
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from ...sentence import InWords, exception_name
from .command_text import CommandText, HeldUp
from .compare import RAMPING, distance, equal, near
from .life import FRAMES, Life
from .line_timings import LineTimings
from .pending_command import PendingCommand

WRITE_AGAIN_S = 3.0
"""After a break a value is written once more only if its frame left less than this long ago."""
RESTS_FOR_S = 0.3
"""Two reads this far apart show that a dimmer rests at the level to which its module rounds."""
_T = TypeVar("_T")
ONE_FRAME = (OutputKind.MOMENTARY, OutputKind.TIMED)
"""A second frame would open the door twice, or start the time anew."""


@dataclass(slots=True, eq=False)
class DesiredState:
    """The value that a command wants of one output, and how far it has come."""

    address: OutputAddress
    kind: OutputKind
    value: int
    life: Life
    declared: bool = True
    pulse_for: float | None = None
    """Seconds after which it is switched off again, for a pulse."""
    since: float = 0.0
    """Since when something has been wanted of the output."""
    must_send: bool = False
    """An older value may still be on its way: what a read shows does not count before our frame."""
    known: bool = False
    """A read asked for after the command has been seen."""
    before: bytes = b""
    """The module's values in the read from which its first frame was planned."""
    frame: bytes = b""
    """What its last frame carried."""
    nearest: int = 0
    """How near to the target a dimmer has been seen since the frame left."""
    progressed: bool = False
    """A dimmer was seen on its way to the target: its frame has acted."""
    touched: bool = False
    """The output was changed from outside since."""
    again: bool = False
    """After a break, a read showed it exactly as before the frame: it is written once more."""
    ramp_since: float | None = None
    """Since when its frame waits for a dimmer of the module that ramps; None while it need not."""
    rest: tuple[int, float] | None = None
    """The level at which a dimmer was seen, and when the first of the equal reads was asked."""

    @property
    def writes_twice(self) -> bool:
        """Whether a second frame is harmless."""
        return self.declared and self.kind not in ONE_FRAME


class DesiredStates:
    """At most one desired state for each output; the newest wins."""

    def __init__(self, timings: Timings, line: LineTimings) -> None:
        self._timings = timings
        self._line = line
        self._online = False
        self._desired: dict[OutputAddress, DesiredState] = {}
        self.broken: dict[DesiredState, Exception] = {}
        """What raised while it was looked at, until `end_broken`."""
        self.mistakes: list[Exception] = []
        """What raised while it was looked at, each dropped alone."""

    def __iter__(self) -> Iterator[DesiredState]:
        return iter(tuple(self._desired.values()))

    def add(
        self,
        address: OutputAddress,
        kind: OutputKind,
        value: int,
        pending: PendingCommand,
        now: float,
        *,
        declared: bool = True,
        pulse_for: float | None = None,
    ) -> DesiredState:
        """Want a value; an older desired state of another value is superseded, an equal one is shared."""
        old = self._desired.get(address)
        if old is not None and pulse_for is None and self._shares(old, kind, value, now):
            old.life.commands.append(pending)
            return old
        wait = self._timings.leave_within if self._online else self._timings.offline_wait
        life = Life(now, now + wait, [pending])
        desired = DesiredState(address, kind, value, life, declared, pulse_for, since=now)
        if old is not None:
            desired.since = old.since
            desired.must_send = old.must_send or not old.life.queued
            self._fail(old, CommandSuperseded(CommandText.OUTPUT_NEWER_COMMAND(output=address), [address]))
        self._desired[address] = desired
        return desired

    @staticmethod
    def _shares(old: DesiredState, kind: OutputKind, value: int, now: float) -> bool:
        """Whether both callers share one result; not with one whose time to leave is over, as after a sleep."""
        if old.value != value or old.pulse_for is not None:
            return False
        return now < old.life.leave_by if old.life.queued else kind is not OutputKind.MOMENTARY

    def withdraw(self, pending: PendingCommand) -> None:
        """The caller of a command gave up: forget what no other command wants and has not left."""
        for desired in self:
            if pending in desired.life.commands:
                desired.life.commands.remove(pending)
                if desired.life.queued and not desired.life.commands:
                    del self._desired[desired.address]

    def in_module(self, module: int) -> list[DesiredState]:
        """Every desired state of a module, sent or not."""
        return [desired for desired in self._desired.values() if desired.address.module == module]

    def carried(self, module: int, now: float) -> dict[OutputAddress, int]:
        """Sent, unconfirmed values that every further frame of the module must repeat."""
        is_carried = partial(self._is_carried, now=now)
        desired_states = [
            desired for desired in self.in_module(module) if self.guarded(desired, is_carried, default=False)
        ]
        return {desired.address: desired.value for desired in desired_states}

    def _is_carried(self, desired: DesiredState, now: float) -> bool:
        """Whether its frame may still act; carried for longer, it would be written once more than it may be."""
        life = desired.life
        if desired.life.queued or life.lost or desired.kind is OutputKind.MOMENTARY:
            return False
        return life.step == 0 or now - life.last_sent_at < self._line.retry_after

    def overlay(self) -> dict[OutputAddress, int]:
        """The values that the effective state shows instead of the read ones."""
        return {
            desired.address: desired.value for desired in self._desired.values() if desired.pulse_for is None
        }

    # -- what reads show ---------------------------------------------------

    def observe_read(
        self,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        is_closed: Callable[[int], bool],
    ) -> None:
        """Compare every desired state with a read; `foreign` are the outputs that were changed from outside.

        A module that `is_closed` belongs to a gateway that may not know its outputs yet: what it shows confirms
        nothing that has not left.
        """
        for desired in self:
            act = partial(self._observe, snapshot=snapshot, foreign=foreign, now=now, is_closed=is_closed)
            self.guarded(desired, act, None)

    def _observe(
        self,
        desired: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        is_closed: Callable[[int], bool],
    ) -> None:
        if desired.life.queued:
            self._observe_queued(desired, snapshot, foreign, closed=is_closed(desired.address.module))
        elif desired.life.lost:
            self._observe_lost(desired, snapshot, now)
        elif snapshot.asked_at >= desired.life.last_sent_at:
            self._observe_sent(desired, snapshot, foreign, now)

    def _observe_queued(
        self,
        desired: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        *,
        closed: bool,
    ) -> None:
        if snapshot.asked_at < desired.life.created_at:
            return
        if not closed and self.satisfied(desired, snapshot):
            self.confirm(desired)
        elif desired.known and desired.address in foreign and snapshot.value(desired.address) not in RAMPING:
            self._fail(desired, _set_from_outside(desired))
        desired.known = True

    def overtaken(self, addresses: Collection[OutputAddress], before: float) -> None:
        """These outputs were switched on from outside during an outage: what was wanted before its end gives way."""
        for desired in self:
            if desired.life.queued and desired.address in addresses and desired.life.created_at < before:
                self._fail(desired, _set_from_outside(desired))

    def satisfied(self, desired: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether a desired state that has not left needs no frame, since the output shows its value already."""
        if desired.must_send or desired.kind is OutputKind.MOMENTARY or desired.pulse_for is not None:
            return False
        return equal(desired.kind, snapshot.value(desired.address), desired.value)

    def _observe_lost(self, desired: DesiredState, snapshot: StateSnapshot, now: float) -> None:
        """The first read after a break decides: done, under way, written once more, or given up."""
        seen = snapshot.value(desired.address)
        if equal(desired.kind, seen, desired.value):
            self.confirm(desired)
            return
        approaches = desired.kind is OutputKind.DIMMER and seen not in RAMPING
        if approaches and distance(seen, desired.value) < desired.nearest:
            self._progress(desired, seen, now)
        elif self._may_write_again(desired, snapshot, now):
            desired.again = True
        else:
            self._fail(desired, _lost_on_the_way(desired))
            return
        desired.life.found()
        desired.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    def _may_write_again(self, desired: DesiredState, snapshot: StateSnapshot, now: float) -> bool:
        return (
            desired.writes_twice
            and desired.life.frames < FRAMES
            and now - desired.life.last_sent_at < WRITE_AGAIN_S
            and self._as_before(desired, snapshot)
        )

    @staticmethod
    def _as_before(desired: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether it shows what it showed before its frame, and nothing else in the module was changed from outside."""
        seen = snapshot.module(desired.address.module)
        place = desired.address.output - 1
        return seen[place] == desired.before[place] and all(
            now in (before, written)
            for now, before, written in zip(seen, desired.before, desired.frame, strict=True)
        )

    def _observe_sent(
        self, desired: DesiredState, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> None:
        seen = snapshot.value(desired.address)
        if equal(desired.kind, seen, desired.value):
            self.confirm(desired)
            return
        if desired.again and desired.life.frames < FRAMES and not self._as_before(desired, snapshot):
            self._fail(desired, _set_from_outside(desired))
            return
        if desired.kind is OutputKind.DIMMER:
            if self._rests(desired, seen, snapshot.asked_at):
                self.confirm(desired)
                return
            if seen in RAMPING or self._moved_away(desired, seen, foreign, now):
                self._fail(desired, _set_from_outside(desired))
                return
            self._progress(desired, seen, now)
        desired.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    @staticmethod
    def _rests(desired: DesiredState, seen: int, asked_at: float) -> bool:
        """Whether a dimmer whose module rounds levels has arrived as near as it gets."""
        if desired.rest is None or desired.rest[0] != seen:
            desired.rest = (seen, asked_at)
        if not near(seen, desired.value) or asked_at - desired.rest[1] < RESTS_FOR_S:
            return False
        return desired.life.frames >= FRAMES or seen != desired.before[desired.address.output - 1]

    def _moved_away(
        self, desired: DesiredState, seen: int, foreign: Collection[OutputAddress], now: float
    ) -> bool:
        """A slow gateway may still be following an older value just after our frame left."""
        desired.touched = desired.touched or desired.address in foreign
        if not desired.touched or now - desired.life.last_sent_at < self._line.retry_after:
            return False
        return distance(seen, desired.value) > desired.nearest

    def _progress(self, desired: DesiredState, seen: int, now: float) -> None:
        if distance(seen, desired.value) < desired.nearest:
            desired.nearest, desired.progressed = distance(seen, desired.value), True
            latest = desired.life.first_sent_at + self._line.dimmer_seen_for
            desired.life.seen_by = min(latest, max(desired.life.seen_by, now + self._line.seen_for))

    # -- leaving -----------------------------------------------------------

    def retry_at(self, desired: DesiredState) -> float:
        """When a value that has left may be written once more: after a read that looked for it, and only if that is harmless."""
        life = desired.life
        if life.queued or life.lost or life.step == 0 or life.frames >= FRAMES:
            return inf
        if desired.progressed or not desired.writes_twice:
            return inf
        return life.last_sent_at if desired.again else life.last_sent_at + self._line.retry_after

    def sent(self, desired: DesiredState, snapshot: StateSnapshot, frame: bytes, now: float) -> None:
        """A frame with this value left at `now`, planned from `snapshot`."""
        if desired.life.queued:
            desired.nearest = distance(snapshot.value(desired.address), desired.value)
            desired.before = snapshot.module(desired.address.module)
        desired.frame, desired.rest = frame, None
        desired.life.left(now, self._line.seen_for, self._line.look_within)

    def prolong(self, commands: Collection[PendingCommand], now: float) -> None:
        """A frame of these commands left: what waits of them may wait on."""
        for desired in self:
            if any(pending in commands for pending in desired.life.commands):
                desired.life.prolong(now, self._timings.leave_within)

    def hand_over(self, desired: DesiredState) -> None:
        """The frame of a pulse left: from now on `OwedOffs` switches it off."""
        self._drop(desired)

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long."""
        for desired in self:
            desired.life.slept(seconds, now)

    def link_down(self) -> None:
        """What had left can only be looked for."""
        self._online = False
        for desired in self:
            desired.ramp_since = None
            desired.life.link_down()

    def link_up(self, now: float) -> None:
        """What has not left gets the rest of its time; what has left is looked for once."""
        self._online = True
        for desired in self:
            desired.life.link_up(now, self._timings.leave_within)

    # -- ending ------------------------------------------------------------

    def expire(self, now: float, reason: Callable[[int], HeldUp]) -> None:
        """End what has waited too long; `reason` tells why a module had to wait."""
        for desired in self:
            if now < desired.life.ends_at(online=self._online):
                continue
            if desired.life.queued:
                self._fail(desired, self._unsent(desired, reason(desired.address.module)))
            else:
                self._fail(desired, _unseen(desired, online=self._online))

    def next_time(self) -> float:
        """When `expire` has something to do."""
        return min(
            (desired.life.ends_at(online=self._online) for desired in self._desired.values()), default=inf
        )

    def next_read(self) -> float:
        """When the next look at a written value is due."""
        return min((w.life.next_read_at for w in self._desired.values() if not w.life.queued), default=inf)

    def confirm(self, desired: DesiredState) -> None:
        """The output shows what was wanted."""
        for pending in desired.life.commands:
            pending.confirm(desired.address)
        self._drop(desired)

    def fail(self, desired: DesiredState, error: IPComError) -> None:
        """Give a desired state up."""
        self._fail(desired, error)

    def refuse(self, pair: ShutterPair) -> None:
        """These relays belong to a shutter from now on: what was wanted of them ends."""
        for desired in self:
            if desired.address in pair.addresses:
                text = CommandText.OUTPUT_NOW_OF_SHUTTER(output=desired.address, shutter=pair)
                self._fail(desired, InterlockError(text, [desired.address]))

    def guarded(self, desired: DesiredState, act: Callable[[DesiredState], _T], default: _T) -> _T:
        """Do or ask something about a desired state; one that raises is marked as broken, and the answer is `default`."""
        try:
            return act(desired)
        except Exception as mistake:  # noqa: BLE001 - no mistake of ours may hold up the others
            self.mark_broken([desired], mistake)
            return default

    def mark_broken(self, desired_states: Iterable[DesiredState], mistake: Exception) -> None:
        """A mistake of ours concerns these: `end_broken` will end them, and nothing else."""
        for desired in desired_states:
            self.broken.setdefault(desired, mistake)

    def end_broken(self) -> None:
        """End what is marked as broken, and tell its callers."""
        broken, self.broken = self.broken, {}
        self.mistakes.extend(dict.fromkeys(broken.values()))
        for desired, mistake in broken.items():
            if self._desired.get(desired.address) is desired:
                text = CommandText.OUTPUT_PLANNING_BROKE(
                    output=desired.address, error=exception_name(mistake)
                )
                self._fail(desired, CommandNotConfirmed(text, [desired.address]))

    def _fail(self, desired: DesiredState, error: IPComError) -> None:
        for pending in desired.life.commands:
            pending.fail(desired.address, error)
        self._drop(desired)

    def _drop(self, desired: DesiredState) -> None:
        self._desired.pop(desired.address, None)

    def _unsent(self, desired: DesiredState, reason: HeldUp) -> IPComError:
        output, waited = desired.address, desired.life.leave_by - desired.life.created_at
        if waited < 0:
            return CommandNotConfirmed(CommandText.OUTPUT_SLEPT(output=output), [output])
        if not self._online:
            return ConnectionLost(CommandText.OUTPUT_OFFLINE(output=output, seconds=waited))
        thing = InWords(output, f"output {output}:")
        return CommandNotConfirmed(reason(thing=thing, seconds=waited), [output])


def _set_from_outside(desired: DesiredState) -> IPComError:
    return CommandSuperseded(CommandText.OUTPUT_SET_BY_OTHERS(output=desired.address), [desired.address])


def _lost_on_the_way(desired: DesiredState) -> IPComError:
    return CommandNotConfirmed(
        CommandText.OUTPUT_LOST_ON_THE_WAY(output=desired.address, value=desired.value),
        [desired.address],
    )


def _unseen(desired: DesiredState, *, online: bool) -> IPComError:
    if not online:
        return ConnectionLost(CommandText.OUTPUT_UNSEEN_OFFLINE(output=desired.address))
    return CommandNotConfirmed(
        CommandText.OUTPUT_UNSEEN(output=desired.address, value=desired.value),
        [desired.address],
    )

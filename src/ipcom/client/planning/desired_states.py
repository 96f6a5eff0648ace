"""The values that commands want of outputs, from the command until a read shows them; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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
from .compare import distance
from .desired_state import DesiredState
from .life import FRAMES, Life
from .line_timings import LineTimings
from .pending_command import PendingCommand
from .seen_values import SeenValues, set_from_outside

_T = TypeVar("_T")


class DesiredStates:
    """At most one desired state for each output; the newest wins."""

    def __init__(self, timings: Timings, line: LineTimings) -> None:
        self._timings = timings
        self._line = line
        self.seen = SeenValues(timings, line)
        self._online = False
        self._desired: dict[OutputAddress, DesiredState] = {}
        self.all: tuple[DesiredState, ...] = ()
        """Every desired state, in the order in which they were wanted."""
        self.broken: dict[DesiredState, Exception] = {}
        """What raised while it was looked at, until `end_broken`."""
        self.mistakes: list[Exception] = []
        """What raised while it was looked at, each dropped alone."""

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
        from_last_read: bool = False,
    ) -> DesiredState:
        """Want a value; an older desired state of another value is superseded, an equal one is shared.

        One that was chosen `from_last_read` is ended by a change from outside that the next read shows.
        """
        old = self._desired.get(address)
        if old is not None and pulse_for is None and self._shares(old, kind, value, now):
            old.life.commands.append(pending)
            return old
        wait = self._timings.leave_within if self._online else self._timings.offline_wait
        life = Life(now, now + wait, [pending])
        desired = DesiredState(address, kind, value, life, declared, pulse_for, since=now)
        desired.from_last_read = from_last_read
        if old is not None:
            desired.since = old.since
            desired.must_send = old.must_send or not old.life.queued
            self.fail(old, CommandSuperseded(CommandText.OUTPUT_NEWER_COMMAND(output=address), [address]))
        self._desired[address] = desired
        self.all = tuple(self._desired.values())
        return desired

    @staticmethod
    def _shares(old: DesiredState, kind: OutputKind, value: int, now: float) -> bool:
        """Whether both callers share one result; not with one whose time to leave is over, as after a sleep."""
        if old.value != value or old.pulse_for is not None:
            return False
        return now < old.life.leave_by if old.life.queued else kind is not OutputKind.MOMENTARY

    def withdraw(self, pending: PendingCommand) -> None:
        """The caller of a command gave up: forget what no other command wants and has not left."""
        for desired in self.all:
            if pending in desired.life.commands:
                desired.life.commands.remove(pending)
                if desired.life.queued and not desired.life.commands:
                    self._drop(desired)

    def in_module(self, module: int) -> list[DesiredState]:
        """Every desired state of a module, sent or not."""
        return [desired for desired in self.all if desired.address.module == module]

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

    # -- what reads show ---------------------------------------------------

    def observe_read(
        self,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        closed: Collection[int],
    ) -> None:
        """Compare every desired state with a read; `foreign` are the outputs that were changed from outside.

        A module that is `closed` belongs to a gateway that may not know its outputs yet: what it shows confirms
        nothing that has not left.
        """
        for desired in self.all:
            act = partial(self._observe, snapshot=snapshot, foreign=foreign, now=now, closed=closed)
            self.guarded(desired, act, None)

    def _observe(
        self,
        desired: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        closed: Collection[int],
    ) -> None:
        verdict = self.seen.verdict(desired, snapshot, foreign, now, closed)
        if verdict is None:
            return
        if verdict.error is None:
            self.confirm(desired)
        else:
            self.fail(desired, verdict.error)

    def overtaken(self, addresses: Collection[OutputAddress], before: float) -> None:
        """These outputs were switched on from outside during an outage: what was wanted before its end gives way."""
        for desired in self.all:
            if desired.life.queued and desired.address in addresses and desired.life.created_at < before:
                self.fail(desired, set_from_outside(desired))

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
        for desired in self.all:
            if any(pending in commands for pending in desired.life.commands):
                desired.life.prolong(now, self._timings.leave_within)

    def hand_over(self, desired: DesiredState) -> None:
        """The frame of a pulse left: from now on `OwedOffs` switches it off."""
        self._drop(desired)

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long."""
        for desired in self.all:
            desired.life.slept(seconds, now)

    def link_down(self) -> None:
        """What had left can only be looked for."""
        self._online = False
        for desired in self.all:
            desired.ramp_since = None
            desired.life.link_down()

    def link_up(self, now: float) -> None:
        """What has not left gets the rest of its time; what has left is looked for once."""
        self._online = True
        for desired in self.all:
            desired.life.link_up(now, self._timings.leave_within)

    # -- ending ------------------------------------------------------------

    def expire(self, now: float, reason: Callable[[int], HeldUp]) -> None:
        """End what has waited too long; `reason` tells why a module had to wait."""
        for desired in self.all:
            if now < desired.life.ends_at(online=self._online):
                continue
            if desired.life.queued:
                self.fail(desired, self._unsent(desired, reason(desired.address.module)))
            else:
                self.fail(desired, _unseen(desired, online=self._online))

    def confirm(self, desired: DesiredState) -> None:
        """The output shows what was wanted."""
        for pending in desired.life.commands:
            pending.confirm(desired.address)
        self._drop(desired)

    def fail(self, desired: DesiredState, error: IPComError) -> None:
        """Give a desired state up."""
        for pending in desired.life.commands:
            pending.fail(desired.address, error)
        self._drop(desired)

    def refuse(self, pair: ShutterPair) -> None:
        """These relays belong to a shutter from now on: what was wanted of them ends."""
        for desired in self.all:
            if desired.address in pair.addresses:
                text = CommandText.OUTPUT_NOW_OF_SHUTTER(output=desired.address, shutter=pair)
                self.fail(desired, InterlockError(text, [desired.address]))

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
                    output=desired.address, fault=exception_name(mistake)
                )
                self.fail(desired, CommandNotConfirmed(text, [desired.address]))

    def _drop(self, desired: DesiredState) -> None:
        self._desired.pop(desired.address, None)
        self.all = tuple(self._desired.values())

    def _unsent(self, desired: DesiredState, reason: HeldUp) -> IPComError:
        output, waited = desired.address, desired.life.leave_by - desired.life.created_at
        if waited < 0:
            return CommandNotConfirmed(CommandText.OUTPUT_SLEPT(output=output), [output])
        if not self._online:
            return ConnectionLost(CommandText.OUTPUT_OFFLINE(output=output, seconds=waited))
        thing = InWords(output, f"output {output}:")
        return CommandNotConfirmed(reason(thing=thing, seconds=waited), [output])


def _unseen(desired: DesiredState, *, online: bool) -> IPComError:
    if not online:
        return ConnectionLost(CommandText.OUTPUT_UNSEEN_OFFLINE(output=desired.address))
    return CommandNotConfirmed(
        CommandText.OUTPUT_UNSEEN(output=desired.address, value=desired.value),
        [desired.address],
    )

"""The values that somebody wants, from the command until a read shows them; pure."""

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
from .compare import RAMPING, distance, equal, near
from .life import FRAMES, Life
from .pending_command import PendingCommand
from .waits import Waits

WRITE_AGAIN_S = 3.0
"""After a break a value is written once more only if its frame left less than this long ago."""
RESTS_FOR_S = 0.3
"""Two reads this far apart show that a dimmer rests at the level to which its module rounds."""
_T = TypeVar("_T")
ONE_FRAME = (OutputKind.MOMENTARY, OutputKind.TIMED)
"""Their second frame would open the door twice, or start the time anew."""


@dataclass(slots=True, eq=False)
class DesiredState:
    """One output's wanted value, and how far it has come."""

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
    """At most one want for an output; the newest wins."""

    def __init__(self, timings: Timings, waits: Waits) -> None:
        self._timings = timings
        self._waits = waits
        self._online = False
        self._wants: dict[OutputAddress, DesiredState] = {}
        self._broken: dict[DesiredState, Exception] = {}
        self.mistakes: list[Exception] = []
        """What raised while it was looked at, each dropped alone."""

    def __iter__(self) -> Iterator[DesiredState]:
        return iter(tuple(self._wants.values()))

    def add(
        self,
        address: OutputAddress,
        kind: OutputKind,
        value: int,
        ticket: PendingCommand,
        now: float,
        *,
        declared: bool = True,
        pulse_for: float | None = None,
    ) -> DesiredState:
        """Want a value; an older want for another value is superseded, an equal one is shared."""
        old = self._wants.get(address)
        if old is not None and pulse_for is None and self._shares(old, kind, value, now):
            old.life.tickets.append(ticket)
            return old
        wait = self._timings.leave_within if self._online else self._timings.offline_wait
        life = Life(now, now + wait, [ticket])
        want = DesiredState(address, kind, value, life, declared, pulse_for, since=now)
        if old is not None:
            want.since = old.since
            want.must_send = old.must_send or not old.life.queued
            self._fail(old, CommandSuperseded(f"output {address}: a newer command took its place", [address]))
        self._wants[address] = want
        return want

    @staticmethod
    def _shares(old: DesiredState, kind: OutputKind, value: int, now: float) -> bool:
        """Whether both callers share one result; not with one whose time to leave is over, as after a sleep."""
        if old.value != value or old.pulse_for is not None:
            return False
        return now < old.life.leave_by if old.life.queued else kind is not OutputKind.MOMENTARY

    def withdraw(self, ticket: PendingCommand) -> None:
        """Its caller gave up: forget what nobody else wants and has not left."""
        for want in self:
            if ticket in want.life.tickets:
                want.life.tickets.remove(ticket)
                if want.life.queued and not want.life.tickets:
                    del self._wants[want.address]

    def in_module(self, module: int) -> list[DesiredState]:
        """Every want of a module, sent or not."""
        return [want for want in self._wants.values() if want.address.module == module]

    def carried(self, module: int, now: float) -> dict[OutputAddress, int]:
        """Sent, unconfirmed values that every further frame of the module must repeat."""
        is_carried = partial(self._is_carried, now=now)
        wants = [want for want in self.in_module(module) if self.guarded(want, is_carried, default=False)]
        return {want.address: want.value for want in wants}

    def _is_carried(self, want: DesiredState, now: float) -> bool:
        """Whether its frame may still act; carried for longer, it would be written once more than it may be."""
        life = want.life
        if want.life.queued or life.lost or want.kind is OutputKind.MOMENTARY:
            return False
        return life.step == 0 or now - life.last_sent_at < self._waits.retry_after

    def overlay(self) -> dict[OutputAddress, int]:
        """The values that the effective state shows instead of the read ones."""
        return {want.address: want.value for want in self._wants.values() if want.pulse_for is None}

    # -- what reads show ---------------------------------------------------

    def observe(
        self,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        is_closed: Callable[[int], bool],
    ) -> None:
        """Hold every want against a read; `foreign` are the outputs that were changed from outside.

        A module that `is_closed` belongs to a gateway that may not know its outputs yet: what it shows confirms
        nothing that has not left.
        """
        for want in self:
            act = partial(self._observe, snapshot=snapshot, foreign=foreign, now=now, is_closed=is_closed)
            self.guarded(want, act, None)

    def _observe(
        self,
        want: DesiredState,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
        is_closed: Callable[[int], bool],
    ) -> None:
        if want.life.queued:
            self._observe_queued(want, snapshot, foreign, closed=is_closed(want.address.module))
        elif want.life.lost:
            self._observe_lost(want, snapshot, now)
        elif snapshot.asked_at >= want.life.last_sent_at:
            self._observe_sent(want, snapshot, foreign, now)

    def _observe_queued(
        self, want: DesiredState, snapshot: StateSnapshot, foreign: Collection[OutputAddress], *, closed: bool
    ) -> None:
        if snapshot.asked_at < want.life.created_at:
            return
        if not closed and self.satisfied(want, snapshot):
            self.confirm(want)
        elif want.known and want.address in foreign and snapshot.value(want.address) not in RAMPING:
            self._fail(want, _somebody_else(want))
        want.known = True

    def overtaken(self, addresses: Collection[OutputAddress], before: float) -> None:
        """These outputs were switched on from outside during an outage: what was wanted before its end gives way."""
        for want in self:
            if want.life.queued and want.address in addresses and want.life.created_at < before:
                self._fail(want, _somebody_else(want))

    def satisfied(self, want: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether a queued want needs no frame, since the output shows its value already."""
        if want.must_send or want.kind is OutputKind.MOMENTARY or want.pulse_for is not None:
            return False
        return equal(want.kind, snapshot.value(want.address), want.value)

    def _observe_lost(self, want: DesiredState, snapshot: StateSnapshot, now: float) -> None:
        """The first read after a break decides: done, under way, written once more, or given up."""
        seen = snapshot.value(want.address)
        if equal(want.kind, seen, want.value):
            self.confirm(want)
            return
        approaches = want.kind is OutputKind.DIMMER and seen not in RAMPING
        if approaches and distance(seen, want.value) < want.nearest:
            self._progress(want, seen, now)
        elif self._may_write_again(want, snapshot, now):
            want.again = True
        else:
            self._fail(want, _lost_on_the_way(want))
            return
        want.life.found()
        want.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    def _may_write_again(self, want: DesiredState, snapshot: StateSnapshot, now: float) -> bool:
        return (
            want.writes_twice
            and want.life.frames < FRAMES
            and now - want.life.last_sent_at < WRITE_AGAIN_S
            and self._as_before(want, snapshot)
        )

    @staticmethod
    def _as_before(want: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether it shows what it showed before its frame, and nothing else in the module was changed from outside."""
        seen = snapshot.module(want.address.module)
        place = want.address.output - 1
        return seen[place] == want.before[place] and all(
            now in (before, written)
            for now, before, written in zip(seen, want.before, want.frame, strict=True)
        )

    def _observe_sent(
        self, want: DesiredState, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> None:
        seen = snapshot.value(want.address)
        if equal(want.kind, seen, want.value):
            self.confirm(want)
            return
        if want.again and want.life.frames < FRAMES and not self._as_before(want, snapshot):
            self._fail(want, _somebody_else(want))
            return
        if want.kind is OutputKind.DIMMER:
            if self._rests(want, seen, snapshot.asked_at):
                self.confirm(want)
                return
            if seen in RAMPING or self._moved_away(want, seen, foreign, now):
                self._fail(want, _somebody_else(want))
                return
            self._progress(want, seen, now)
        want.life.looked(snapshot.asked_at, now, self._timings.verify_steps)

    @staticmethod
    def _rests(want: DesiredState, seen: int, asked_at: float) -> bool:
        """Whether a dimmer whose module rounds levels has arrived as near as it gets."""
        if want.rest is None or want.rest[0] != seen:
            want.rest = (seen, asked_at)
        if not near(seen, want.value) or asked_at - want.rest[1] < RESTS_FOR_S:
            return False
        return want.life.frames >= FRAMES or seen != want.before[want.address.output - 1]

    def _moved_away(
        self, want: DesiredState, seen: int, foreign: Collection[OutputAddress], now: float
    ) -> bool:
        """A slow gateway may still be following an older value just after our frame left."""
        want.touched = want.touched or want.address in foreign
        if not want.touched or now - want.life.last_sent_at < self._waits.retry_after:
            return False
        return distance(seen, want.value) > want.nearest

    def _progress(self, want: DesiredState, seen: int, now: float) -> None:
        if distance(seen, want.value) < want.nearest:
            want.nearest, want.progressed = distance(seen, want.value), True
            latest = want.life.first_sent_at + self._waits.dimmer_seen_for
            want.life.seen_by = min(latest, max(want.life.seen_by, now + self._waits.seen_for))

    # -- leaving -----------------------------------------------------------

    def retry_at(self, want: DesiredState) -> float:
        """When a sent want may be written once more: after a read that looked for it, and only if that is harmless."""
        life = want.life
        if life.queued or life.lost or life.step == 0 or life.frames >= FRAMES:
            return inf
        if want.progressed or not want.writes_twice:
            return inf
        return life.last_sent_at if want.again else life.last_sent_at + self._waits.retry_after

    def sent(self, want: DesiredState, snapshot: StateSnapshot, frame: bytes, now: float) -> None:
        """A frame with this value left at `now`, planned from `snapshot`."""
        if want.life.queued:
            want.nearest = distance(snapshot.value(want.address), want.value)
            want.before = snapshot.module(want.address.module)
        want.frame, want.rest = frame, None
        want.life.left(now, self._waits.seen_for, self._waits.look_within)

    def prolong(self, tickets: Collection[PendingCommand], now: float) -> None:
        """A frame of these commands left: what waits of them may wait on."""
        for want in self:
            if any(ticket in tickets for ticket in want.life.tickets):
                want.life.prolong(now, self._timings.leave_within)

    def hand_over(self, want: DesiredState) -> None:
        """The frame of a pulse left: what it owes from now on is not this book's any more."""
        self._drop(want)

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long."""
        for want in self:
            want.life.slept(seconds, now)

    def link_down(self) -> None:
        """What had left can only be looked for."""
        self._online = False
        for want in self:
            want.ramp_since = None
            want.life.link_down()

    def link_up(self, now: float) -> None:
        """Unsent wants get the rest of their time; sent ones are looked for once."""
        self._online = True
        for want in self:
            want.life.link_up(now, self._timings.leave_within)

    # -- ending ------------------------------------------------------------

    def expire(self, now: float, reason: Callable[[int], str]) -> None:
        """End what has waited too long; `reason` tells why a module had to wait."""
        for want in self:
            if now < want.life.ends_at(online=self._online):
                continue
            if want.life.queued:
                self._fail(want, self._unsent(want, reason(want.address.module)))
            else:
                self._fail(want, _unseen(want, online=self._online))

    def next_time(self) -> float:
        """When `expire` has something to do."""
        return min((want.life.ends_at(online=self._online) for want in self._wants.values()), default=inf)

    def next_read(self) -> float:
        """When the next look at a written value is due."""
        return min((w.life.next_read_at for w in self._wants.values() if not w.life.queued), default=inf)

    def confirm(self, want: DesiredState) -> None:
        """The output shows what was wanted."""
        for ticket in want.life.tickets:
            ticket.confirm(want.address)
        self._drop(want)

    def fail(self, want: DesiredState, error: IPComError) -> None:
        """Give a want up."""
        self._fail(want, error)

    def refuse(self, pair: ShutterPair) -> None:
        """These relays belong to a shutter from now on: what was wanted of them ends."""
        for want in self:
            if want.address in pair.addresses:
                text = f"output {want.address} has become a relay of the shutter {pair}; move the shutter instead"
                self._fail(want, InterlockError(text, [want.address]))

    def guarded(self, want: DesiredState, act: Callable[[DesiredState], _T], default: _T) -> _T:
        """Do or ask something about a want; one that raises is marked as broken, and the answer is `default`."""
        try:
            return act(want)
        except Exception as mistake:  # noqa: BLE001 - no mistake of ours may hold up the others
            self.mark_broken([want], mistake)
            return default

    def mark_broken(self, wants: Iterable[DesiredState], mistake: Exception) -> None:
        """A mistake of ours met these wants: `end_broken` will end them, and nothing else."""
        for want in wants:
            self._broken.setdefault(want, mistake)

    def is_broken(self, want: DesiredState) -> bool:
        """Whether a mistake of ours met this want."""
        return want in self._broken

    def end_broken(self) -> None:
        """End what is marked as broken, and tell its callers."""
        broken, self._broken = self._broken, {}
        self.mistakes.extend(dict.fromkeys(broken.values()))
        for want, mistake in broken.items():
            if self._wants.get(want.address) is want:
                text = f"output {want.address}: the client failed while planning: {mistake!r}"
                self._fail(want, CommandNotConfirmed(text, [want.address]))

    def _fail(self, want: DesiredState, error: IPComError) -> None:
        for ticket in want.life.tickets:
            ticket.fail(want.address, error)
        self._drop(want)

    def _drop(self, want: DesiredState) -> None:
        self._wants.pop(want.address, None)

    def _unsent(self, want: DesiredState, reason: str) -> IPComError:
        waited = f"{want.life.leave_by - want.life.created_at:.1f} s"
        if want.life.leave_by < want.life.created_at:
            text = "not sent, since this machine slept or its clock was set; give the command again"
            return CommandNotConfirmed(f"output {want.address}: {text}", [want.address])
        if not self._online:
            return ConnectionLost(
                f"output {want.address}: not sent, there was no link to the gateway for {waited}; try again later"
            )
        return CommandNotConfirmed(
            f"output {want.address}: not sent within {waited}: {reason}", [want.address]
        )


def _somebody_else(want: DesiredState) -> IPComError:
    return CommandSuperseded(f"output {want.address}: somebody else set another value", [want.address])


def _lost_on_the_way(want: DesiredState) -> IPComError:
    return CommandNotConfirmed(
        f"output {want.address}: the link broke, or this machine slept, after the command had left, and the gateway does not show "
        f"{want.value}; look at the output and try again",
        [want.address],
    )


def _unseen(want: DesiredState, *, online: bool) -> IPComError:
    if not online:
        return ConnectionLost(
            f"output {want.address}: the link broke after the command had left, so nobody knows whether it came "
            "about; look at the output once the link is back"
        )
    return CommandNotConfirmed(
        f"output {want.address}: written, but the gateway does not show {want.value}; check that the module "
        "is alive and try again",
        [want.address],
    )

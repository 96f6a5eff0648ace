"""The values that somebody wants, from the command until a read shows them; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import inf

from ..errors import CommandNotConfirmed, CommandSuperseded, ConnectionLost, IPComError
from ..model.address import OutputAddress
from ..model.output_kind import OutputKind
from ..model.snapshot import StateSnapshot
from .compare import RAMPING, distance, equal
from .life import Life
from .tickets import Ticket
from .timings import Timings


@dataclass(slots=True, eq=False)
class Want:
    """One output's wanted value, and how far it has come."""

    address: OutputAddress
    kind: OutputKind
    value: int
    life: Life
    must_send: bool = False
    """An older value may still be on its way: what a read shows does not count before our frame."""
    known: bool = False
    """A read asked for after the command has been seen."""
    nearest: int = 0
    """How near to the target a dimmer has been seen since the frame left."""
    touched: bool = False
    """Somebody else changed the output since."""

    @property
    def queued(self) -> bool:
        """Whether no frame with this value has left yet."""
        return self.life.queued


class WantBook:
    """At most one want for an output; the newest wins."""

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._wants: dict[OutputAddress, Want] = {}

    def __iter__(self) -> Iterator[Want]:
        return iter(tuple(self._wants.values()))

    def add(
        self,
        address: OutputAddress,
        kind: OutputKind,
        value: int,
        ticket: Ticket,
        now: float,
        *,
        online: bool,
    ) -> Want:
        """Want a value; an older want for another value is superseded, an equal one is shared."""
        old = self._wants.get(address)
        if old is not None and old.value == value and (old.queued or kind is not OutputKind.MOMENTARY):
            old.life.tickets.append(ticket)
            return old
        wait = self._timings.leave_within if online else self._timings.offline_wait
        want = Want(address, kind, value, Life(now, now + wait, [ticket]))
        if old is not None:
            want.must_send = old.must_send or not old.queued
            self._fail(old, CommandSuperseded(f"output {address}: a newer command took its place", [address]))
        self._wants[address] = want
        return want

    def withdraw(self, ticket: Ticket) -> None:
        """Its caller gave up: forget what nobody else wants and has not left."""
        for want in self:
            if ticket in want.life.tickets:
                want.life.tickets.remove(ticket)
                if want.queued and not want.life.tickets:
                    del self._wants[want.address]

    def in_module(self, module: int) -> list[Want]:
        """Every want of a module, sent or not."""
        return [want for want in self._wants.values() if want.address.module == module]

    def modules(self) -> set[int]:
        """The modules in which something is wanted."""
        return {address.module for address in self._wants}

    def carried(self, module: int) -> dict[OutputAddress, int]:
        """Sent, unconfirmed values that every further frame of the module must repeat."""
        return {
            want.address: want.value
            for want in self.in_module(module)
            if not want.queued and not want.life.lost and want.kind is not OutputKind.MOMENTARY
        }

    def overlay(self) -> dict[OutputAddress, int]:
        """The values that the effective state shows instead of the read ones."""
        return {want.address: want.value for want in self._wants.values()}

    # -- what reads show ---------------------------------------------------

    def observe(self, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float) -> None:
        """Hold every want against a read; `foreign` are the outputs that somebody else changed."""
        for want in self:
            if want.queued:
                self._observe_queued(want, snapshot, foreign)
            elif snapshot.asked_at >= want.life.last_sent_at:
                self._observe_sent(want, snapshot, foreign, now)

    def _observe_queued(
        self, want: Want, snapshot: StateSnapshot, foreign: Collection[OutputAddress]
    ) -> None:
        if snapshot.asked_at < want.life.created_at:
            return
        if self.satisfied(want, snapshot):
            self.confirm(want)
        elif want.known and want.address in foreign and snapshot.value(want.address) not in RAMPING:
            self._fail(want, _somebody_else(want))
        want.known = True

    def satisfied(self, want: Want, snapshot: StateSnapshot) -> bool:
        """Whether a queued want needs no frame, since the output shows its value already."""
        if want.must_send or want.kind is OutputKind.MOMENTARY:
            return False
        return equal(want.kind, snapshot.value(want.address), want.value)

    def _observe_sent(
        self, want: Want, snapshot: StateSnapshot, foreign: Collection[OutputAddress], now: float
    ) -> None:
        seen = snapshot.value(want.address)
        if equal(want.kind, seen, want.value):
            self.confirm(want)
            return
        if want.kind is OutputKind.DIMMER:
            if seen in RAMPING or self._moved_away(want, seen, foreign, now):
                self._fail(want, _somebody_else(want))
                return
            self._progress(want, seen, now)
        want.life.looked(now, self._timings.verify_steps)

    def _moved_away(self, want: Want, seen: int, foreign: Collection[OutputAddress], now: float) -> bool:
        """A slow gateway may still be following an older value just after our frame left."""
        want.touched = want.touched or want.address in foreign
        if not want.touched or now - want.life.last_sent_at < self._timings.retry_after:
            return False
        return distance(seen, want.value) > want.nearest

    def _progress(self, want: Want, seen: int, now: float) -> None:
        life = want.life
        if distance(seen, want.value) < want.nearest and life.sent_at is not None:
            want.nearest = distance(seen, want.value)
            life.may_retry = False
            latest = life.sent_at + self._timings.verify_dimmer_for
            life.seen_by = min(latest, now + self._timings.verify_for)

    # -- leaving -----------------------------------------------------------

    def retry_due(self, want: Want, now: float) -> bool:
        """Whether a sent want is to be written once more."""
        return not want.queued and now >= self.retry_at(want)

    def retry_at(self, want: Want) -> float:
        """When a sent want may be written once more; never for a door opener."""
        life = want.life
        if not life.may_retry or want.kind is OutputKind.MOMENTARY or life.step == 0:
            return inf
        return life.last_sent_at + self._timings.retry_after

    def sent(self, want: Want, snapshot: StateSnapshot, now: float) -> None:
        """A frame with this value left at `now`, planned from `snapshot`."""
        if want.queued:
            want.nearest = distance(snapshot.value(want.address), want.value)
        want.life.left(now, self._timings.verify_for)

    def link_down(self) -> None:
        """What had left can only be checked, never sent again."""
        for want in self:
            want.life.link_down(self._timings.leave_within)

    def link_up(self, now: float) -> None:
        """Unsent wants get the rest of their time; sent ones are looked for once more."""
        for want in self:
            want.life.link_up(now, self._timings.leave_within, self._timings.verify_for)

    # -- ending ------------------------------------------------------------

    def expire(self, now: float, *, online: bool, reason: str = "") -> None:
        """End what has waited too long."""
        for want in self:
            if now < want.life.ends_at:
                continue
            if want.queued:
                self._fail(want, self._unsent(want, online=online, reason=reason))
            else:
                self._fail(want, _unseen(want, online=online))

    def next_time(self) -> float:
        """When `expire` has something to do."""
        return min((want.life.ends_at for want in self._wants.values()), default=inf)

    def next_read(self) -> float:
        """When the next look at a written value is due."""
        return min((w.life.next_read_at for w in self._wants.values() if not w.queued), default=inf)

    def confirm(self, want: Want) -> None:
        """The output shows what was wanted."""
        for ticket in want.life.tickets:
            ticket.confirm(want.address)
        self._drop(want)

    def fail(self, want: Want, reason: str) -> None:
        """Give a want up, unconfirmed."""
        self._fail(want, CommandNotConfirmed(f"output {want.address}: {reason}", [want.address]))

    def _fail(self, want: Want, error: IPComError) -> None:
        for ticket in want.life.tickets:
            ticket.fail(want.address, error)
        self._drop(want)

    def _drop(self, want: Want) -> None:
        del self._wants[want.address]

    def _unsent(self, want: Want, *, online: bool, reason: str) -> IPComError:
        waited = f"{want.life.leave_by - want.life.created_at:.1f} s"
        if not online:
            return ConnectionLost(
                f"output {want.address}: not sent, there was no link to the gateway for {waited}; try again later"
            )
        why = reason or "the module was busy"
        return CommandNotConfirmed(f"output {want.address}: not sent within {waited}: {why}", [want.address])


def _somebody_else(want: Want) -> IPComError:
    return CommandSuperseded(f"output {want.address}: somebody else set another value", [want.address])


def _unseen(want: Want, *, online: bool) -> IPComError:
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

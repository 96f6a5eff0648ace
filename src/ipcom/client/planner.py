"""What to send next, and when: the rules by which no command undoes anybody.

`want` and `drive` take commands, `observe` takes the answer of every read, `next` says what the link
is to do, `sent` that it did, and `take_outcomes` how commands ended. See DESIGN.md, section 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import inf

from ..errors import ConfigurationError, InterlockError, Problem
from ..model.address import OutputAddress
from ..model.output_kind import OutputKind
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot
from .actions import Action, Motion, Outcome, Read, Send, WaitUntil
from .causes import Causes
from .change import Observation
from .compare import checked
from .drives import PairControl
from .frames_out import Draft, FrameOffice
from .freshness import Freshness
from .pair_registry import PairRegistry
from .round_trips import RoundTrips
from .settle import Settle
from .stability import EQUAL_FOR, Stability
from .tickets import Ticket
from .timings import Timings
from .wants import Want, WantBook

_BUSY = "its module was not free: a shutter or dimmer in it kept moving, or the gateway was starting up"
_RAMPS = "another dimmer of the module is being dimmed at the wall; try again when it has stopped"


class Planner:
    """Plans the frames of one bus."""

    def __init__(
        self,
        kinds: Mapping[OutputAddress, OutputKind] | None = None,
        shutters: Iterable[ShutterPair] = (),
        timings: Timings | None = None,
        trips: RoundTrips | None = None,
    ) -> None:
        self._timings = timings or Timings()
        self._trips = trips or RoundTrips()
        self._kinds = dict(kinds or {})
        self._pairs = PairRegistry(self._timings)
        self._wants = WantBook(self._timings)
        self._causes = Causes()
        self._stability = Stability(self.kind_of)
        self._settle = Settle(self._timings.settle)
        self._office = FrameOffice(self._wants, self._stability, self._causes)
        self._queue: dict[int, None] = {}
        self._tickets: list[Ticket] = []
        self._online = False
        self._last: StateSnapshot | None = None
        self._fresh = Freshness(self._timings.fresh)
        self._last_frame_at = -inf
        self._last_stop_at = -inf
        self._draft: Draft | None = None
        for pair in shutters:
            self.add_shutter(pair, 0.0)

    # -- the house ---------------------------------------------------------

    def kind_of(self, address: OutputAddress) -> OutputKind:
        """What the output is; a relay unless told otherwise."""
        return self._kinds.get(address, OutputKind.RELAY)

    def set_kind(self, address: OutputAddress, kind: OutputKind | None) -> None:
        """Declare what an output is; None forgets it."""
        if kind is None:
            self._kinds.pop(address, None)
        else:
            self._kinds[address] = kind

    @property
    def shutters(self) -> tuple[ShutterPair, ...]:
        """The pairs that are protected."""
        return self._pairs.pairs

    def add_shutter(self, pair: ShutterPair, now: float) -> None:
        """Protect a pair of relays from now on.

        Raises:
            ConfigurationError: when it shares a relay with another pair.
        """
        control = self._pairs.add(pair)
        if self._last is not None:
            control.observe(self._last, (), now)
            control.distrust(-inf)

    def remove_shutter(self, pair: ShutterPair) -> None:
        """Stop protecting a pair.

        Raises:
            InterlockError: while it moves by our doing.
            ConfigurationError: for a pair that was not added.
        """
        self._pairs.remove(pair)

    @property
    def owed_shutters(self) -> tuple[ShutterPair, ...]:
        """The shutters with a relay on that we switched on, or a movement under way."""
        return tuple(control.pair for control in self._pairs if control.busy)

    # -- commands ----------------------------------------------------------

    def want(self, wanted: Mapping[OutputAddress, int], now: float, *, undeclared: bool = False) -> Ticket:
        """Want these values; the newest command for an output wins.

        Raises:
            InterlockError: for a shutter's relay, which only its shutter may switch.
            ConfigurationError: for a value that the output cannot take, and for an output that is not
                declared, which may be half of a motor, unless `undeclared` says that this is known.
        """
        self._pairs.refuse_relays(wanted)
        if not undeclared:
            self._refuse_undeclared(wanted)
        values = {a: checked(a, self.kind_of(a), value) for a, value in wanted.items()}
        ticket = self._open(values)
        for address, value in values.items():
            self._wants.add(address, self.kind_of(address), value, ticket, now, online=self._online)
            self._queue.setdefault(address.module)
        return ticket

    def _refuse_undeclared(self, wanted: Iterable[OutputAddress]) -> None:
        unknown = [address for address in wanted if address not in self._kinds]
        if unknown:
            raise ConfigurationError(
                *(
                    Problem(
                        f"output {address} is not declared, so it may be half of a motor",
                        "declare it in `kinds`, or say undeclared=True in the call",
                    )
                    for address in unknown
                )
            )

    def drive(self, pair: ShutterPair, motion: Motion, now: float) -> Ticket:
        """Want a shutter to move, or to stop.

        Raises:
            ConfigurationError: for a pair that was not added.
        """
        control = self._pairs.control(pair)
        ticket = self._open([pair.up])
        control.command(motion, ticket, now, online=self._online)
        module = control.pending_module
        if module is not None:
            self._queue.setdefault(module)
        return ticket

    def release_all(self, now: float) -> Ticket:
        """Switch off every shutter relay that we switched on, and forget movements not yet begun."""
        ticket = self._open(control.pair.up for control in self._pairs if control.ours)
        for control in self._pairs:
            control.release(ticket, now, online=self._online)
        return ticket

    def withdraw(self, ticket: Ticket) -> None:
        """The caller gave up: take back what has not left."""
        self._wants.withdraw(ticket)
        for control in self._pairs:
            control.withdraw(ticket)
        if ticket in self._tickets:
            self._tickets.remove(ticket)

    def take_outcomes(self) -> list[Outcome]:
        """The commands that have ended since the last call, each once."""
        ended = [ticket for ticket in self._tickets if ticket.done]
        if ended:
            self._tickets = [ticket for ticket in self._tickets if not ticket.done]
        return [Outcome(ticket, ticket.error()) for ticket in ended]

    def effective(self, snapshot: StateSnapshot) -> StateSnapshot:
        """The snapshot with what is wanted and not yet confirmed or given up."""
        overlay = self._wants.overlay()
        for control in self._pairs:
            overlay.update(control.overlay())
        return snapshot.replace_values(overlay) if overlay else snapshot

    # -- the link ----------------------------------------------------------

    def link_up(self, now: float, *, outage: float | None) -> None:
        """Logged in, after `outage` seconds without a link; None at a client's first login."""
        self._online = True
        if outage is not None and outage > self._timings.settle_after:
            self._settle.close()
        else:
            self._settle.open()
        self._wants.link_up(now)
        for control in self._pairs:
            control.link_up(now)

    def link_down(self) -> None:
        """The link broke: nothing read before counts, nothing that had left is sent again."""
        self._online = False
        self._draft = None
        self._fresh.forget()
        self._wants.link_down()
        for control in self._pairs:
            control.link_down()

    def observe(self, snapshot: StateSnapshot, now: float) -> Observation:
        """Take the answer of a read into account; of reads only."""
        changes = snapshot.changes_since(self._last) if self._last is not None else ()
        caused = self._causes.judge(changes, snapshot.asked_at)
        foreign = {change.address for change in caused if not change.own}
        self._stability.observe(changes, snapshot.asked_at)
        self._last = snapshot
        self._fresh.observe(snapshot)
        both = tuple(control.pair for control in self._pairs if control.observe(snapshot, foreign, now))
        self._wants.observe(snapshot, foreign, now)
        self._settle.observe(snapshot)
        return Observation(caused, both)

    def distrust(self, since: float) -> None:
        """A surplus answer came: what was asked for from `since` on may have been answered by another."""
        self._fresh.distrust(since)
        self._settle.distrust(since)
        for control in self._pairs:
            control.distrust(since)

    def slept(self, seconds: float, now: float) -> None:  # noqa: ARG002
        """The machine slept for `seconds`: all reads count as never asked."""
        self.distrust(-inf)

    # -- what the link asks ------------------------------------------------

    third_reads = 0
    """Frames that left from a third read, as each was too old when they could leave."""

    timed_stop_at = inf
    """When the next timed stop is to leave (monotonic)."""

    def eager(self, now: float) -> bool:  # noqa: ARG002
        """Whether quick polls are wanted."""
        return False

    def take_mistakes(self) -> list[Exception]:
        """What went wrong while something was planned that was dropped for it, each once."""
        return []

    # -- what next ---------------------------------------------------------

    def next(self, now: float, *, owing: bool) -> Action:
        """What the link is to do now; while a write owes its reply nothing but a stop may leave."""
        self._expire(now)
        wakes = [self._next_expiry()]
        if self._online:
            for plan in (self._next_stop, self._next_look, self._next_command):
                action = plan(now, owing, wakes)
                if action is not None:
                    return action
        if not owing:
            self._fresh.nothing_asked()
        at = min(wakes)
        return WaitUntil(None if at == inf else at)

    def _expire(self, now: float) -> None:
        self._wants.expire(now, online=self._online, reason=_BUSY)
        for control in self._pairs:
            control.expire(now, online=self._online)

    def _next_expiry(self) -> float:
        times = (control.next_time() for control in self._pairs)
        return min(self._wants.next_time(), *times, inf)

    def _next_stop(self, now: float, owing: bool, wakes: list[float]) -> Action | None:
        due: dict[int, list[OutputAddress]] = {}
        for control in self._pairs:
            addresses, later = control.stops(now)
            wakes.append(later)
            for address in addresses:
                due.setdefault(address.module, []).append(address)
        if not due:
            return None
        spaced_at = self._last_stop_at + self._timings.stop_spacing
        if now < spaced_at:
            wakes.append(spaced_at)
            return None
        module, addresses_off = next(iter(due.items()))
        snapshot = self._fresh.snapshot(now)
        if snapshot is None and owing:
            snapshot = self._passable(module, now)
            return None if snapshot is None else self._stop(module, addresses_off, snapshot, now)
        return (
            self._read(now, stop=True)
            if snapshot is None
            else self._stop(module, addresses_off, snapshot, now)
        )

    def _passable(self, module: int, now: float) -> StateSnapshot | None:
        """The last read, for a stop that passes an unanswered write: only if it can move no other motor."""
        snapshot = self._fresh.last
        limit = self._timings.write_wait_long + self._timings.fresh
        if snapshot is None or now - snapshot.received_at > limit:
            return None
        others = [a for control in self._pairs if not control.stops(now)[0] for a in control.pair.addresses]
        return None if any(a.module == module and snapshot.is_on(a) for a in others) else snapshot

    def _stop(self, module: int, addresses: list[OutputAddress], snapshot: StateSnapshot, now: float) -> Send:
        self._draft = self._office.stop(module, addresses, snapshot, list(self._pairs), now)
        return self._draft.send

    def _next_look(self, now: float, owing: bool, wakes: list[float]) -> Action | None:
        """Reads that look for what was written, or that a stop waits for."""
        looks = [(self._wants.next_read(), False), *(c.next_read() for c in self._pairs)]
        due = [stop for at, stop in looks if at <= now]
        wakes.extend(at for at, _ in looks if at > now)
        if owing or not due:
            return None
        return self._read(now, stop=any(due))

    def _next_command(self, now: float, owing: bool, wakes: list[float]) -> Action | None:
        self._tidy_queue()
        if not self._queue or owing:
            return None
        if self._settle.closed:
            return self._settling(now, wakes)
        for module in tuple(self._queue):
            action = self._module_next(module, now, wakes)
            if action is not None:
                return action
        return None

    def _tidy_queue(self) -> None:
        busy = self._wants.modules() | {c.pending_module for c in self._pairs}
        for module in [module for module in self._queue if module not in busy]:
            del self._queue[module]

    def _settling(self, now: float, wakes: list[float]) -> Action | None:
        at = self._settle.read_at
        if at is None or at <= now:
            return self._read(now)
        wakes.append(at)
        return None

    def _module_next(self, module: int, now: float, wakes: list[float]) -> Action | None:
        """What to do for this module; None when it has to wait, the moment being added to `wakes`."""
        wants = self._ready_wants(module, now, wakes)
        starts = self._ready_starts(module, now, wakes)
        if not wants and not starts:
            return None
        free_at = max(self._free_at(module, starts, now), self._last_frame_at + self._timings.frame_spacing)
        if free_at > now:
            wakes.append(free_at)
            return None
        snapshot = self._fresh.snapshot(now)
        if snapshot is None:
            return self._read(now)
        if self._waits_for_dimmer(module, wants, snapshot, now, wakes):
            return None
        self._draft = self._office.frame(module, wants, starts, snapshot, list(self._pairs), now)
        return self._draft.send if self._draft is not None else None

    def _ready_wants(self, module: int, now: float, wakes: list[float]) -> list[Want]:
        mine = self._wants.in_module(module)
        wakes.extend(
            self._wants.retry_at(want)
            for want in mine
            if not want.queued and self._wants.retry_at(want) > now
        )
        return [want for want in mine if want.queued or self._wants.retry_due(want, now)]

    def _ready_starts(self, module: int, now: float, wakes: list[float]) -> dict[PairControl, OutputAddress]:
        ready = {}
        for control in self._pairs:
            address, at = control.start(now)
            if address is not None and address.module == module:
                ready[control] = address
            elif address is None:
                wakes.append(at)
        return ready

    def _free_at(self, module: int, starts: Collection[PairControl], now: float) -> float:
        others = (c for c in self._pairs if c not in starts)
        return max((control.watch.free_at(module, now) for control in others), default=-inf)

    def _waits_for_dimmer(
        self, module: int, wants: list[Want], snapshot: StateSnapshot, now: float, wakes: list[float]
    ) -> bool:
        wanted = [want.address for want in wants] + list(self._wants.carried(module))
        if self._stability.moving(module, snapshot, wanted) is None:
            self._stability.settled(module)
            return False
        if self._stability.waited(module, now) >= self._timings.ramp_wait:
            self._stability.settled(module)
            for want in wants:
                self._wants.fail(want, _RAMPS)
        wakes.append(snapshot.asked_at + EQUAL_FOR)
        return True

    def sent(self, send: Send, now: float) -> None:
        """The frame that `next` gave has left."""
        draft, self._draft = self._draft, None
        if draft is None or draft.send is not send:
            raise InterlockError(
                "a frame left that was not planned; plan, send and report each frame in one step"
            )
        self._office.left(draft, now)
        self._fresh.frame_left(now)
        self._last_frame_at = now
        if send.stop:
            self._last_stop_at = now
        elif send.module in self._queue:
            del self._queue[send.module]
            self._queue[send.module] = None

    def _read(self, now: float, *, stop: bool = False) -> Read:
        self._fresh.asking(now)
        return Read(stop)

    # -- small -------------------------------------------------------------

    def _open(self, addresses: Iterable[OutputAddress]) -> Ticket:
        ticket = Ticket(addresses)
        self._tickets.append(ticket)
        return ticket

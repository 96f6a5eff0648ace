"""Planning for one bus: the rules by which no command undoes what a person did.

`commands` takes them and tells how they ended, `observe_read` takes the answer of every read, and `actions` says what
the link is to do next. The rules are in
docs/architecture.md, "Writing without undoing a press" and "The rules of the shutters".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from math import inf

from ...model.address import OutputAddress
from ...model.bus_type import BusType
from ...model.change import CausedChange, Observation
from ...model.output_kind import OutputKind
from ...model.round_trips import RoundTrips
from ...model.shutter_pair import ShutterPair
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .change_attribution import ChangeAttribution
from .compare import OFF
from .declared_outputs import DeclaredOutputs
from .desired_states import DesiredStates
from .frame_builder import FrameBuilder
from .freshness import Freshness
from .line_timings import LineTimings
from .module_turns import ModuleTurns
from .next_actions import NextActions
from .pair_registry import PairRegistry
from .pulses import OwedOffs
from .shutter_controller import ShutterController
from .stability import Stability
from .startup_guard import StartupGuard
from .stop_turns import StopTurns
from .taken_commands import TakenCommands
from .undeclared import UndeclaredOutputs

EAGER_FOR_S = 3.0
"""So long after a shutter's relay changed from outside the link looks more often."""


class Planner:
    """Knows the house and the link, and tells what callers and subscribers are to know."""

    def __init__(
        self,
        kinds: Mapping[OutputAddress, OutputKind] | None = None,
        shutters: Iterable[ShutterPair] = (),
        timings: Timings | None = None,
        trips: RoundTrips | None = None,
        bus_type: BusType = BusType.MINIDO,
        frame_bus: int | None = None,
    ) -> None:
        """`frame_bus` is the bus number that frames carry; None or 0 leaves it out."""
        self._timings = timings or Timings()
        self._line = LineTimings(self._timings, trips or RoundTrips())
        self._pairs = PairRegistry(self._timings, self._line)
        self.declared = DeclaredOutputs(kinds or {}, self._pairs)
        """What each output is said to be."""
        self._desired = DesiredStates(self._timings, self._line)
        self._owed = OwedOffs(self._timings, self._line)
        self._undeclared = UndeclaredOutputs(self.declared.has)
        self._causes = ChangeAttribution()
        self._stability = Stability(self.declared.kind_of)
        self._startup = StartupGuard(self._timings.settle, self.declared.is_dimmer)
        self._builder = FrameBuilder(
            self._desired, self._owed, self._stability, self._causes, bus_type, frame_bus
        )
        self._fresh = Freshness(self._timings.fresh, self._line)
        self._turns = ModuleTurns(
            self._timings,
            self._desired,
            self._pairs,
            self._undeclared,
            self._stability,
            self._builder,
            self._fresh,
        )
        self._stops = StopTurns(
            self._timings, self._line, self._pairs, self._owed, self._undeclared, self._builder, self._fresh
        )
        self.commands = TakenCommands(
            self.declared, self._pairs, self._desired, self._owed, self._undeclared, self._stops
        )
        """What takes commands, and tells how they ended."""
        self.actions = NextActions(
            self._pairs,
            self._desired,
            self._owed,
            self._startup,
            self._builder,
            self._fresh,
            self._turns,
            self._stops,
        )
        """What says what the link is to do next."""
        self._before_outage: StateSnapshot | None = None
        self._online_since = -inf
        for pair in shutters:
            self.add_shutter(pair, 0.0)

    # -- the house ---------------------------------------------------------

    @property
    def shutters(self) -> tuple[ShutterPair, ...]:
        """The pairs that are protected."""
        return self._pairs.pairs

    def add_shutter(self, pair: ShutterPair, now: float) -> None:
        """Protect a pair of relays from now on, also while it moves: unprotected it would be worse off.

        Commands for its relays that are under way end with `InterlockError`.

        Raises:
            ConfigurationError: when it shares a relay with another pair.
        """
        control = self._pairs.add(pair)
        if self.last_read is not None:
            control.observe_read(self.last_read, (), now)
            control.distrust(-inf)
        under_way = self.commands.under_way()
        for relay in control.watch.relays:
            if relay.address in under_way:
                relay.sent_on(now, pair.max_run)
        self._desired.refuse(pair)

    def remove_shutter(self, pair: ShutterPair) -> None:
        """Stop protecting a pair.

        Raises:
            InterlockError: while it moves, by our doing or another's, or is about to.
            ConfigurationError: for a pair that was not added.
        """
        self._pairs.remove(pair)

    @property
    def owed_shutters(self) -> tuple[ShutterPair, ...]:
        """The shutters with a relay on that we switched on, or a movement under way."""
        return tuple(control.pair for control in self._pairs.busy)

    @property
    def owed_outputs(self) -> tuple[OutputAddress, ...]:
        """The outputs that were switched on for a moment and not seen off yet."""
        return tuple(owed.address for owed in self._owed.all)

    # -- what callers and subscribers are told -----------------------------

    def take_mistakes(self) -> list[Exception]:
        """What raised while it was planned since the last call; each was dropped alone, and its callers told."""
        mistakes = self._desired.mistakes + self._pairs.mistakes
        self._desired.mistakes, self._pairs.mistakes = [], []
        return mistakes

    def effective(self, snapshot: StateSnapshot) -> StateSnapshot:
        """The snapshot with what is wanted and not yet confirmed or given up."""
        overlay = {
            desired.address: desired.value for desired in self._desired.all if desired.pulse_for is None
        }
        for control in self._pairs.controls:
            if control.command is not None:
                overlay.update(control.needs.overlay(control.command))
        return snapshot.replace_values(overlay) if overlay else snapshot

    # -- the link ----------------------------------------------------------

    def link_up(self, now: float, *, outage: float | None) -> None:
        """Logged in, after `outage` seconds without a link; None at a client's first login."""
        self.actions.link_up()
        self._online_since = now
        if outage is not None and outage > self._timings.settle_after:
            self._startup.close()
            self._before_outage = self.last_read
        self._desired.link_up(now)
        self._owed.link_up(now)
        self._pairs.link_up(now)

    def link_down(self) -> None:
        """The link broke: nothing read before counts, and what had left is looked for first."""
        self.actions.link_down()
        self._fresh.forget()
        self._undeclared.unsure()
        self._desired.link_down()
        self._owed.link_down()
        self._pairs.link_down()

    def slept(self, seconds: float, now: float) -> None:
        """The machine slept for so long: reads count as never asked, and runs went on by the wall clock."""
        self.actions.forget()
        self._fresh.forget()
        self._startup.forget()
        self._undeclared.unsure()
        self._desired.slept(seconds, now)
        self._causes.slept(seconds)
        self._owed.slept(seconds, now)
        for control in self._pairs.controls:
            control.slept(seconds, now)

    def observe_read(self, snapshot: StateSnapshot, now: float) -> Observation:
        """Take the answer of a read into account; of reads only."""
        last = self._fresh.last_read
        changes = snapshot.changes_since(last) if last is not None else ()
        caused = self._causes.judge(changes, snapshot.asked_at)
        foreign = {change.address for change in caused if not change.own}
        self._stability.observe_changes(changes, snapshot.asked_at)
        self._fresh.observe_read(snapshot)
        if last is not None and snapshot.asked_at - last.asked_at > self._line.watched_within:
            self._undeclared.unsure()
        self._undeclared.observe_read(snapshot)
        settled = self._startup.observe_read(snapshot)
        both = tuple(c.pair for c in self._pairs.controls if self._show(c, snapshot, foreign, now))
        self._desired.observe_read(snapshot, self._touched(caused), now, self._startup.closed)
        if settled:
            self._desired.overtaken(self._switched_on_over_outage(settled, snapshot), self._online_since)
        self._owed.observe_read(snapshot, foreign, now, self._startup.closed)
        if self._desired.broken:
            self._desired.end_broken()
        return Observation(caused, both)

    def _touched(self, changes: Iterable[CausedChange]) -> set[OutputAddress]:
        """What was changed from outside. A gateway that does not know its outputs yet shows them off at first."""
        return {
            change.address
            for change in changes
            if not change.own and not (change.old == OFF and change.address.module in self._startup.closed)
        }

    def _switched_on_over_outage(self, modules: set[int], snapshot: StateSnapshot) -> set[OutputAddress]:
        """What is on otherwise than before the outage, in modules that have settled now: a gateway only forgets."""
        before = self._before_outage
        if before is None:
            return set()
        changes = snapshot.changes_since(before)
        return {change.address for change in changes if change.new and change.address.module in modules}

    def _show(
        self,
        control: ShutterController,
        snapshot: StateSnapshot,
        foreign: Collection[OutputAddress],
        now: float,
    ) -> bool:
        """Show a shutter its relays; true when both directions are on anew."""
        settled = not any(address.module in self._startup.closed for address in control.pair.addresses)
        return self._pairs.guarded(
            control, partial(control.observe_read, snapshot, foreign, now, settled=settled)
        )

    @property
    def last_read(self) -> StateSnapshot | None:
        """The last read, whether frames may rest on it or not; None before the first one."""
        return self._fresh.last_read

    def distrust(self, since: float) -> None:
        """A surplus answer came: what was asked for from `since` on may have been answered by another."""
        self._fresh.distrust(since)
        self._startup.distrust(since)
        self._undeclared.unsure()
        for control in self._pairs.controls:
            control.distrust(since)

    def eager(self, now: float) -> bool:
        """Whether a shutter moves, or was moved at the wall a moment ago: reads are wanted more often."""
        return any(control.watch.stirs(now, EAGER_FOR_S) for control in self._pairs.controls)

    @property
    def timed_stop_at(self) -> float:
        """When the frame of the next timed stop is to leave; inf without one."""
        return self._stops.timed_at

    @property
    def third_reads(self) -> int:
        """How many frames left from a third read, older than the line explains."""
        return self._turns.third_reads

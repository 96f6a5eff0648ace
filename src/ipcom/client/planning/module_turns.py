"""Which module's frame leaves next, and why the others wait; pure.

The questions stand in docs/architecture.md, "Why a frame waits".
"""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from ...errors import CommandNotConfirmed, InterlockError
from ...model.address import OutputAddress
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .actions import Read, Send
from .compare import OFF
from .desired_states import DesiredState, DesiredStates
from .frame_builder import FrameBuilder, PlannedFrame
from .freshness import Freshness
from .pair_registry import PairRegistry
from .shutter_command import UNREAD
from .shutter_controller import ShutterController
from .stability import EQUAL_FOR, Stability
from .startup_guard import StartupGuard
from .undeclared import UndeclaredOutputs

TURN = "other modules went first, and the line or the gateway is slow"
MOTOR = "a shutter in its module kept moving"
OTHER_MOTOR = "another shutter in its module kept moving"
SETTLING = "the gateway was starting up and did not show the same outputs twice"
OTHERS = "another undeclared output of its module was not seen off for a second"
RAMP = "a dimmer of its module is being dimmed at the wall; try again when it has stopped"
BOTH_ON = "every frame of its module would have both directions of a shutter on; switch that shutter off at the wall"


class ModuleTurns:
    """The modules in which something waits to be written. A module keeps its place when commands coalesce.

    A shutter's start goes first, then what is written once more, then what has not been written yet. What has
    to wait holds up no other module.
    """

    def __init__(
        self,
        timings: Timings,
        wants: DesiredStates,
        pairs: PairRegistry,
        undeclared: UndeclaredOutputs,
        stability: Stability,
        office: FrameBuilder,
        fresh: Freshness,
    ) -> None:
        self._timings = timings
        self._wants = wants
        self._pairs = pairs
        self._undeclared = undeclared
        self._stability = stability
        self._office = office
        self._fresh = fresh
        self._queue: dict[int, None] = {}
        self._reasons: dict[int, str] = {}
        self._last_frame_at = -inf
        self._from_third_read = False
        self.third_reads = 0
        """Frames that left from a third read, older than the line explains."""

    def add(self, module: int) -> None:
        """Something is wanted there; a module that waits already keeps its place."""
        self._queue.setdefault(module)

    def busy(self) -> bool:
        """Whether anything waits; forgets the modules in which nothing does."""
        wanted = self._wants.modules() | {control.pending_module for control in self._pairs}
        for module in [module for module in self._queue if module not in wanted]:
            del self._queue[module]
            self._reasons.pop(module, None)
        return bool(self._queue)

    def reason(self, module: int) -> str:
        """Why a module had to wait the last time since a frame of it left."""
        return self._reasons.get(module, TURN)

    def reason_of_start(self, module: int) -> str:
        """The same for a direction; what nothing else held up waited for its read."""
        return self._reasons.get(module, UNREAD)

    def frame_left(self, send: Send, draft: PlannedFrame, now: float) -> None:
        """A frame left: the next one keeps its distance, and its module goes to the end."""
        self._last_frame_at = now
        if send.stop:
            return
        if self._from_third_read and draft.snapshot is self._fresh.last:
            self.third_reads += 1
        self._reasons.pop(send.module, None)
        self._queue.pop(send.module, None)
        self._queue[send.module] = None

    # -- whose turn --------------------------------------------------------

    def next(self, now: float, settle: StartupGuard, wakes: list[float]) -> PlannedFrame | Read | None:
        """A frame to send, or a read to plan from; None when all have to wait, the moments being added to `wakes`."""
        ready = {}
        for module in self._queue:
            if settle.closed(module):
                self._reasons[module] = SETTLING
                continue
            wants = self._ready_wants(module, now, wakes)
            starts = self._ready_starts(module, now, wakes)
            if wants or starts:
                ready[module] = wants, starts
        for module in sorted(ready, key=lambda module: _urgency(*ready[module])):
            action = self._module_next(module, *ready[module], now, wakes)
            if action is not None:
                return action
        return self._settling(now, settle, wakes)

    def _settling(self, now: float, settle: StartupGuard, wakes: list[float]) -> Read | None:
        """Modules that have to settle are read again, a second later."""
        if not any(settle.closed(module) for module in self._queue):
            return None
        at = settle.read_at
        if at is None or at <= now:
            return Read()
        wakes.append(at)
        return None

    def _ready_wants(self, module: int, now: float, wakes: list[float]) -> list[DesiredState]:
        ready: list[DesiredState] = []
        for want in self._wants.in_module(module):
            self._wants.guarded(want, lambda want: self._sort(want, now, ready, wakes))
        return ready

    def _sort(self, want: DesiredState, now: float, ready: list[DesiredState], wakes: list[float]) -> None:
        """Put a want where it belongs: ready, or waiting until a moment."""
        at = self._on_at(want) if want.queued else self._wants.retry_at(want)
        if at <= now:
            ready.append(want)
            return
        wakes.append(at)
        if want.queued:
            self._reasons[want.address.module] = OTHERS

    def _on_at(self, want: DesiredState) -> float:
        """When a queued want may leave: an undeclared output waits until its neighbours have been off for a while."""
        if want.declared or want.value == OFF:
            return -inf
        at = self._undeclared.on_at(want.address)
        return -inf if at == inf else at  # not off at all: its fresh read refuses it, with the name

    def _ready_starts(
        self, module: int, now: float, wakes: list[float]
    ) -> dict[ShutterController, OutputAddress]:
        ready = {}
        for control in self._pairs:
            address, at = control.start(now)
            if address is not None and address.module == module:
                ready[control] = address
            elif address is None:
                wakes.append(at)
        return ready

    # -- one module --------------------------------------------------------

    def _module_next(
        self,
        module: int,
        wants: list[DesiredState],
        starts: dict[ShutterController, OutputAddress],
        now: float,
        wakes: list[float],
    ) -> PlannedFrame | Read | None:
        spaced_at = self._last_frame_at + self._timings.frame_spacing
        free_at = self._free_at(module, starts, now)
        if max(free_at, spaced_at) > now:
            motor = OTHER_MOTOR if starts else MOTOR
            self._reasons[module] = motor if free_at > spaced_at else TURN
            wakes.append(max(free_at, spaced_at))
            return None
        snapshot = self._snapshot(module, starts, now)
        if snapshot is None:
            return Read()
        if any(self._shown_before(want, snapshot) for want in wants):
            return Read()
        self._refuse_beside(wants, snapshot)
        wants = [want for want in wants if want in self._wants]
        if self._waits_for_dimmer(module, wants, snapshot, now, wakes):
            return None
        draft = self._frame(module, wants, starts, snapshot, now)
        if draft is None and (wants or starts):
            self._reasons[module] = BOTH_ON
        return draft

    def _snapshot(
        self, module: int, starts: Collection[ShutterController], now: float
    ) -> StateSnapshot | None:
        """The read to plan from; the third that is too old serves where it can start no motor."""
        self._from_third_read = False
        snapshot = self._fresh.snapshot(now)
        if snapshot is not None:
            return snapshot
        newest = self._fresh.newest()
        if newest is None:
            return None
        self._reasons[module] = UNREAD
        if starts or not self._fresh.tries_over or self._holds_motor(module):
            return None
        self._from_third_read = True
        return newest

    def _shown_before(self, want: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether only a read asked before the command shows what is wanted: a press may lie in between."""
        shown: list[DesiredState] = []
        if want.queued and snapshot.asked_at < want.life.created_at:
            self._wants.guarded(want, lambda want: self._note_satisfied(want, snapshot, shown))
        return bool(shown)

    def _note_satisfied(self, want: DesiredState, snapshot: StateSnapshot, shown: list[DesiredState]) -> None:
        if self._wants.satisfied(want, snapshot):
            shown.append(want)

    def _holds_motor(self, module: int) -> bool:
        relays = any(relay.module == module for relay in self._pairs.relays)
        return relays or bool(self._undeclared.in_module(module))

    def _refuse_beside(self, wants: list[DesiredState], snapshot: StateSnapshot) -> None:
        """Refuse an undeclared output beside one that its fresh read shows on, and a pulse of what is on already."""
        for want in wants:
            if want.pulse_for is not None and snapshot.is_on(want.address):
                text = f"output {want.address} is on already, so it is not pulsed; switch it off first"
                self._wants.fail(want, InterlockError(text, [want.address]))
            elif want.queued and not want.declared and want.value != OFF:
                error = self._undeclared.seen_on(want.address, snapshot)
                if error is not None:
                    self._wants.fail(want, error)

    def _free_at(self, module: int, starts: Collection[ShutterController], now: float) -> float:
        others = (c for c in self._pairs if c not in starts)
        return max((control.watch.free_at(module, now) for control in others), default=-inf)

    def _waits_for_dimmer(
        self, module: int, wants: list[DesiredState], snapshot: StateSnapshot, now: float, wakes: list[float]
    ) -> bool:
        wanted = [want.address for want in wants] + list(self._wants.carried(module, now))
        if self._stability.moving(module, snapshot, wanted) is None:
            for want in wants:
                want.ramp_since = None
            return False
        self._reasons[module] = RAMP
        for want in wants:
            self._wait_for_ramp(want, now)
        wakes.append(snapshot.asked_at + EQUAL_FOR)
        return True

    def _wait_for_ramp(self, want: DesiredState, now: float) -> None:
        """Let a command wait for a dimmer that ramps, but not for ever; each command has a wait of its own."""
        if want.ramp_since is None:
            want.ramp_since = now
        if now - want.ramp_since >= self._timings.ramp_wait:
            text = f"output {want.address}: {RAMP}"
            self._wants.fail(want, CommandNotConfirmed(text, [want.address]))

    def _frame(
        self,
        module: int,
        wants: list[DesiredState],
        starts: dict[ShutterController, OutputAddress],
        snapshot: StateSnapshot,
        now: float,
    ) -> PlannedFrame | None:
        """The frame; when a want raises, those that do so alone are dropped, and the rest is tried again next time."""
        try:
            return self._office.frame(module, wants, starts, snapshot, list(self._pairs), now)
        except Exception as mistake:  # noqa: BLE001 - no mistake of ours may hold up the others
            broken = [want for want in wants if self._raises(module, want, snapshot, now)]
            self._wants.drop_broken(broken or wants, mistake)
            return None

    def _raises(self, module: int, want: DesiredState, snapshot: StateSnapshot, now: float) -> bool:
        try:
            self._office.frame(module, [want], {}, snapshot, list(self._pairs), now)
        except Exception:  # noqa: BLE001 - it was asked whether it raises
            return True
        return False


def _urgency(wants: list[DesiredState], starts: dict[ShutterController, OutputAddress]) -> int:
    if starts:
        return 0
    return 1 if any(not want.queued for want in wants) else 2

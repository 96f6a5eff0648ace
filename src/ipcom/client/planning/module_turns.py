"""Which module's frame leaves next, and why the others wait; pure.

The questions stand in docs/architecture.md, "Why a frame waits".
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf

from ...errors import CommandNotConfirmed, InterlockError
from ...model.address import OutputAddress
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .actions import Read, Send
from .command_text import CommandText, HeldUp
from .compare import OFF
from .desired_state import DesiredState
from .desired_states import DesiredStates
from .frame_builder import FrameBuilder, PlannedFrame
from .freshness import Freshness
from .pair_registry import PairRegistry
from .shutter_controller import ShutterController
from .stability import EQUAL_FOR, Stability
from .startup_guard import StartupGuard
from .step import Step
from .undeclared import UndeclaredOutputs

START, AGAIN, FIRST_TIME, NOTHING = range(4)
"""What goes first: a shutter's start, then what is written once more, then what has not been written yet."""


@dataclass(slots=True)
class _Ready:
    """What of a module may leave now, when the rest of it is looked at again, and why it waits."""

    desired_states: list[DesiredState] = field(default_factory=list)
    starts: dict[ShutterController, OutputAddress] = field(default_factory=dict)
    urgency: int = NOTHING
    at: float = inf
    reason: HeldUp | None = None


class ModuleTurns:
    """The modules in which something waits to be written. A module keeps its place when commands coalesce.

    A shutter's start goes first, then what is written once more, then what has not been written yet. What has
    to wait holds up no other module.
    """

    def __init__(
        self,
        timings: Timings,
        desired_states: DesiredStates,
        pairs: PairRegistry,
        undeclared: UndeclaredOutputs,
        stability: Stability,
        builder: FrameBuilder,
        fresh: Freshness,
    ) -> None:
        self._timings = timings
        self._desired = desired_states
        self._pairs = pairs
        self._undeclared = undeclared
        self._stability = stability
        self._builder = builder
        self._fresh = fresh
        self._frame_at: dict[int, float] = {}
        """When the last frame of each module left."""
        self._reasons: dict[int, HeldUp] = {}
        self._last_frame_at = -inf
        self.third_reads = 0
        """Frames that left from a third read, older than the line explains."""

    def _waiting(self) -> list[int]:
        """The modules in which something waits, beginning with the one that has waited for a frame longest."""
        since: dict[int, float] = {}
        for desired in self._desired.all:
            since[desired.address.module] = min(desired.since, since.get(desired.address.module, inf))
        for control in self._pairs.controls:
            command = control.command
            if command is not None and command.is_pending_start:
                module = command.relays[0].address.module
                since[module] = min(command.life.created_at, since.get(module, inf))
        turns = {module: max(at, self._frame_at.get(module, -inf)) for module, at in since.items()}
        return sorted(turns, key=turns.__getitem__)

    def reason(self, module: int) -> HeldUp:
        """Why a module had to wait the last time since a frame of it left."""
        return self._reasons.get(module, HeldUp.HELD_BY_OTHER_MODULES)

    def reason_of_start(self, module: int) -> HeldUp:
        """The same for a direction; what nothing else held up waited for its read."""
        return self._reasons.get(module, HeldUp.HELD_BY_OLD_READS)

    def frame_left(self, send: Send, planned: PlannedFrame, now: float) -> None:
        """A frame left: the next one keeps its distance, and its module goes to the end."""
        self._last_frame_at = now
        if send.stop:
            return
        self.third_reads += planned.third_read
        self._reasons.pop(send.module, None)
        self._frame_at[send.module] = now

    # -- all modules -------------------------------------------------------

    def next(self, now: float, startup: StartupGuard) -> Step:
        """A frame to send, a read to plan from, or how long all modules have to wait."""
        waiting = self._waiting()
        if not waiting:
            return self.hold(inf) if self._reasons else Step()
        closed = [module for module in waiting if module in startup.closed]
        ready = {module: self._ready(module, now) for module in waiting if module not in closed}
        at = min((each.at for each in ready.values()), default=inf)
        reasons = dict.fromkeys(closed, HeldUp.HELD_BY_RESTART)
        reasons |= {module: each.reason for module, each in ready.items() if each.reason is not None}
        notes: list[Callable[[], None]] = []
        action: PlannedFrame | Read | None = None
        urgency = {module: each.urgency for module, each in ready.items() if each.urgency < NOTHING}
        for module in sorted(urgency, key=urgency.__getitem__):
            step = self._module_next(module, ready[module], now)
            at, action = min(at, step.at), step.action
            notes += step.notes
            if step.reason is not None:
                reasons[module] = step.reason
            if action is not None:
                break
        notes.append(partial(self._keep, waiting, reasons))
        if action is None and closed:
            settling = self._settling(now, startup)
            at, action = min(at, settling.at), settling.action
        return Step(action, at, notes=tuple(notes))

    def hold(self, at: float) -> Step:
        """All modules wait until then."""
        return Step(at=at, notes=(partial(self._keep, self._waiting(), {}),) if self._reasons else ())

    def _keep(self, waiting: list[int], reasons: dict[int, HeldUp]) -> None:
        """Keep why these modules had to wait; the newest reason counts."""
        kept = {module: reason for module, reason in self._reasons.items() if module in waiting}
        self._reasons = kept | reasons

    @staticmethod
    def _settling(now: float, startup: StartupGuard) -> Step:
        """Modules that have to settle are read again, a second later."""
        at = startup.read_at
        return Step(Read()) if at is None or at <= now else Step(at=at)

    def _ready(self, module: int, now: float) -> _Ready:
        """What of a module may leave now, and when the rest of it is looked at again."""
        ready = _Ready()
        for desired in self._desired.in_module(module):
            at = self._desired.guarded(desired, self._leave_at, inf)
            if at <= now:
                ready.desired_states.append(desired)
                ready.urgency = min(ready.urgency, FIRST_TIME if desired.life.queued else AGAIN)
                continue
            ready.at = min(ready.at, at)
            if desired.life.queued and at < inf:
                ready.reason = HeldUp.HELD_BY_UNDECLARED
        for control in self._pairs.controls:
            command = control.command
            address, at = (None, inf) if command is None else control.needs.start(command, now)
            if address is not None and address.module == module:
                ready.starts[control] = address
                ready.urgency = START
            elif address is None:
                ready.at = min(ready.at, at)
        return ready

    def _leave_at(self, desired: DesiredState) -> float:
        """When a value may leave: an undeclared output waits until its neighbours have been off for a while."""
        if not desired.life.queued:
            return self._desired.retry_at(desired)
        if desired.declared or desired.value == OFF:
            return -inf
        at = self._undeclared.on_at(desired.address)
        return -inf if at == inf else at  # not off at all: its fresh read refuses it, with the name

    # -- one module --------------------------------------------------------

    def _module_next(self, module: int, ready: _Ready, now: float) -> Step:
        spaced_at = self._last_frame_at + self._timings.frame_spacing
        free_at = self._free_at(module, ready.starts, now)
        if max(free_at, spaced_at) > now:
            motor = HeldUp.HELD_BY_OTHER_SHUTTER if ready.starts else HeldUp.HELD_BY_SHUTTER
            return Step(
                at=max(free_at, spaced_at),
                reason=motor if free_at > spaced_at else HeldUp.HELD_BY_OTHER_MODULES,
            )
        snapshot = self._fresh.snapshot(now)
        if snapshot is not None:
            return self._from(module, ready, snapshot, now)
        newest = self._fresh.made_for_this
        if newest is None:
            return Step(Read())
        if ready.starts or not self._fresh.tries_over or self._holds_motor(module):
            return Step(Read(), reason=HeldUp.HELD_BY_OLD_READS)
        step = self._from(module, ready, newest, now, third_read=True)
        return step._replace(reason=step.reason or HeldUp.HELD_BY_OLD_READS)

    def _from(
        self, module: int, ready: _Ready, snapshot: StateSnapshot, now: float, *, third_read: bool = False
    ) -> Step:
        """What may leave with this read: a frame, or why it has to wait."""
        if any(self._shown_before(desired, snapshot) for desired in ready.desired_states):
            return Step(Read())
        refused = self._refused(ready.desired_states, snapshot)
        notes = [partial(self._desired.fail, desired, error) for desired, error in refused.items()]
        desired_states = [
            desired
            for desired in ready.desired_states
            if desired not in refused and desired not in self._desired.broken
        ]
        ramps = self._ramps(module, desired_states, snapshot, now)
        waiting = (
            desired_states
            if ramps
            else [desired for desired in desired_states if desired.ramp_since is not None]
        )
        notes += [partial(self._wait_for_ramp, desired, now if ramps else None) for desired in waiting]
        if ramps:
            return Step(at=snapshot.asked_at + EQUAL_FOR, reason=HeldUp.HELD_BY_DIMMER, notes=tuple(notes))
        step = self._frame(module, desired_states, ready.starts, snapshot, now)
        frame = step.action
        if isinstance(frame, PlannedFrame):
            return Step(replace(frame, third_read=third_read), notes=tuple(notes))
        reason = HeldUp.HELD_BY_BOTH_ON if desired_states or ready.starts else None
        return Step(reason=reason, notes=(*notes, *step.notes))

    def _shown_before(self, desired: DesiredState, snapshot: StateSnapshot) -> bool:
        """Whether only a read from before the command shows what is wanted: a press may lie in between."""
        if not desired.life.queued or desired.known:
            return False
        return self._desired.guarded(
            desired, partial(self._desired.seen.satisfied, snapshot=snapshot), default=False
        )

    def _holds_motor(self, module: int) -> bool:
        relays = any(relay.module == module for relay in self._pairs.relays)
        return relays or bool(self._undeclared.in_module(module))

    def _refused(
        self, desired_states: list[DesiredState], snapshot: StateSnapshot
    ) -> dict[DesiredState, InterlockError]:
        """An undeclared output beside one that its fresh read shows on, and a pulse of what is on already."""
        refused = {}
        for desired in desired_states:
            if desired.pulse_for is not None and snapshot.is_on(desired.address):
                text = CommandText.PULSED_OUTPUT_ON(output=desired.address)
                refused[desired] = InterlockError(text, [desired.address])
            elif desired.life.queued and not desired.declared and desired.value != OFF:
                error = self._undeclared.seen_on(desired.address, snapshot)
                if error is not None:
                    refused[desired] = error
        return refused

    def _free_at(self, module: int, starts: Collection[ShutterController], now: float) -> float:
        others = (c for c in self._pairs.controls if c not in starts)
        return max((control.watch.free_at(module, now) for control in others), default=-inf)

    def _ramps(
        self, module: int, desired_states: list[DesiredState], snapshot: StateSnapshot, now: float
    ) -> bool:
        """Whether a dimmer of the module ramps that the frame would freeze."""
        moving = self._stability.moving(module, snapshot)
        moving.difference_update(desired.address for desired in desired_states)
        return bool(moving and moving - self._desired.carried(module, now).keys())

    def _wait_for_ramp(self, desired: DesiredState, now: float | None) -> None:
        """Let a command wait for a dimmer that ramps, but not for ever; None ends the wait, which each has for itself."""
        if now is None or desired.ramp_since is None:
            desired.ramp_since = now
        elif now - desired.ramp_since >= self._timings.ramp_wait:
            text = CommandText.OUTPUT_DIMMED_AT_WALL(output=desired.address)
            self._desired.fail(desired, CommandNotConfirmed(text, [desired.address]))

    def _frame(
        self,
        module: int,
        desired_states: list[DesiredState],
        starts: dict[ShutterController, OutputAddress],
        snapshot: StateSnapshot,
        now: float,
    ) -> Step:
        """The frame; when a value raises, those that do so alone are dropped, and the rest is tried again next time."""
        try:
            return Step(
                self._builder.frame(module, desired_states, starts, snapshot, self._pairs.controls, now)
            )
        except Exception as mistake:  # noqa: BLE001 - no mistake of ours may hold up the others
            broken = [desired for desired in desired_states if self._raises(module, desired, snapshot, now)]
            return Step(notes=(partial(self._desired.mark_broken, broken or desired_states, mistake),))

    def _raises(self, module: int, desired: DesiredState, snapshot: StateSnapshot, now: float) -> bool:
        try:
            self._builder.frame(module, [desired], {}, snapshot, self._pairs.controls, now)
        except Exception:  # noqa: BLE001 - it was asked whether it raises
            return True
        return False

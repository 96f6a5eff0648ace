"""Which stop leaves next, and the read that it rests on; pure."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from ...model.address import OutputAddress
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from .actions import Read, Send
from .frame_builder import FrameBuilder, Stoppable
from .freshness import Freshness
from .line_timings import READ_TRIPS, LineTimings
from .pair_registry import PairRegistry
from .pulses import OwedOffs
from .step import Step
from .undeclared import UndeclaredOutputs

PASSING_READ_AGE_S = 1.1
"""A stop that passes an unanswered write rests on a read asked for less long ago."""
HELD_TRIPS = 2.5
"""No other frame leaves when a timed stop is due within so many round trips: its reply would hold up the stop's read."""


class StopTurns:
    """Stops wait for no pause and no spacing of other frames; a module's stops leave in one frame."""

    def __init__(
        self,
        timings: Timings,
        line: LineTimings,
        pairs: PairRegistry,
        owed: OwedOffs,
        undeclared: UndeclaredOutputs,
        builder: FrameBuilder,
        fresh: Freshness,
    ) -> None:
        self._timings = timings
        self._line = line
        self._pairs = pairs
        self._owed = owed
        self._undeclared = undeclared
        self._builder = builder
        self._fresh = fresh
        self._last_at = -inf

    def frame_left(self, send: Send, now: float) -> None:
        """A frame left; the next stop keeps its distance from a stop."""
        if send.stop:
            self._last_at = now

    # -- due stops ---------------------------------------------------------

    def next(self, now: float, owing: bool) -> Step:
        """A frame to send, or a read to plan from; while a write owes its reply only what may pass it."""
        due, later = self._due(now, owing)
        if not due:
            return Step(at=later)
        spaced_at = self._last_at + self._timings.stop_spacing
        if now < spaced_at:
            return Step(at=min(later, spaced_at))
        for module, stops in due.items():
            snapshot = self._passable(module, stops, now) if owing else self._snapshot(module, stops, now)
            if snapshot is not None:
                return Step(self._builder.stop(module, stops, snapshot, self._pairs.controls, now))
        return Step(at=later) if owing else Step(Read(stop=True))

    def _due(self, now: float, owing: bool) -> tuple[dict[int, dict[Stoppable, list[OutputAddress]]], float]:
        """What is to go off now, by module, and when to ask again."""
        due: dict[int, dict[Stoppable, list[OutputAddress]]] = {}
        at = inf
        commanded = [control for control in self._pairs.controls if control.command is not None]
        stoppables: list[Stoppable] = [*commanded, *self._owed.all]
        for stoppable in stoppables:
            addresses, later = stoppable.stops(now)
            at = min(at, later)
            if owing and not stoppable.passes_writes:
                continue
            for address in addresses:
                due.setdefault(address.module, {}).setdefault(stoppable, []).append(address)
        return due, at

    def _snapshot(self, module: int, stops: Collection[Stoppable], now: float) -> StateSnapshot | None:
        """The newest read made for it; one that is old and would move another motor is read again, but not for ever."""
        snapshot = self._fresh.snapshot(now)
        if snapshot is not None:
            return snapshot
        newest = self._fresh.made_for_this
        if newest is None or (self._carries_others(module, stops, newest) and not self._fresh.tried_again):
            return None
        return newest

    def _passable(self, module: int, stops: Collection[Stoppable], now: float) -> StateSnapshot | None:
        """The last read, for a stop that passes an unanswered write: only if it can move no other motor."""
        snapshot = self._fresh.last
        if snapshot is None or now - snapshot.asked_at >= PASSING_READ_AGE_S:
            return None
        return None if self._carries_others(module, stops, snapshot) else snapshot

    def _carries_others(self, module: int, stops: Collection[Stoppable], snapshot: StateSnapshot) -> bool:
        """Whether a frame with these stops has another output on that may drive a motor."""
        others = [
            a for control in self._pairs.controls if control not in stops for a in control.pair.addresses
        ]
        others += self._undeclared.in_module(module)
        return any(a.module == module and snapshot.is_on(a) for a in others)

    # -- timed stops -------------------------------------------------------

    @property
    def timed_at(self) -> float:
        """When the frame of the next timed stop is to leave; inf without one."""
        commands = (control.command for control in self._pairs.controls)
        timed = (command for command in commands if command is not None and command.timed)
        return min((command.due_at for command in timed if command.life.queued), default=inf)

    def leads(self, now: float) -> bool:
        """Whether a timed stop is so near that a read asked now serves it."""
        at = self.timed_at
        return at < inf and self._serves_from(at) <= now

    def lead(self, now: float, owing: bool) -> Step:
        """The read that a timed stop rests on: one asked a round trip before, unless a poll came just before that."""
        at = self.timed_at
        if at == inf or now >= at:
            return Step()
        serves_from, ask_at = self._serves_from(at), at - self._line.round_trip
        if now < ask_at:
            return Step(at=serves_from if now < serves_from else ask_at)
        asks = not owing and self._fresh.snapshot(now) is None
        return Step(Read(stop=True) if asks else None, at)

    def advance(self, now: float) -> None:
        """Let any read serve a timed stop that is near."""
        at = self.timed_at
        if at < inf and self._serves_from(at) <= now < at:
            self._fresh.serve_from(self._serves_from(at))

    def late(self, now: float) -> None:
        """A timed stop was asked for that should have left by now: a read serves it as if it had been asked in time."""
        self._fresh.serve_from(self._serves_from(now))

    def _serves_from(self, at: float) -> float:
        return at - READ_TRIPS * self._line.round_trip

    def holds_frames_until(self, now: float) -> float:
        """Until when other frames wait for a timed stop: -inf while they need not, inf until it has left."""
        at = self.timed_at
        if at == inf or at - now >= HELD_TRIPS * self._line.round_trip:
            return -inf
        return at if at > now else inf

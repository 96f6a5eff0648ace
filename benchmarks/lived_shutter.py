"""One simulated shutter that people, Home Assistant and timers move for months, and what reads show of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ipcom.learning.observed_run import RunObserver
from ipcom.learning.run_history import RunHistory
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.devices import RelayRole
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.motor import Motor, MotorSpec

PAIR = ShutterPair(OutputAddress(1, 1), OutputAddress(1, 2))
ROUND_TRIP_S = 0.01
POLL_S, QUICK_POLL_S = 0.35, 0.2
"""As the client reads: quicker while a shutter moves."""
LONGEST_S = 120.0
PAUSE_S = 60.0
DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Habits:
    """What moves the shutter. Shares are of all moves; what remains is watched until it arrives."""

    by_command: float = 0.0
    """Moves by Home Assistant, which end by the known times."""
    closed_by_command: bool = False
    """Home Assistant closes it every time."""
    early: float = 0.0
    """Stopped on the way, anywhere."""
    late: float = 0.0
    """Stopped when a person comes by, long after it has arrived."""
    late_s: tuple[float, float] = (0.0, 40.0)
    """After how many seconds at least and at most."""
    timer_s: float | None = None
    """A timer of the bus cuts what is moved at the wall after so long."""
    timer_blur_s: float = 0.0
    lag_s: float = 0.6
    """How long after its arrival a person who watches stops it: the median."""
    lag_spread: float = 0.5
    """And how far it varies: the sigma of its logarithm."""
    likes: tuple[float, float] = (100.0, 0.0)
    """Where people who watch stop it on the way up and down: at an end, or where they like it."""
    exactly_s: float | None = None
    """An automation stops every move after so long."""


class LivedShutter:
    """A motor, its two relays as reads show them, and the history that is made of them."""

    def __init__(self, rng: random.Random, spec: MotorSpec, known: TravelTimes, habits: Habits) -> None:
        self.history = RunHistory()
        self.known = known
        self.habits = habits
        self._rng = rng
        self._now = 1000.0
        self._motor = Motor(spec, lambda: self._now)
        self._observer = RunObserver(PAIR)
        self._read = self._snapshot(Motion.OFF)
        self._observer.observe(self._change(None, self._read, own=False))

    def slow_down(self, share: float) -> None:
        """From now on the motor takes longer by this share."""
        spec = self._motor.spec
        self._motor.spec = MotorSpec(
            up_s=spec.up_s * (1.0 + share), down_s=spec.down_s * (1.0 + share), position=self._motor.position
        )

    def travel(self, motion: Motion) -> float:
        """The true time in this direction."""
        return self._motor.spec.up_s if motion is Motion.UP else self._motor.spec.down_s

    def day(self) -> None:
        """Move it up and down again, with something on the way now and then."""
        midnight = self._now
        moves = [Motion.UP, Motion.DOWN] * self._rng.choice((1, 1, 2))
        for motion in moves:
            self._now += self._rng.uniform(PAUSE_S, 3 * 3600.0)
            self._move(motion)
        self._now = max(self._now, midnight + DAY_S)

    def _move(self, motion: Motion) -> None:
        by_command = self._rng.random() < self.habits.by_command
        by_command = by_command or (self.habits.closed_by_command and motion is Motion.DOWN)
        self._switch(motion, motion, closed=True, own=by_command)
        seconds = self.known.full_run(motion) + 0.06 if by_command else self._until_stopped(motion)
        self._now += seconds
        self._switch(motion, Motion.OFF, closed=False, own=by_command, commanded=by_command)

    def _until_stopped(self, motion: Motion) -> float:
        """For how long a move at the wall lasts."""
        seconds = self._person(motion)
        if self.habits.exactly_s is not None:
            return self.habits.exactly_s
        if self.habits.timer_s is None:
            return min(seconds, LONGEST_S)
        blur = self._rng.uniform(-0.5, 0.5) * self.habits.timer_blur_s
        return min(seconds, self.habits.timer_s + blur)

    def _person(self, motion: Motion) -> float:
        end, liked = (100.0, self.habits.likes[0]) if motion is Motion.UP else (0.0, self.habits.likes[1])
        position, travel = self._motor.position, self.travel(motion)
        arrives = abs(end - position) / 100.0 * travel
        kind = self._rng.random()
        if kind < self.habits.early:
            return max(0.5, self._rng.uniform(0.1, 0.95) * arrives)
        if kind < self.habits.early + self.habits.late:
            return arrives + self._rng.uniform(*self.habits.late_s)
        if liked != end:
            there = abs(liked - position) / 100.0 * travel
            return max(0.5, there + self._rng.gauss(0.0, 0.3))
        return arrives + self.habits.lag_s * self._rng.lognormvariate(0.0, self.habits.lag_spread)

    def _switch(
        self, motion: Motion, after: Motion, *, closed: bool, own: bool, commanded: bool = False
    ) -> None:
        """A relay changes now; the next read shows it."""
        role = RelayRole.UP if motion is Motion.UP else RelayRole.DOWN
        self._motor.contact(role, closed, self._now)
        switched = self._now
        period = POLL_S if closed else QUICK_POLL_S
        late = self._rng.uniform(0.0, period)
        self._read = self._snapshot(Motion.OFF if closed else motion, switched + late - period)
        before, self._read = self._read, self._snapshot(after, switched + late)
        change = self._change(before, self._read, own=own, left_at=switched - ROUND_TRIP_S / 2.0)
        run = self._observer.observe(change, ROUND_TRIP_S, commanded=commanded)
        if run is not None:
            self.history.add(run, self.known)

    def _snapshot(self, motion: Motion, asked_at: float | None = None) -> StateSnapshot:
        values = bytearray(128)
        if motion is not Motion.OFF:
            values[(PAIR.up if motion is Motion.UP else PAIR.down).index] = 255
        at = self._now if asked_at is None else asked_at
        return StateSnapshot(bytes(values), timestamp=at, asked_at=at, received_at=at + ROUND_TRIP_S)

    def _change(
        self, before: StateSnapshot | None, after: StateSnapshot, *, own: bool, left_at: float = 0.0
    ) -> StateChange:
        changes = [
            CausedChange(each.address, each.old, each.new, own, left_at if own else None)
            for each in (after.changes_since(before) if before is not None else ())
        ]
        return StateChange(after, after, before, observed_changes=tuple(changes))

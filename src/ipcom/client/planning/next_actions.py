"""What the link is to do next: send a frame, ask for a read, or wait; pure.

The parts of the planner say what may leave. Here they are asked in turn, and told what the link does of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf
from typing import NamedTuple

from ...errors import InterlockError
from .actions import Action, Read, Send, WaitUntil
from .command_text import CommandText
from .desired_states import DesiredStates
from .frame_builder import FrameBuilder, PlannedFrame
from .freshness import Freshness
from .module_turns import ModuleTurns
from .pair_registry import PairRegistry
from .pulses import OwedOffs
from .startup_guard import StartupGuard
from .step import Step
from .stop_turns import StopTurns

SHORTEST_WAIT_S = 0.001
"""A moment that has come and had nothing to do must not keep the loop busy."""


class _Answer(NamedTuple):
    """What the link is to do, what changes when it does so, and the plan of a frame."""

    action: Action
    expires_at: float
    """When `advance` has something to end, whatever the link does until then."""
    notes: tuple[Callable[[], None], ...]
    frame: PlannedFrame | None = None


class NextActions:
    """Answers what is next, in three steps: `advance`, `next`, and `take_up`; for a frame then `sent`."""

    def __init__(
        self,
        pairs: PairRegistry,
        desired_states: DesiredStates,
        owed: OwedOffs,
        startup: StartupGuard,
        builder: FrameBuilder,
        fresh: Freshness,
        turns: ModuleTurns,
        stops: StopTurns,
    ) -> None:
        self._pairs = pairs
        self._desired = desired_states
        self._owed = owed
        self._startup = startup
        self._builder = builder
        self._fresh = fresh
        self._turns = turns
        self._stops = stops
        self._online = False
        self._newest: _Answer | None = None

    def link_up(self) -> None:
        """Logged in: frames and reads may leave."""
        self._online = True

    def link_down(self) -> None:
        """The link broke: nothing leaves."""
        self._online = False
        self.forget()

    def forget(self) -> None:
        """The newest answer counts no more."""
        self._newest = None

    def advance(self, now: float) -> None:
        """End what has waited too long, and count reads for a timed stop that is near; call it before `next`."""
        self._desired.expire(now, self._turns.reason)
        for owed in self._owed.all:
            owed.expire(now, online=self._online)
        busy = self._pairs.busy
        for control in busy:
            self._pairs.guarded(control, partial(control.expire, now, self._turns.reason_of_start))
        if self._online and any(control.command is not None and control.command.timed for control in busy):
            self._stops.advance(now)

    def next(self, now: float, *, owing: bool) -> Action:
        """What the link is to do now; while a write owes its reply nothing but a stop may leave.

        Asking changes nothing: the answer to a second question at the same time is the same. What an answer
        changes happens in `take_up` and `sent`, which accept the newest answer only.
        """
        answer = self._newest = self._answer(now, owing)
        return answer.action

    def _answer(self, now: float, owing: bool) -> _Answer:
        expires_at = at = self._next_expiry()
        notes: tuple[Callable[[], None], ...] = ()
        for ask in self._questions() if self._online else ():
            step = ask(now, owing)
            at, notes = min(at, step.at), step.notes
            if isinstance(step.action, PlannedFrame):
                return _Answer(step.action.send, expires_at, notes, step.action)
            if step.action is not None:
                return _Answer(step.action, expires_at, (*notes, partial(self._fresh.asking, now)))
        if not owing and not self._stops.leads(now):
            notes = (*notes, self._fresh.nothing_asked)
        return _Answer(WaitUntil(_not_yet(at, now)), expires_at, notes)

    def _questions(self) -> tuple[Callable[[float, bool], Step], ...]:
        """What is asked in turn: stops come first, and a timed stop that is near holds up other frames."""
        if self._stops.timed_at == inf:
            return (self._stops.next, self._look, self._command)
        return (self._stops.next, self._stops.lead, self._look, self._command_unless_held)

    def next_end(self, now: float) -> float | None:
        """When `advance` has something to end, while the newest answer is carried out; None for never."""
        expires_at = self._next_expiry() if self._newest is None else self._newest.expires_at
        return _not_yet(expires_at, now)

    def _next_expiry(self) -> float:
        times = [control.next_time() for control in self._pairs.busy]
        lives = [desired.life for desired in self._desired.all] + [owed.life for owed in self._owed.all]
        times += [life.ends_at(online=self._online) for life in lives]
        return min(times, default=inf)

    def _look(self, now: float, owing: bool) -> Step:
        """Reads that look for what was written, or that a stop waits for."""
        lives = [desired.life for desired in self._desired.all if not desired.life.queued]
        lives += [owed.life for owed in self._owed.all]
        looks = [(life.next_read_at, False) for life in lives]
        commands = (control.command for control in self._pairs.controls)
        looks += [command.next_read for command in commands if command is not None]
        due = [stop for at, stop in looks if at <= now]
        later = min((at for at, _ in looks if at > now), default=inf)
        return Step(at=later) if owing or not due else Step(Read(stop=any(due)))

    def _command(self, now: float, owing: bool) -> Step:
        return Step() if owing else self._turns.next(now, self._startup)

    def _command_unless_held(self, now: float, owing: bool) -> Step:
        held_until = self._stops.holds_frames_until(now)
        return self._command(now, owing) if owing or held_until <= now else self._turns.hold(held_until)

    def take_up(self, action: Action) -> None:
        """The link does this as soon as it can: what the answer brings about counts from the asking on."""
        answer = self._newest
        if answer is None or answer.action is not action:
            raise InterlockError(CommandText.ANSWER_OUTDATED())
        for note in answer.notes:
            note()
        if self._desired.broken:
            self._desired.end_broken()

    def sent(self, send: Send, now: float) -> None:
        """The frame that `next` gave has left."""
        answer, self._newest = self._newest, None
        if answer is None or answer.frame is None or answer.action is not send:
            raise InterlockError(CommandText.FRAME_UNPLANNED())
        planned = answer.frame
        self._builder.left(planned, now)
        for control in self._pairs.controls:
            control.left(send, planned.snapshot, now)
        self._begin_pulses(planned, now)
        commands = {pending for desired in planned.desired_states for pending in desired.life.commands}
        self._desired.prolong(commands, now)
        self._fresh.frame_left(now)
        self._turns.frame_left(send, planned, now)
        self._stops.frame_left(send, now)
        if self._desired.broken:
            self._desired.end_broken()

    def _begin_pulses(self, planned: PlannedFrame, now: float) -> None:
        for desired in planned.desired_states:
            if desired.pulse_for is not None:
                self._owed.begin(desired.address, desired.pulse_for, desired.life.commands, now)
                self._desired.hand_over(desired)


def _not_yet(at: float, now: float) -> float | None:
    """A moment to wait for: none that has come, and None instead of never."""
    return None if at == inf else max(at, now + SHORTEST_WAIT_S)

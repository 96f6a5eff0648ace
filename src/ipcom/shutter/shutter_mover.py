"""At most one move of a shutter at a time: a newer command ends it, and so does a movement that others began."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..model.motion import Motion
from ..model.tilt_model import TiltModel
from ..sentence import NOTHING, Message
from .bus_timer import BusTimer
from .height_and_tilt import Goal, Height
from .motor_control import MotorControl
from .relay_reading import RelayReading
from .release import release, see_off, stop
from .shutter_move import ShutterMove


class ShutterMover:
    """At most one move at a time; a newer one supersedes the older."""

    def __init__(self, motor: MotorControl, on_change: Callable[[], None]) -> None:
        self.move: ShutterMove | None = None
        self._last: ShutterMove | None = None
        self._unwanted: ShutterMove | None = None
        self._motor = motor
        self._task_name = f"ipcom-shutter-{motor.pair.up}"
        self._follower = motor.follower
        self._on_change = on_change
        self._timer = BusTimer()
        self._follower.on_unwatched = self.replan
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> ShutterMove | None:
        """The move that is not over."""
        return None if self.move is None or self.move.over.is_set() else self.move

    @property
    def reason(self) -> Message:
        """Why the last move ended otherwise than wanted."""
        return self._last.reason if self._last is not None else NOTHING

    def begin(self, goal: Goal | None, tilt: float | None = None) -> ShutterMove:
        """Begin a move to `goal`, which ends the one under way; None is to stop.

        With a `tilt` in percent the slats have it at the end.
        """
        slats = self._slats_to_keep(goal) if tilt is None else tilt
        if self.move is not None:
            self.move.cancel()
        move = self.move = self._last = ShutterMove(self._motor, goal, slats)
        move.ends_at_both = tilt is not None
        move.task = asyncio.create_task(move.carry_out(self._on_change), name=self._task_name)
        self._tasks.add(move.task)
        move.task.add_done_callback(self._tasks.discard)
        self._on_change()
        return move

    def abandon(self, move: ShutterMove) -> None:
        """End a move whose caller gave up: stop what we set moving, unless a newer move is under way.

        A movement that another program or a person began goes on.
        """
        if move is not self.under_way or move.goal is None:
            return  # a stop stays wanted, from when it was asked for
        if self._follower.own:
            self.begin(None)
            return
        move.cancel()
        self._unwanted = move

    def position_told(self) -> None:
        """A person told the position: the move under way computes its stop anew from there."""
        if self.move is not None:
            self.move.positions_told += 1
        self.replan()

    def replan(self) -> None:
        """Compute the stop anew, since the travel changed otherwise than by the relays."""
        if self.move is not None:
            self.move.plan_changed.set()

    def observe_relays(self, reading: RelayReading) -> None:
        """The relays changed; what the move did not foresee ends it."""
        timed_out = self._follower.travel.timed_out if reading.motion is Motion.OFF else None
        known = timed_out is not None and self._timer.went_off(timed_out.motion, timed_out.age)
        move = self.move
        if move is None:
            return
        if move is self._unwanted and reading.own and reading.motion is not Motion.OFF:
            self.begin(None)  # its frame had left when its caller gave up
        elif move.over.is_set():
            self.move = None
        else:
            move.observe_relays(reading, timed_out, known=known)

    async def end(self) -> None:
        """Stop what was set moving, and wait 2 s at most for it to be seen off."""
        move, motor = self.move, self._motor
        working = move is not None and (move is self.under_way or move is self._unwanted)
        if move is not None and not (working and move.goal is None):
            move.cancel()
        if move is not None and move.goal is None and working:
            await see_off(
                motor.client, motor.pair, move.under_way.wait()
            )  # asked anew it would be owed for longer
            move.cancel()
        elif move is not None and move.goal is None and self._follower.own:
            await stop(motor.client, motor.pair)
        elif working or self._follower.own:
            await release(motor.client, motor.pair)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _slats_to_keep(self, goal: Goal | None) -> float | None:
        """The tilt before the move, for a blind sent to a height between the ends at which its slats turn."""
        if not isinstance(goal, Height) or not 0.0 < goal.percent < 100.0:
            return None
        if self._follower.travel.times.tilt_model is TiltModel.CLOSED_END:
            return None
        before = self.under_way
        if before is not None and before.slats is not None:
            return before.slats
        return self._follower.travel.tilt(self._follower.now())

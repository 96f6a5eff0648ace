"""One command to a shutter, from the call until the motor rests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import inf

from ..errors import CommandNotConfirmed, CommandSuperseded, IPComError
from ..model.motion import Motion
from ..sentence import NOTHING, Message
from .confidence import Confidence
from .height_and_tilt import Goal, Height, Slats
from .motor_control import STOP_ROUND_TRIPS, MotorControl
from .relay_reading import RelayReading
from .shutter_state import Result
from .shutter_text import ShutterText
from .travel import TimedOut

_LOGGER = logging.getLogger("ipcom.shutter")

RECALLED_S = 1.0
"""A timed stop that is called back may still leave for so long: its read was asked, or a link had to come back."""
LEAD_ROUND_TRIPS, LEAD_S = 2.0, 0.5
"""A timed stop is handed to the client so long before it leaves: a poll may be out, and its own read is asked first."""


@dataclass(slots=True, eq=False)
class ShutterMove:
    """One command: what is wanted, how far it has come and how it ended.

    `carry_out` does it. It ends once, with a result or an error. `expected` is what the relays were last asked to
    do; while `asking` that is not confirmed yet.
    """

    motor: MotorControl
    goal: Goal | None
    """None is to stop."""
    slats: float | None = None
    """The tilt, in percent, that the slats get back after the height is reached; None to leave them."""
    ends_at_both: bool = False
    """The tilt is part of the command: the slats get it even if the height is reached already."""
    expected: Motion = Motion.OFF
    asking: bool = False
    stopping: bool = False
    """A timed stop was asked for; until it is seen, `expected` is the direction that it ends."""
    recalled_until: float = -inf
    """A timed stop was called back when its frame may have been on its way: an "off" of ours is that stop until then."""
    finds_end: bool = False
    """The present run only finds an end: another one follows."""
    between_runs: bool = False
    """One run has ended and the next has not begun: any "on" that is not ours ends the command."""
    ended_by_timer: bool = False
    """The relay ended the present run by itself, as it had done before: go on with the next run."""
    positions_told: int = 0
    """How often a person has told the position since the command began."""
    plan_changed: asyncio.Event = field(default_factory=asyncio.Event)
    """The time of the stop must be computed anew."""
    under_way: asyncio.Event = field(default_factory=asyncio.Event)
    """The motor does what was asked, or the command is over."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    result: Result = Result.REACHED
    reason: Message = NOTHING
    """Why it ended otherwise than wanted, for a person; empty if there is nothing to say."""
    task: asyncio.Task[None] | None = None
    _error: IPComError | None = None
    """What no caller was given yet."""

    @property
    def full_run(self) -> Motion | None:
        """The direction of the full run that the command is, if it is one."""
        if not isinstance(self.goal, Height) or 0.0 < self.goal.percent < 100.0:
            return None
        return Motion.UP if self.goal.percent >= 100.0 else Motion.DOWN

    # -- the end -----------------------------------------------------------

    def end(self, result: Result = Result.REACHED, error: IPComError | None = None) -> None:
        """Be over; only the first end counts."""
        if not self.over.is_set():
            self.result, self._error = result, error
            self.under_way.set()
            self.over.set()

    def cancel(self, result: Result = Result.SUPERSEDED) -> None:
        """End because something newer counts, which also answers for what this move asked of the relays."""
        self.end(result)
        if self.task is not None:
            self.task.cancel()

    def raise_error(self) -> None:
        """Give the error to a caller, once."""
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _fail(self, error: IPComError) -> None:
        """End otherwise than wanted; giving way to others is no error."""
        if isinstance(error, CommandSuperseded):
            self.reason = self.reason or error.message
            self.end(Result.SUPERSEDED)
            return
        if self.under_way.is_set():
            _LOGGER.warning("Shutter %s: %s", self.motor.pair, error)
        self.end(error=error)

    # -- what the relays show ----------------------------------------------

    def observe_relays(self, reading: RelayReading, timed_out: TimedOut | None, *, known: bool) -> None:
        """The relays changed: what was not foreseen ends the command.

        `timed_out` tells of a run that ended by itself, `known` whether that happened at this age before.
        """
        if timed_out is not None and timed_out.motion is self.expected:
            self._observe_timer(timed_out, known=known)
        elif reading.own_stop and reading.transition.earliest <= self.recalled_until:
            self.plan_changed.set()  # the stop that was called back was on its way: there is nothing to wait for
        elif reading.both or not self.foresees(reading.motion, own=reading.own):
            self.cancel()

    def foresees(self, motion: Motion, *, own: bool) -> bool:
        """Whether relays that do `motion` now are part of the plan.

        Until a movement is confirmed, an older frame of ours may still show. A person's stop insists
        whatever it meets, a timed one gives way.
        """
        if self.stopping and motion is Motion.OFF:
            return own
        if self.between_runs and motion is not Motion.OFF and not own:
            return False
        if motion is self.expected or self.expected is Motion.OFF:
            return True
        return own and self.asking

    def _observe_timer(self, timed_out: TimedOut, *, known: bool) -> None:
        """A timer of the bus ended the run: the end is reached; only a timer seen before lets a command go on."""
        if self.full_run is timed_out.motion:
            self.cancel(Result.REACHED)
        elif known and self.finds_end and not self.asking:
            self.ended_by_timer = True
            self.plan_changed.set()
        else:
            self._give_way_to_timer(timed_out)

    def _give_way_to_timer(self, timed_out: TimedOut) -> None:
        end = "open" if timed_out.motion is Motion.UP else "closed"
        self.reason = ShutterText.TIMER_ENDED_RUN(shutter=self.motor.pair, seconds=timed_out.age, _end=end)
        _LOGGER.info("%s", self.reason)
        self.cancel()

    # -- carrying it out ---------------------------------------------------

    async def carry_out(self, on_end: Callable[[], None]) -> None:
        """Do what is wanted and end; then call `on_end`."""
        try:
            self.end(await self._do())
        except IPComError as error:
            self._fail(error)
        finally:
            on_end()

    async def _do(self) -> Result:
        if self.goal is None:
            await self._ask(Motion.OFF)
            await self.motor.rest()
            return Result.REACHED
        if self.full_run is not None:
            await self._run_fully(self.full_run)
            await self._turn_at_end()
            return Result.REACHED
        if self._needs_an_end():
            await self._find_end(_nearer_end(self.goal))
        moved = await self._reach(self.goal)
        if moved and self.slats is not None:
            await self._turn_back(Slats(self.slats))
        elif self.ends_at_both:
            moved = await self._turn_at_end()
        return Result.REACHED if moved or self.between_runs else Result.ALREADY_THERE

    def _needs_an_end(self) -> bool:
        confidence = self.motor.follower.travel.confidence_at_rest
        if self.motor.full_run_first:
            return confidence is not Confidence.KNOWN
        return confidence is Confidence.UNKNOWN

    async def _run_fully(self, motion: Motion) -> None:
        """Run to the end and past it, until it is certain."""
        await self._ask(motion)
        follower = self.motor.follower
        running = follower.travel.running
        began = running.since if running is not None and follower.own else follower.now()
        await self._stop_when(motion, partial(self.motor.full_run_end, began))

    async def _find_end(self, motion: Motion) -> None:
        """Run to an end because the position is not known well enough; another run follows.

        Raises `CommandNotConfirmed` if it is still unknown afterwards.
        """
        self.finds_end = True
        await self._run_fully(motion)
        self.finds_end = self.ended_by_timer = False
        if self.motor.follower.travel.confidence_at_rest is Confidence.UNKNOWN:
            pair = self.motor.pair
            raise CommandNotConfirmed(ShutterText.RUN_UNWATCHED(shutter=pair), pair.addresses)

    async def _reach(self, goal: Goal) -> bool:
        """Run for the time that leads to the goal, again if a person tells the position meanwhile.

        Returns whether the motor had to do anything. Raises `CommandNotConfirmed` if it missed the goal unwatched.
        """
        moved = False
        while (motion := self.motor.direction_to(goal)) is not Motion.OFF:
            told = self.positions_told
            await self._run_for(goal, motion)
            moved = True
            if self.positions_told == told:
                self._refuse_missed(goal)
                return True
            self.between_runs = True
        running = self.motor.follower.travel.motion
        if running is Motion.OFF:
            return moved
        await self._stop_when(running, self.motor.follower.now)
        return True

    async def _turn_back(self, goal: Slats) -> bool:
        """Give the slats the tilt back that the move took, if that turn is worth a move; return whether it was."""
        motion = self.motor.direction_to(goal)
        if motion is not Motion.OFF:
            await self._run_for(goal, motion)
        return motion is not Motion.OFF

    async def _turn_at_end(self) -> bool:
        """Give the slats the tilt that the command has beside its height."""
        return self.slats is not None and await self._turn_back(Slats(self.slats))

    def _refuse_missed(self, goal: Goal) -> None:
        """Raise if a run that was not watched wholly has ended so far from the goal that another would be worth it."""
        travel, pair = self.motor.follower.travel, self.motor.pair
        if travel.watched or self.motor.direction_to(goal) is Motion.OFF:
            return
        position = travel.position(self.motor.follower.now())
        raise CommandNotConfirmed(ShutterText.TARGET_MISSED(shutter=pair, position=position), pair.addresses)

    # -- one run -----------------------------------------------------------

    async def _run_for(self, goal: Goal, motion: Motion) -> None:
        await self._ask(motion)
        await self._stop_when(motion, partial(self.motor.leave_at, goal, motion))

    async def _ask(self, motion: Motion) -> None:
        self.expected, self.asking, self.recalled_until = motion, True, -inf
        await self.motor.client.drive(self.motor.pair, motion)
        await self.motor.follower.wait_for(motion)
        self.asking = self.between_runs = False
        self.under_way.set()

    async def _stop_when(self, motion: Motion, when: Callable[[], float]) -> None:
        """End the run at `when()`, which is asked anew whenever the plan changes; wait until the motor rests."""
        self.expected = motion
        while not await self._stopped_at(motion, when()):
            pass
        self.stopping, self.between_runs = False, self.finds_end or self.slats is not None
        self.under_way.set()
        await self.motor.rest()

    async def _stopped_at(self, motion: Motion, leave_at: float) -> bool:
        """Let it run until then and stop it; False if the plan changed before."""
        follower, client = self.motor.follower, self.motor.client
        self.plan_changed.clear()
        if self.recalled_until > -inf and follower.travel.motion is Motion.OFF:
            return True
        handed_at = leave_at - LEAD_S - LEAD_ROUND_TRIPS * client.round_trip
        if await _happens(self.plan_changed, handed_at - follower.now()):
            return self.ended_by_timer
        self.stopping = True
        if await self.motor.stop_at(motion, leave_at, recall=self.plan_changed):
            return True
        self.stopping = False
        self.recalled_until = follower.now() + RECALLED_S + STOP_ROUND_TRIPS * client.round_trip
        return self.ended_by_timer


def _nearer_end(goal: Goal) -> Motion:
    return Motion.UP if isinstance(goal, Height) and goal.percent >= 50.0 else Motion.DOWN


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set within so many seconds."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            return await event.wait()
    except TimeoutError:
        return False

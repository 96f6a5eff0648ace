"""One command to a shutter, from its start until the motor rests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from math import inf

from ..errors import CommandSuperseded, IPComError
from ..model.motion import Motion
from .height_and_tilt import Goal, Height
from .shutter_state import Result


@dataclass(slots=True, eq=False)
class ShutterMove:
    """What is wanted and how far it has come.

    `expected` is what the relays were last asked to do; while `asking` that is not confirmed yet.
    """

    goal: Goal | None
    slats: float | None = None
    """The tilt, in percent, that the slats get back after the height is reached; None to leave them."""
    expected: Motion = Motion.OFF
    asking: bool = False
    stopping: bool = False
    """A timed stop was asked for; until it is seen, `expected` is the direction that it ends."""
    recalled_until: float = -inf
    """A timed stop was called back when its frame may have been on its way: an "off" of ours is that stop until then."""
    goes_on: bool = False
    """The present run only finds an end: another one follows."""
    between: bool = False
    """One leg has ended and the next has not begun: any "on" that is not ours ends the command."""
    timed_out: bool = False
    """The relay ended the present run by itself, as it had done before: go on with the next leg."""
    told: int = 0
    """How often a person told the position meanwhile."""
    task: asyncio.Task[None] = field(init=False)
    replan: asyncio.Event = field(default_factory=asyncio.Event)
    """The time of the stop must be computed anew."""
    under_way: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    result: Result = Result.REACHED
    reason: str = ""
    """Why it ended otherwise than wanted, for a person; empty if there is nothing to say."""
    error: IPComError | None = None
    error_given: bool = False
    """A caller was given the error."""

    @property
    def whole(self) -> Motion | None:
        """The direction of the full run that it is from the start, if it is one."""
        if not isinstance(self.goal, Height) or 0.0 < self.goal.percent < 100.0:
            return None
        return Motion.UP if self.goal.percent >= 100.0 else Motion.DOWN

    def foresees(self, motion: Motion, *, own: bool) -> bool:
        """Whether relays that do `motion` now are part of the plan.

        Until a movement is confirmed, an older frame of ours may still show. A person's stop insists
        whatever it meets, a timed one gives way.
        """
        if self.stopping and motion is Motion.OFF:
            return own
        if self.between and motion is not Motion.OFF and not own:
            return False
        if motion is self.expected or self.expected is Motion.OFF:
            return True
        return own and self.asking

    def end(self, result: Result = Result.REACHED, error: IPComError | None = None) -> None:
        """It is over; only the first end counts."""
        if not self.over.is_set():
            self.result, self.error = result, error
            self.under_way.set()
            self.over.set()

    def fail(self, error: IPComError) -> None:
        """It ended otherwise than wanted; giving way to others is no error."""
        if isinstance(error, CommandSuperseded):
            self.reason = self.reason or str(error)
            self.end(Result.SUPERSEDED)
        else:
            self.end(error=error)

    def cancel(self, result: Result = Result.SUPERSEDED) -> None:
        """Something newer counts; what it asked of the relays is the newer one's care."""
        self.end(result)
        self.task.cancel()

    def raise_error(self) -> None:
        """Give the error to the caller, once."""
        if self.error is not None and not self.error_given:
            self.error_given = True
            raise self.error

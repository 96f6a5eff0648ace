"""One command to a shutter, from its start until the motor rests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ..client.actions import Motion
from ..errors import CommandSuperseded, IPComError
from .place import Goal, Height
from .state import Result


@dataclass(slots=True, eq=False)
class Mission:
    """What is wanted and how far it has come.

    `expected` is what the relays were last asked to do; while `asking` that is not confirmed yet.
    """

    goal: Goal | None
    expected: Motion = Motion.OFF
    asking: bool = False
    goes_on: bool = False
    """Another movement follows the next stop, unless it is somebody else's."""
    task: asyncio.Task[None] = field(init=False)
    under_way: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    result: Result = Result.REACHED
    error: IPComError | None = None
    told: bool = False
    """Somebody was given the error."""

    @property
    def whole(self) -> Motion | None:
        """The direction of the full run that it is from the start, if it is one."""
        if not isinstance(self.goal, Height) or 0.0 < self.goal.percent < 100.0:
            return None
        return Motion.UP if self.goal.percent >= 100.0 else Motion.DOWN

    def foresees(self, motion: Motion, *, own: bool) -> bool:
        """Whether relays that do `motion` now are part of the plan.

        Until a wish is confirmed, an older frame of ours may still show; a stop insists whatever it meets.
        """
        if motion is Motion.OFF and self.goes_on and not own:
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
        """It ended otherwise than wanted; giving way to somebody is no error."""
        if isinstance(error, CommandSuperseded):
            self.end(Result.SUPERSEDED)
        else:
            self.end(error=error)

    def cancel(self) -> None:
        """Something newer counts; what it asked of the relays is the newer one's care."""
        self.end(Result.SUPERSEDED)
        self.task.cancel()

    def raise_error(self) -> None:
        """Give the error to the caller, once."""
        if self.error is not None and not self.told:
            self.told = True
            raise self.error

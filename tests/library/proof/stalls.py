"""When our loop stands still: on purpose just before and after what matters, or at any time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ipcom.client.connection.connection import Connection
from tests.library.proof.referee import RECOVERY_S, STALL, Referee
from tests.library.proof.wire import End
from tests.library.proof.worlds import WorldLoop


class Trigger(StrEnum):
    """What a stall comes with."""

    ANY = "any"
    """Nothing: it comes at its time."""
    CONNECT = "connect"
    LOGIN = "login"
    READ = "read"
    FRAME = "write"
    KEEP_ALIVE = "keep-alive"
    ARRIVES = "arrives"
    """Bytes reach our socket."""
    TAKEN = "taken"
    """Our loop takes them out."""
    TIMER = "timer"
    BEFORE_TIMER = "before timer"
    COMMAND = "command"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Stall:
    """`seconds` long, `callbacks` after its trigger, or `trips` round trips after it; so many `times`."""

    trigger: Trigger
    seconds: float
    callbacks: int = 0
    trips: float = 0.0
    times: int = 1

    def __str__(self) -> str:
        return f"{self.trigger} +{self.callbacks} +{self.trips:g}rt: {self.seconds:g} s x{self.times}"


@dataclass(slots=True)
class _Armed:
    stall: Stall
    left: int
    countdown: int = -1
    """Callbacks until it begins; -1 while its trigger has not come."""


class Stalls:
    """Watches one loop, and has it stand still as was planned."""

    def __init__(self, loop: WorldLoop, round_trip: Any, referee: Referee) -> None:
        self._loop = loop
        self._round_trip = round_trip
        self._referee = referee
        self._armed: list[_Armed] = []
        self._noted: list[str] = []
        self.periods: list[tuple[float, float]] = []
        """When the loop stood still (true times)."""
        loop.moments = self

    def arm(self, stall: Stall) -> None:
        """Have it stand still when its trigger comes next."""
        if stall.trigger is Trigger.ANY:
            self._now(stall)
        else:
            self._armed.append(_Armed(stall, stall.times))

    def disarm(self) -> None:
        """What waits for its trigger comes no more."""
        self._armed.clear()

    def stood_still(self, began: float, ended: float) -> float:
        """For how long the loop stood still in this time (true times)."""
        return sum(max(0.0, min(ended, end) - max(began, begin)) for begin, end in self.periods)

    def note(self, trigger: str) -> None:
        """Something that may be a trigger happens now, in a callback of this loop or outside of it."""
        if self._armed:
            self._noted.append(trigger)

    def outside(self, trigger: Trigger) -> None:
        """Something happens outside of the loop: a stall that waits for it begins at once."""
        for armed in self._take(trigger):
            self._begin(armed)

    def stall_after(self, handle: asyncio.Handle) -> float:
        """Look what this callback did."""
        if not self._armed:
            return 0.0
        noted, self._noted = self._noted, []
        if isinstance(handle, asyncio.TimerHandle):
            noted.append(Trigger.TIMER)
        seconds = 0.0
        for armed in tuple(self._armed):
            if armed.countdown < 0 and armed.stall.trigger in noted:
                armed.countdown = armed.stall.callbacks
            elif armed.countdown > 0:
                armed.countdown -= 1
            if armed.countdown == 0:
                armed.countdown = -1
                seconds = max(seconds, self._due(armed))
        return seconds

    def stall_before_timer(self) -> float:
        """A timer is due."""
        return max((self._due(armed) for armed in self._take(Trigger.BEFORE_TIMER)), default=0.0)

    def _take(self, trigger: Trigger) -> list[_Armed]:
        return [armed for armed in self._armed if armed.stall.trigger is trigger]

    def _due(self, armed: _Armed) -> float:
        """Count it, and return its length, unless it comes a little later."""
        stall = armed.stall
        armed.left -= 1
        if armed.left <= 0:
            self._armed.remove(armed)
        if stall.trips:
            worlds = self._loop.worlds
            worlds.at(worlds.now + stall.trips * self._round_trip(), lambda: self._now(stall))
            return 0.0
        self._stood(stall)
        return stall.seconds

    def _begin(self, armed: _Armed) -> None:
        seconds = self._due(armed)
        if seconds:
            self._loop.stall(seconds)

    def _now(self, stall: Stall) -> None:
        self._stood(stall)
        self._loop.stall(stall.seconds)

    def _stood(self, stall: Stall) -> None:
        """Count a stall that begins now: however long it was armed before, it is a trouble from now on."""
        now = self._loop.worlds.now
        self._referee.met[f"stall: {stall.trigger}"] += 1
        self._referee.trouble(stall.seconds, RECOVERY_S + stall.seconds, STALL)
        self.periods.append((now, now + stall.seconds))


def _noting(send: Any) -> Any:
    def noted(self: Connection, *args: Any, **kwargs: Any) -> None:
        end = self._writer.transport
        if isinstance(end, End) and end.note is not None:
            end.note(kwargs.get("what") or args[1])
        send(self, *args, **kwargs)

    return noted


Connection.send = _noting(Connection.send)  # type: ignore[method-assign]

"""Turns for many houses: so few connect or log in at a time that the polls of the others go on as before."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_S = 1.0
"""A turn ends after this, also if its work goes on: who is not reached delays the others by so much at most."""


class Turns:
    """A bounded number of turns at once. Each takes `least_s` at least, so that there are no more in a second."""

    def __init__(self, at_once: int, least_s: float) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._least_s = least_s
        self.begun = 0
        """How many turns have begun: who waits for one sees by it that the others go on."""

    async def begin(self) -> Turn:
        """Wait for a turn, in the order of asking."""
        await self._places.acquire()
        self.begun += 1
        return Turn(self._places.release, self._least_s)


class Turn:
    """One turn. It ends by `end`, or by itself."""

    def __init__(self, free: Callable[[], None], least_s: float) -> None:
        loop = asyncio.get_running_loop()
        self._free = free
        self._not_before = loop.time() + least_s
        self._timer = loop.call_later(LONGEST_S, self.end)
        self._is_over = False

    def end(self) -> None:
        """Let the next one begin. To say it twice is to say it once."""
        if self._is_over:
            return
        self._is_over = True
        self._timer.cancel()
        asyncio.get_running_loop().call_at(self._not_before, self._free)


@dataclass(frozen=True, slots=True)
class HouseTurns:
    """What the houses of one bridge take in turns."""

    connections: Turns = field(default_factory=lambda: Turns(6, 0.1))
    """To the broker, until the states are told: 60 a second, which is 500 houses within 9 s."""
    followers: Turns = field(default_factory=lambda: Turns(6, 0.1))
    """The second connections of houses, which have no will: they must not wait for the first ones of all others."""
    logins: Turns = field(default_factory=lambda: Turns(10, 0.1))
    """To the gateways for the first time; afterwards each comes back by itself, after a pause that is drawn."""

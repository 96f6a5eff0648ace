"""The places at which one gateway is reached: its address in the house, and perhaps one for elsewhere.

A machine that travels, or a house whose network has changed, reaches the gateway at a second address. The first is
preferred: it gets a head start at each attempt, and the link returns to it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence

from ...errors import AuthenticationFailed, CannotConnect, IPComError, NameNotResolved
from .address_race import Opened
from .opener import Opener

_LOGGER = logging.getLogger("ipcom.client")

HEAD_START_S = 0.5
"""The second place is tried this long after the first, or as soon as the first has failed."""


class Places:
    """The openers of one gateway, in the order of preference: one or two."""

    def __init__(self, openers: Sequence[Opener]) -> None:
        self._openers = tuple(openers)
        self.present: Opener | None = None
        """Where the gateway was reached last."""

    @property
    def first(self) -> Opener:
        """The preferred place."""
        return self._openers[0]

    @property
    def all(self) -> tuple[Opener, ...]:
        """All places, the preferred one first."""
        return self._openers

    @property
    def hindrance(self) -> NameNotResolved | None:
        """The name server's error as long as an answer is waited for; None otherwise."""
        return next((opener.hindrance for opener in self._openers if opener.hindrance), None)

    @property
    def elsewhere(self) -> bool:
        """Whether the gateway was reached last at another place than the preferred one."""
        return self.present is not None and self.present is not self.first

    @property
    def reached_at(self) -> str:
        """The host and port at which the gateway was reached last; empty before that."""
        return "" if self.present is None else str(self.present.gateway)

    def close(self) -> None:
        """Stop waiting for names."""
        for opener in self._openers:
            opener.close()

    async def first_answers(self) -> bool:
        """Whether something accepts connections at the preferred place now; nothing is sent."""
        try:
            opened = await self.first.open()
        except CannotConnect:
            return False
        opened.streams[1].close()
        return True


async def open_first(openers: Sequence[Opener]) -> tuple[Opener, Opened]:
    """Return the first connection that is made, and where; raises `CannotConnect` when there is none.

    One that is made too late is closed with nothing sent.
    """
    if len(openers) == 1:
        return openers[0], await openers[0].open()
    race: dict[asyncio.Future[Opened], Opener] = {}
    try:
        for opener in openers:
            if race:
                await asyncio.wait(race, timeout=HEAD_START_S)
            if not any(map(_connected, race)):
                race[asyncio.ensure_future(opener.open())] = opener
        while not any(map(_connected, race)):
            trying = [attempt for attempt in race if not attempt.done()]
            if not trying:
                raise _first_failure(race)
            await asyncio.wait(trying, return_when=asyncio.FIRST_COMPLETED)
    except BaseException:
        await _give_up(race)
        raise
    chosen = next(attempt for attempt in race if _connected(attempt))
    opener = race.pop(chosen)
    try:
        await _give_up(race)
    except BaseException:
        _close_opened(chosen)
        raise
    return opener, chosen.result()


def most_telling(errors: Sequence[IPComError]) -> IPComError:
    """Return the error to raise when no place will do: a refused login, else that of the preferred place."""
    for error in errors:
        _LOGGER.debug("no connection: %s", error)
    return next((error for error in errors if isinstance(error, AuthenticationFailed)), errors[0])


def _connected(attempt: asyncio.Future[Opened]) -> bool:
    return attempt.done() and not attempt.cancelled() and attempt.exception() is None


def _first_failure(race: Iterable[asyncio.Future[Opened]]) -> BaseException:
    """Return why attempts that have all failed did so, but a mistake of ours before all others."""
    errors: list[IPComError] = []
    for attempt in race:
        error = attempt.exception()
        if isinstance(error, IPComError):
            errors.append(error)
        elif error is not None:
            return error
    return most_telling(errors)


async def _give_up(race: Iterable[asyncio.Future[Opened]]) -> None:
    """End what was not chosen; a connection that was made in this very moment is closed."""
    for attempt in race:
        attempt.add_done_callback(_close_opened)
        attempt.cancel()
    unfinished = [attempt for attempt in race if not attempt.done()]
    if unfinished:
        await asyncio.wait(unfinished)


def _close_opened(attempt: asyncio.Future[Opened]) -> None:
    if _connected(attempt):
        attempt.result().streams[1].close()

"""Connecting to the addresses of one host: several are tried side by side, one connection is kept."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, TypeAlias

from .connector import Writer

STAGGER_S = 0.25
"""The next address is tried this long after the last, or as soon as no other is being tried."""

Streams: TypeAlias = tuple[asyncio.StreamReader, Writer]


class Opened(NamedTuple):
    """A TCP connection and the address that it leads to."""

    address: str
    streams: Streams
    took: float
    """Seconds; about one round trip."""


class NothingAnswers(Exception):
    """No address could be connected to; `reasons` tells why, address by address."""

    def __init__(self, reasons: dict[str, OSError]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


async def first_to_connect(addresses: Sequence[str], connect: Callable[[str], Awaitable[Opened]]) -> Opened:
    """Return the first connection that is made; all others are closed with nothing sent.

    `connect` ends by itself, by `OSError` where nothing answers. Raises `NothingAnswers`.
    """
    race = _Race(connect, addresses)
    opened = None
    try:
        while (opened := race.winner()) is None:
            race.start_due()
            await race.news()
        return opened
    finally:
        await race.end(opened)


class _Race:
    def __init__(self, connect: Callable[[str], Awaitable[Opened]], addresses: Sequence[str]) -> None:
        self._connect = connect
        self._waiting = deque(addresses)
        self._attempts: dict[str, asyncio.Future[Opened]] = {}
        self._reasons: dict[str, OSError] = {}
        self._loop = asyncio.get_running_loop()
        self._next_at = self._loop.time()

    def start_due(self) -> None:
        """Try the next address if it is due."""
        if self._waiting and (not self._attempts or self._loop.time() >= self._next_at):
            address = self._waiting.popleft()
            self._attempts[address] = asyncio.ensure_future(self._connect(address))
            self._next_at = self._loop.time() + STAGGER_S

    async def news(self) -> None:
        """Wait until an attempt ends, or the next address is due."""
        await asyncio.wait(
            self._attempts.values(),
            timeout=max(0.0, self._next_at - self._loop.time()) if self._waiting else None,
            return_when=asyncio.FIRST_COMPLETED,
        )

    def winner(self) -> Opened | None:
        """Return the connection that was made, if any; raises when nothing is left to try."""
        for address, attempt in [each for each in self._attempts.items() if each[1].done()]:
            del self._attempts[address]
            try:
                return attempt.result()
            except OSError as error:
                self._reasons[address] = error
        if not self._attempts and not self._waiting:
            raise NothingAnswers(self._reasons)
        return None

    async def end(self, opened: Opened | None) -> None:
        """Close what was not chosen, and what was chosen too if the caller gives up meanwhile."""
        for attempt in self._attempts.values():
            attempt.add_done_callback(_close_opened)
            attempt.cancel()
        try:
            if self._attempts:
                await asyncio.wait(self._attempts.values())
        except BaseException:
            if opened is not None:
                opened.streams[1].close()
            raise


def _close_opened(attempt: asyncio.Future[Opened]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().streams[1].close()

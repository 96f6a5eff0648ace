"""The addresses of a gateway's name, asked for at every attempt."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from math import inf

from ...errors import NameNotResolved, NameTimedOut
from ...model.timings import Timings
from .clock import Clock
from .link_text import LinkText
from .look_ups import Answer, NameService
from .punctuality import Punctuality

RECENT_S = 3.0
"""An answer this young is still right: the next attempt need not wait for a slow name server."""

RECENT_WAIT = 0.1
"""Seconds that a newer answer gets when there is a recent one."""

_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
"""What a name server says of a name that does not exist, or has no address."""


class Resolver:
    """Looks up one name for one client. A look-up that is under way is waited for, never repeated."""

    def __init__(
        self, name: str, server: NameService, timings: Timings, clock: Clock, punctuality: Punctuality
    ) -> None:
        self._name = name
        self._server = server
        self._timings = timings
        self._clock = clock
        self._punctuality = punctuality
        self._answer: asyncio.Future[Answer] | None = None
        self._asked_at = -inf
        self._stop_waiting: Callable[[], None] | None = None
        self._recent: tuple[str, ...] = ()
        self._recent_at = -inf

    @property
    def waiting(self) -> bool:
        """Whether a look-up is under way."""
        return self._answer is not None and not self._answer.done()

    async def first_answer(self) -> Answer | None:
        """Ask, and return the answer if it comes soon, else a recent one, else None."""
        self._ask()
        now = self._clock.monotonic()
        recent = self._recent if now - self._recent_at <= RECENT_S else None
        soon = now + RECENT_WAIT if recent else self._asked_at + self._timings.look_up_first
        answer = await self._wait_until(soon)
        return answer if isinstance(answer, tuple) else recent or answer

    async def last_answer(self) -> Answer | None:
        """Wait for the answer as long as the limit allows."""
        return await self._wait_until(self._asked_at + self._timings.look_up_timeout)

    def error(self, answer: OSError | None) -> NameNotResolved:
        """Say why there is no address; None: no answer yet."""
        if answer is None:
            return NameTimedOut(LinkText.NAME_SERVER_SILENT(name=self._name))
        if answer.errno in _UNKNOWN:
            return NameNotResolved(LinkText.NAME_UNKNOWN(name=self._name))
        why = answer.strerror or answer
        return NameNotResolved(LinkText.NAME_NOT_LOOKED_UP(name=self._name, _why=why))

    def close(self) -> None:
        """Stop waiting; an answer that comes later is ignored."""
        if self._stop_waiting is not None:
            self._stop_waiting()
        self._stop_waiting = self._answer = None

    def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        if self._answer is not None and not self._answer.done() and self._answer.get_loop() is loop:
            return
        self.close()
        answer: asyncio.Future[Answer] = loop.create_future()

        def tell(found: Answer) -> None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(self._answered, answer, found)

        self._answer = answer
        self._asked_at = self._clock.monotonic()
        self._stop_waiting = self._server.ask(self._name, tell)

    def _answered(self, answer: asyncio.Future[Answer], found: Answer) -> None:
        answer.set_result(found)
        if isinstance(found, tuple):
            self._recent, self._recent_at = found, self._clock.monotonic()

    async def _wait_until(self, moment: float) -> Answer | None:
        answer = self._answer
        if answer is None:
            return None
        if not answer.done():
            await self._punctuality.first_of(answer, timeout=max(0.0, moment - self._clock.monotonic()))
        return answer.result() if answer.done() else None

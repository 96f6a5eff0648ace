"""What waits to be published: of each retained topic the newest, and all that is told once, up to a bound."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .broker_message import Outgoing

MOST_EVENTS = 1000
"""Results and presses that wait while the broker is away or slow; the oldest are dropped first."""


class Outbox:
    """Filled without waiting, emptied by one task."""

    def __init__(self) -> None:
        self._retained: dict[str, Outgoing] = {}
        self._events: deque[Outgoing] = deque(maxlen=MOST_EVENTS)
        self._news = asyncio.Event()

    def put(self, message: Outgoing) -> None:
        """Add a message. A retained one replaces what waits for the same topic, and keeps its place."""
        if message.retain:
            self._retained[message.topic] = message
        else:
            self._events.append(message)
        self._news.set()

    def forget_states(self) -> None:
        """Forget what is retained: after a connection all of it is put anew."""
        self._retained.clear()

    def forget_events(self) -> None:
        """Forget what is told once: nobody is there to hear it any more."""
        self._events.clear()

    async def take(self) -> Outgoing:
        """Return what is to be published next, when there is something. Events go first: somebody waits for them."""
        while not self._events and not self._retained:
            self._news.clear()
            await self._news.wait()
        return self.take_now()

    def take_now(self) -> Outgoing:
        """Return what is to be published next. Raises `KeyError` if there is nothing."""
        if self._events:
            return self._events.popleft()
        return self._retained.pop(next(iter(self._retained), ""))

    def __bool__(self) -> bool:
        return bool(self._events or self._retained)

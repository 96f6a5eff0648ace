"""What waits to be published: of each retained topic the newest, and what is told once, up to a bound.

Results that carry the id of their command go first: a flood of commands without one drops none of them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .broker_message import Publication

MOST_EVENTS = 1000
"""Results that wait while the broker is slow, those with an id apart; the oldest are dropped first."""
MOST_TRIES = 3
"""A message with which the connection ends so often is dropped: a broker may refuse it so."""


class PublishQueue:
    """Filled without waiting, emptied by one task."""

    def __init__(self) -> None:
        self._retained: dict[str, Publication] = {}
        self._asked: deque[Publication] = deque(maxlen=MOST_EVENTS)
        self._events: deque[Publication] = deque(maxlen=MOST_EVENTS)
        self._is_turn_of_states = False
        self._news = asyncio.Event()
        self.turns = 0
        """How often the task that empties it was seen at work."""
        self.dropped = 0
        """How many messages that are told once were never published: the broker was too slow for them."""

    def put(self, message: Publication) -> None:
        """Add a message. A retained one replaces what waits for the same topic, and keeps its place."""
        if message.retain:
            self._retained[message.topic] = message
        else:
            waiting = self._told_once(message)
            self.dropped += len(waiting) == MOST_EVENTS
            waiting.append(message)
        self._news.set()

    def put_back(self, message: Publication) -> None:
        """Add a message again that may not have reached the broker: it is the next of its kind."""
        message = replace(message, tries=message.tries + 1)
        if message.retain:
            self._retained = {message.topic: message, **self._retained}
        elif message.tries < MOST_TRIES and len(waiting := self._told_once(message)) < MOST_EVENTS:
            waiting.appendleft(message)
        else:
            self.dropped += 1
        self._news.set()

    def forget_states(self) -> None:
        """Forget what is retained: after a connection all of it is put anew."""
        self._retained.clear()

    async def take(self) -> Publication:
        """Return what is to be published next, when there is something."""
        while not self:
            self._news.clear()
            await self._news.wait()
            self.turns += 1
        return self.take_now()

    def take_now(self) -> Publication:
        """Return what is to be published next. Raises `KeyError` if there is nothing.

        Results go first, since their senders wait; after each one a state has its turn.
        """
        self.turns += 1
        results = self._asked or self._events
        if results and not (self._is_turn_of_states and self._retained):
            self._is_turn_of_states = True
            return results.popleft()
        self._is_turn_of_states = False
        return self._retained.pop(next(iter(self._retained), ""))

    def nudge(self) -> None:
        """Wake the task that empties it, so that it is seen to be at work; nothing is published for that."""
        self._news.set()

    def _told_once(self, message: Publication) -> deque[Publication]:
        return self._asked if message.asked else self._events

    def __bool__(self) -> bool:
        return bool(self._asked or self._events or self._retained)

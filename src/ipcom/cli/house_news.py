"""What a client tells of its house, in the order in which a reader understands it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..client.client import IPComClient
    from ..client.status import ConnectionStatus
    from ..model.change import StateChange
    from ..model.snapshot import StateSnapshot


class LinkEvent(NamedTuple):
    """The link went down or came back."""

    status: ConnectionStatus
    observed: StateSnapshot
    """All outputs as they are now; while the link is down, as they were read last."""


class HouseNews:
    """Changes and events of the link, one after the other. A link is back before what has changed meanwhile."""

    def __init__(self, client: IPComClient) -> None:
        self._client = client
        self._news: asyncio.Queue[StateChange | LinkEvent] = asyncio.Queue()
        self._online = True
        self._held: list[StateChange] = []

    async def next(self) -> StateChange | LinkEvent:
        """Return what is new, when there is something."""
        return await self._news.get()

    def changed(self, change: StateChange) -> None:
        """Take a change that a read showed. The first read of a link comes before the news that it is up."""
        if not change.observed_changes:
            return
        if self._online:
            self._news.put_nowait(change)
        else:
            self._held.append(change)

    def connection(self, status: ConnectionStatus) -> None:
        """Take an event of the link."""
        self._online = status.online
        self._news.put_nowait(LinkEvent(status, self._client.observed))
        if self._online:
            for change in self._held:
                self._news.put_nowait(change)
            self._held.clear()


@contextmanager
def house_news(client: IPComClient) -> Iterator[HouseNews]:
    """Yield the news of a client that is online, from now on."""
    news = HouseNews(client)
    unsubscribe = (client.subscribe(news.changed), client.subscribe_connection(news.connection))
    try:
        yield news
    finally:
        for each in unsubscribe:
            each()

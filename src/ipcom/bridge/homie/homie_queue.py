"""What waits to be published for Homie 5: announcements in their order, then of each changed topic the newest."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..broker.publish_queue import PublishQueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..broker.broker_message import Publication


class HomieQueue(PublishQueue):
    """A queue in which a state may stand twice: `init`, what is described then, and `ready`."""

    def __init__(self) -> None:
        super().__init__()
        self._ordered: deque[Publication] = deque()

    def put_in_order(self, messages: Iterable[Publication]) -> None:
        """Add messages of which none is left out or moved. What waited for the same topics is older, and dropped."""
        for message in messages:
            self._retained.pop(message.topic, None)
            self._ordered.append(message)
        self._news.set()

    def put(self, message: Publication) -> None:
        """Add a message behind all others: what a command wants is told before the value that follows."""
        self._retained.pop(message.topic, None)
        super().put(message)

    def forget_all(self) -> None:
        """Forget all that waits: the connection is gone, or another begins."""
        self._ordered.clear()
        self._events.clear()
        self.forget_states()

    def take_now(self) -> Publication:
        """Return what is to be published next; events wait for the announcements. Raises `KeyError` if there is nothing."""
        if not self._ordered:
            return super().take_now()
        self.turns += 1
        return self._ordered.popleft()

    def put_back(self, message: Publication) -> None:
        """Add a message again that may not have reached the broker: it is the next, also before a newer one."""
        if message.retain:
            self._ordered.appendleft(message)
            self._news.set()
        else:
            super().put_back(message)

    def __bool__(self) -> bool:
        return bool(self._ordered) or super().__bool__()

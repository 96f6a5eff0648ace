"""Subscribers and the news for them; the exception of one never hurts another."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from ..model.arguments import check_callback

_LOGGER = logging.getLogger("ipcom.client")

T = TypeVar("T")


class Subscriptions(Generic[T]):
    """The callbacks of one kind of news; each gets all news in the order in which it happened."""

    def __init__(self, news: str) -> None:
        """`news` names the kind in the log."""
        self._news = news
        self._callbacks: dict[object, Callable[[T], None]] = {}
        self._queue: deque[T] = deque()
        self._telling = False

    def __len__(self) -> int:
        return len(self._callbacks)

    def add(self, callback: Callable[[T], None]) -> Callable[[], None]:
        """Tell `callback` from now on; returns the way to stop that, which may be called twice.

        Raises `ConfigurationError` for what cannot be called, and for a coroutine function: nothing awaits it.
        """
        check_callback("the callback", callback)
        key = object()
        self._callbacks[key] = callback
        return partial(self._remove, key)

    def _remove(self, key: object) -> None:
        self._callbacks.pop(key, None)

    def tell(self, news: T) -> None:
        """Call every callback; news that a callback causes waits until all have had the present one."""
        self._queue.append(news)
        if self._telling:
            return
        self._telling = True
        try:
            while self._queue:
                self._tell_all(self._queue.popleft())
        finally:
            self._telling = False

    def _tell_all(self, news: T) -> None:
        for key, callback in list(self._callbacks.items()):
            if key not in self._callbacks:
                continue
            try:
                callback(news)
            except (KeyboardInterrupt, SystemExit):  # the program is to end
                raise
            except BaseException:  # a CancelledError too: a plain function is never cancelled
                _LOGGER.exception("a subscriber to the %s failed", self._news)

"""The event loop that a client belongs to; it cannot be used in another one."""

from __future__ import annotations

import asyncio
import threading

from ..errors import ConnectionLost
from .client_text import ClientText


class OwnLoop:
    """Remembers the loop in which a client was started, and refuses any other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0

    def enter(self) -> None:
        """Remember the running loop as the client's."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()

    def check(self) -> None:
        """Raise `ConnectionLost` in another loop than the client's, and in another thread."""
        running = _running_loop()
        if self._loop is None or running is self._loop:
            return
        if self._loop.is_closed():
            raise ConnectionLost(ClientText.LOOP_ENDED(gateway=self._name))
        if running is not None or threading.get_ident() != self._thread:
            raise ConnectionLost(ClientText.OTHER_LOOP(gateway=self._name))


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None

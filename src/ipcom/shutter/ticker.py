"""Tells regularly, for as long as there is something to tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

TICK_S = 0.5
"""Often enough for a position that is shown live."""


class Ticker:
    """Calls `tick` every half second until it returns False."""

    def __init__(self, tick: Callable[[], bool]) -> None:
        self._tick = tick
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin, unless it runs already."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TICK_S, self._due)

    def stop(self) -> None:
        """Tick no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        if self._tick():
            self.start()

"""A group of timers that are cancelled together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Timers:
    """Runs actions later in the running loop, until it is cancelled."""

    def __init__(self) -> None:
        self._handles: set[asyncio.TimerHandle] = set()

    def after(self, delay_s: float, action: Callable[[], object]) -> None:
        """Call `action` in `delay_s` seconds."""

        def run() -> None:
            self._handles.discard(handle)
            action()

        handle = asyncio.get_running_loop().call_later(delay_s, run)
        self._handles.add(handle)

    def cancel(self) -> None:
        """Cancel all actions that have not run."""
        for handle in self._handles:
            handle.cancel()
        self._handles.clear()

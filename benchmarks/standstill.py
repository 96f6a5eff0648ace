"""Other code that keeps the event loop of this process from running."""

from __future__ import annotations

import asyncio
import time


class Standstills:
    """Blocks the loop when told to, and remembers from when to when (monotonic)."""

    def __init__(self) -> None:
        self.spans: list[tuple[float, float]] = []

    def plan(self, moment: float, seconds: float) -> None:
        """Let the loop stand still for so long from `moment` on."""
        asyncio.get_running_loop().call_at(moment, self.now, seconds)

    def contains(self, moment: float) -> bool:
        """Whether the loop stood still at `moment`."""
        return any(began <= moment <= ended for began, ended in self.spans)

    def now(self, seconds: float) -> None:
        """Let the loop stand still for so long at once."""
        began = time.monotonic()
        time.sleep(seconds)
        self.spans.append((began, time.monotonic()))

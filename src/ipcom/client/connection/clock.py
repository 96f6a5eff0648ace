"""The clock of the link."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """A monotonic clock for deadlines and the time of day for people, both in seconds."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards; the zero means nothing."""
        ...

    def time(self) -> float:
        """Return Unix time (UTC)."""
        ...


class SystemClock:
    """The clock of this machine."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()

    def time(self) -> float:
        """Return Unix time (UTC)."""
        return time.time()

"""Noticing that this machine slept: its wall clock ran on while its monotonic clock stood."""

from __future__ import annotations

from collections.abc import Callable

from .clock import Clock

SLEPT_S = 1.0
"""The wall clock ran ahead by more than this since the last look: the machine slept, or its clock was set."""


class MachineSleep:
    """Compares the wall clock and the monotonic clock at each look."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        before = clock.monotonic()
        self._ahead = clock.time() - before
        self.times = 0
        """How often the machine has slept."""
        self.on_slept: Callable[[float], None] | None = None
        """Called with the seconds of a sleep as soon as a look finds it."""

    def look(self) -> int:
        """Find out whether the machine slept since the last look; returns `times`.

        Other programs may run between two readings of a clock: how far the wall clock is ahead is known within bounds.
        """
        before = self._clock.monotonic()
        wall = self._clock.time()
        seconds = wall - self._clock.monotonic() - self._ahead
        self._ahead = wall - before
        if seconds > SLEPT_S:
            self.times += 1
            if self.on_slept is not None:
                self.on_slept(seconds)
        return self.times

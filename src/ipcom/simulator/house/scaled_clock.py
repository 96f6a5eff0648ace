"""The clock of a simulated house: another clock, faster or slower by a factor; pure."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]

SLOWEST, FASTEST = 0.01, 1000.0
"""The speeds that a person may choose."""


def stopped_clock() -> float:
    """Return zero. It is the clock of a house until a gateway starts."""
    return 0.0


class ScaledClock:
    """Counts the seconds of the house. A change of the speed or the source causes no jump."""

    def __init__(self, source: Clock, speed: float = 1.0) -> None:
        self._source = source
        self._speed = speed
        self._source_anchor = source()
        self._anchor = self._source_anchor

    def now(self) -> float:
        """Return the time in the house."""
        return self._anchor + (self._source() - self._source_anchor) * self._speed

    @property
    def speed(self) -> float:
        """How many seconds pass in the house in one second of the source."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on."""
        self._anchor, self._source_anchor = self.now(), self._source()
        self._speed = speed

    def set_source(self, source: Clock) -> None:
        """Follow another clock from now on."""
        self._anchor, self._source_anchor = self.now(), source()
        self._source = source

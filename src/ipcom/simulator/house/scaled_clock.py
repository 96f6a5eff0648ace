"""The clock of a simulated house: another clock, sped up or slowed down at will; pure."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]


def stopped_clock() -> float:
    """Return zero: the clock of a house that no gateway has started yet."""
    return 0.0


class ScaledClock:
    """Seconds of the house; they run on without a jump when speed or source change."""

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
        """How many seconds pass in the house while one passes outside."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Go on at `speed` from now."""
        self._anchor, self._source_anchor = self.now(), self._source()
        self._speed = speed

    def set_source(self, source: Clock) -> None:
        """Go on with another clock from now."""
        self._anchor, self._source_anchor = self.now(), source()
        self._source = source

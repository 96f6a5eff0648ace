"""How many durations were at most so long: what a histogram shows. Pure."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class DurationTally:
    """Counts durations by bounds in seconds. Nothing is forgotten, and nothing grows."""

    __slots__ = ("_bounds", "_counts", "_total")

    def __init__(self, bounds: Sequence[float]) -> None:
        """`bounds` ascend; one more count is for what is longer than the last of them."""
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self._total = 0.0

    def note(self, seconds: float) -> None:
        """Count one duration."""
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._total += seconds

    @property
    def counts(self) -> tuple[int, ...]:
        """How many there were within each bound and beyond the one before it; the last count has no bound."""
        return tuple(self._counts)

    @property
    def total(self) -> float:
        """All durations together, in seconds."""
        return self._total

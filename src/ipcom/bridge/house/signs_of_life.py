"""Whether all parts of a program still work, told from figures that grow while they do. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STILL_S = 60.0
"""A part that shows no work for this long hangs. The longest pause between two attempts to connect is 30 s."""


class SignsOfLife:
    """Remembers of each part when its figure last changed."""

    def __init__(self, still_s: float) -> None:
        self._still_s = still_s
        self._seen: dict[str, tuple[int, float]] = {}

    def note(self, figures: Mapping[str, int], now: float) -> list[str]:
        """Take in the figures of this moment, and return the parts that have stood still for too long."""
        for part, figure in figures.items():
            if self._seen.get(part, (None, now))[0] != figure:
                self._seen[part] = (figure, now)
        return [part for part in figures if now - self._seen[part][1] >= self._still_s]

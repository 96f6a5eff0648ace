"""Height against time for rollers that are not linear; pure.

A roller's drum grows while it winds, so the height is a quadratic function of the
turns. Three points fix it: closed, open, and the moment of half height.
Shares and heights are cut at 0 and 1: sums of times may miss them by a rounding error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ..errors import ConfigurationError, Problem
from ..model.arguments import check_number, is_number, quoted
from .shutter_text import TimesMistake

EARLIEST_HALF = 0.3
LATEST_HALF = 0.7
"""Outside of these the curve would run backwards at one end (it turns at 1 - sqrt(1/2) and sqrt(1/2))."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Where half the height is reached, as a share (0.3 to 0.7) of the time from closed to open."""

    half_at: float = 0.5
    _bend: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not is_number(self.half_at) or not EARLIEST_HALF <= self.half_at <= LATEST_HALF:
            raise ConfigurationError(
                Problem(
                    TimesMistake.HALF_HEIGHT_WRONG(
                        value=quoted(self.half_at), low=EARLIEST_HALF, high=LATEST_HALF
                    )
                )
            )
        half = self.half_at
        object.__setattr__(self, "_bend", (half - 0.5) / (half - half * half))

    def height(self, share: float) -> float:
        """Height, 0 closed to 1 open, after `share` (0 to 1) of the time from closed to open."""
        share = min(max(check_number("a share of the time", share), 0.0), 1.0)
        return min(max(share * (self._bend * share + 1.0 - self._bend), 0.0), 1.0)

    def share(self, height: float) -> float:
        """The share of the time (0 to 1) after which `height` (0 to 1) is reached: the inverse."""
        height = min(max(check_number("a height", height), 0.0), 1.0)
        slope = 1.0 - self._bend
        root = math.sqrt(slope * slope + 4.0 * self._bend * height)
        return min(2.0 * height / (slope + root), 1.0)


LINEAR = Curve()

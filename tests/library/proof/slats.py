"""Where a blind with slats really is, from what its relays did; reckoned by nothing of ours. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.library.proof.proof_house import DOWN_S, UP_S

SLATS_S = 0.8
"""The slats turn for so long before the height changes."""


@dataclass(slots=True)
class Blind:
    """A height and a tilt, both 0 (closed) to 100 (open)."""

    height: float = 100.0
    tilt: float = 100.0

    def run(self, up: bool, seconds: float) -> None:
        """The motor turns for so long: first the slats, then the height."""
        turn = (100.0 - self.tilt if up else self.tilt) / 100.0 * SLATS_S
        turns = min(turn, seconds)
        self.tilt = _within(self.tilt, up, turns / SLATS_S)
        self.height = _within(self.height, up, (seconds - turns) / ((UP_S if up else DOWN_S) - SLATS_S))


def blind_after(runs: Iterable[tuple[bool, float]]) -> Blind:
    """Where it is after these runs: whether up, and how long."""
    blind = Blind()
    for up, seconds in runs:
        blind.run(up, seconds)
    return blind


def _within(percent: float, up: bool, share: float) -> float:
    return min(100.0, percent + 100.0 * share) if up else max(0.0, percent - 100.0 * share)

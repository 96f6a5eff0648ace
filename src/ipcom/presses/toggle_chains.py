"""Counts toggles of one output that follow each other closely."""

from __future__ import annotations

from typing import NamedTuple

from ..model.address import OutputAddress

TOGETHER_S = 1.2
"""A toggle counts with the one before it when the reads that showed them were asked for within this time."""
SURELY_S = 1.6
"""Nor may they lie further apart than this: after a gap in the reads it is not known when the first one was.
Polls are 0.35 s apart."""
ROUNDING_S = 1e-6


class _Chain(NamedTuple):
    toggles: int
    at: float
    not_before: float


class ToggleChains:
    """For each output the toggles so far, if another one would count with them."""

    def __init__(self) -> None:
        self._chains: dict[OutputAddress, _Chain] = {}

    def add(self, address: OutputAddress, at: float, not_before: float) -> int:
        """Count a toggle that the read asked at `at` showed, and the read asked at `not_before` did not."""
        last = self._chains.get(address)
        count = last.toggles + 1 if last is not None and _together(last, at) else 1
        self._chains[address] = _Chain(count, at, not_before)
        return count

    def end(self, address: OutputAddress) -> None:
        """Let the next toggle of this output count as the first."""
        self._chains.pop(address, None)

    def end_all(self) -> None:
        """Let the next toggle of each output count as the first."""
        self._chains.clear()


def _together(last: _Chain, at: float) -> bool:
    return at - last.at <= TOGETHER_S + ROUNDING_S and at - last.not_before <= SURELY_S + ROUNDING_S

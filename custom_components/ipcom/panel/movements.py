"""What is known of the outputs of a bus from what they did: when each moved last, how often, and by whom. Pure.

A movement is a change that a read showed. At most one of each output is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of an output: raw values, the time in Unix seconds, and whether a command of ours was the cause."""

    index: int
    old: int
    value: int
    own: bool
    at: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What is known of an output that has moved: its last movement, and how many there were."""

    last: Movement
    times: int


class Movements:
    """The movements of one bus since Home Assistant's start."""

    def __init__(self) -> None:
        """Begin without any."""
        self._moved: dict[int, Moved] = {}

    @property
    def moved(self) -> Mapping[int, Moved]:
        """Return what is known of each output that has moved, by its index."""
        return self._moved

    def observe(self, values: bytes, movements: Iterable[Movement]) -> None:
        """Take what a read showed: all values, and what of them has changed since the read before."""
        for movement in movements:
            before = self._moved.get(movement.index)
            self._moved[movement.index] = Moved(movement, before.times + 1 if before else 1)

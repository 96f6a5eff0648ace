"""What a command wants of shutters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """The kinds of moves."""

    OPEN = "open"
    CLOSE = "close"
    STOP = "stop"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Order:
    """A move with its arguments. `percent` is for a position; after `seconds` the motor is switched off.

    With `forget` the stored position is not used, so the shutter first runs to an end. With `direct` it is used even
    if the shutter may have been moved since.
    """

    move: Move
    percent: float = 0.0
    seconds: float | None = None
    forget: bool = False
    direct: bool = False

    @property
    def counts(self) -> bool:
        """Whether it needs a position to count from: the two ends are full runs."""
        return self.move is Move.POSITION and 0.0 < self.percent < 100.0

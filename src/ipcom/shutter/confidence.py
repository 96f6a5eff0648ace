"""How far a position is to be trusted; pure."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """What a position rests on (docs/architecture.md, "Position and confidence")."""

    KNOWN = "known"
    """At an end after a whole overrun, or given by a person, and not seen to move since."""
    ESTIMATED = "estimated"
    """Timed moves since it was last known."""
    UNKNOWN = "unknown"
    """Nothing to start counting from; ends with a whole full run or a given position."""

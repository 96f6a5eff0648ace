"""What is counted on one day of the week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.library.week.week_weight import Weight


@dataclass
class DayFigures:
    """One line of the table."""

    day: int
    presses: int = 0
    orders: Counter[str] = field(default_factory=Counter)
    """The commands by how they ended."""
    reconnects: int = 0
    longest_gap_s: float = 0.0
    reboots: int = 0
    races: int = 0
    points_off: list[float] = field(default_factory=list)
    """By how much the shutters' positions were wrong, looked at every hour."""
    weight: Weight | None = None
    blocks: int = 0
    tasks: int = 0
    threads: int = 0

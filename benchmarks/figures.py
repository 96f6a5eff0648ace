"""A row of the table, and how numbers are summed up."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

MS = 1000.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its target; `met` is None when there is no target for it."""

    figure: str
    measured: str
    target: str = ""
    met: bool | None = None
    earlier: str = ""


def percentile(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def spread_ms(values: list[float]) -> str:
    """Median, 99th percentile and worst, in milliseconds."""
    return (
        f"median {median(values) * MS:.2f} ms, p99 {percentile(values, 99) * MS:.2f}, "
        f"worst {max(values) * MS:.2f} (of {len(values)})"
    )

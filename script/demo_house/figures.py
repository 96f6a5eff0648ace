"""What was measured beside what was hoped for, as a table; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEADINGS = ("", "Tried", "Found", "Target")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `target` is empty where nothing was promised."""

    name: str
    found: str
    target: str
    ok: bool


def table(findings: Iterable[Finding]) -> str:
    """Return the findings as lines of text."""
    rows = [HEADINGS, *((("ok" if one.ok else "NO"), one.name, one.found, one.target) for one in findings)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(_line(row, widths) for row in rows)


def latencies(name: str, seconds: Sequence[float], target: str, *, ok: bool) -> Finding:
    """Return the line of a series: median and worst, in milliseconds."""
    found = f"median {median(seconds) * 1000:.1f} ms, worst {max(seconds) * 1000:.1f} ms ({len(seconds)})"
    return Finding(name, found, target, ok)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

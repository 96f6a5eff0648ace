"""The week as a table: a line for each day."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.library.week.week_figures import DayFigures
from tests.library.week.week_orders import CONFIRMED, GIVEN_UP, KILLED, SUPERSEDED

HEAD = (
    "day", "presses", "commands", "confirmed", "superseded", "given up", "not given", "errors", "races",
    "reconnects", "longest gap", "reboots", "points off", "client kB", "blocks",
)  # fmt: skip
NOT_GIVEN = "no program"
NO_ERRORS = {CONFIRMED, SUPERSEDED, GIVEN_UP, KILLED, NOT_GIVEN}


def table(days: Sequence[DayFigures]) -> str:
    """All days, with a line that says what the columns mean."""
    rows = [HEAD, *map(_row, days)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([*lines, "", *MEANINGS])


MEANINGS = (
    "given up: the caller waited no longer, or the program was restarted or killed meanwhile; not given: no program ran.",
    "races: presses undone by a frame that was under way, the stated limit. longest gap: seconds from when the gateway",
    "could be reached again to when the link was back. points off: median and worst error of shutters at rest, of 100.",
    "A clock set forward by an hour while a shutter moves looks like a sleep: that shutter is wrong until its next full run.",
    "client: all that the client and its shutters keep alive. blocks: what Python has allocated, at the end of the day.",
)


def _row(day: DayFigures) -> tuple[str, ...]:
    orders = day.orders
    errors = {name: count for name, count in sorted(orders.items()) if name not in NO_ERRORS}
    off = day.points_off or [0.0]
    return (
        str(day.day),
        str(day.presses),
        str(orders.total() - orders[NOT_GIVEN]),
        str(orders[CONFIRMED]),
        str(orders[SUPERSEDED]),
        str(orders[GIVEN_UP] + orders[KILLED]),
        str(orders[NOT_GIVEN]),
        " ".join(f"{name} {count}" for name, count in errors.items()) or "none",
        str(day.races),
        str(day.reconnects),
        f"{day.longest_gap_s:.1f}",
        str(day.reboots),
        f"{statistics.median(off):.1f} {max(off):.1f}",
        f"{day.weight.size / 1000:.0f}" if day.weight else "",
        f"{day.blocks:,}",
    )

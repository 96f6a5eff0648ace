"""Prints the rows beside their targets."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from .figures import Row

MARKS = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}


def table(rows: list[Row]) -> Table:
    made = Table(title="IPCom, measured on this machine", show_lines=True)
    for heading in ("figure", "measured", "target", "", "an earlier client"):
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(row.figure, row.measured, row.target, MARKS[row.met], row.earlier)
    return made


def show(rows: list[Row]) -> None:
    console = Console()
    console.print(table(rows) if console.is_terminal else "")
    if not console.is_terminal:
        for row in rows:
            mark = {True: "met", False: "MISSED", None: "-"}[row.met]
            print(" | ".join((row.figure, row.measured, row.target or "-", mark, row.earlier or "-")))

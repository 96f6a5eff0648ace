"""Tables that fit the terminal. In a pipe they are neither cut nor decorated."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .output import write_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PIPE_WIDTH = 500
"""Wide enough that nothing is cut or wrapped in a pipe."""


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, right: Sequence[str] = ()
) -> None:
    """Print rows under headings. The columns in `right` are aligned to the right."""
    terminal = sys.stdout.isatty()
    width = None if terminal else PIPE_WIDTH
    table = Table(box=SIMPLE_HEAD if terminal else None, pad_edge=False, show_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    write_line(_as_text(table, Console(file=sys.stdout, width=width, highlight=False)))


def _as_text(table: Table, console: Console) -> str:
    """The printed table, with nothing at the ends of its lines."""
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def state_cell(text: str, *, on: bool) -> Text:
    """Return a state, highlighted if it is on."""
    return Text(text, style="bold yellow" if on else "dim")


def verdict_cell(*, ok: bool) -> Text:
    """Return a verdict that is clear without colours too."""
    return Text("ok", style="green") if ok else Text("NOT OK", style="bold red")

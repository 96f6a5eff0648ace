"""Tables that fit the terminal. In a pipe they are neither cut nor decorated."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .output import write_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import JustifyMethod

PIPE_WIDTH = 500
"""Wide enough that nothing is cut or wrapped in a pipe."""
GAP = 3
"""The columns between two columns of a table, at most."""


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, right: Sequence[str] = ()
) -> None:
    """Print rows under headings. The columns in `right` are aligned to the right."""
    terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, width=None if terminal else PIPE_WIDTH, highlight=False)
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    least = _least_widths(columns, cells, console.width)
    table = Table(box=SIMPLE_HEAD if terminal else None, pad_edge=False, show_edge=False, header_style="bold")
    for name, width in zip(columns, least, strict=True):
        justify: JustifyMethod = "right" if name in right else "left"
        table.add_column(name, justify=justify, overflow="fold", min_width=width)
    for row in cells:
        table.add_row(*row)
    write_line(_as_text(table, console))


def _least_widths(columns: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> Sequence[int | None]:
    """Return widths at which no word is broken; None for all where the terminal is too narrow for that."""
    texts = [[name, *(row[at].plain for row in rows)] for at, name in enumerate(columns)]
    least = [max(cell_len(word) for text in column for word in text.split() or [""]) for column in texts]
    return least if sum(least) + GAP * len(columns) <= width else [None] * len(columns)


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

"""Tables that fit the terminal. In a pipe they are neither cut nor decorated."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .fitting import column_widths, width_of
from .output import write_as_it_is

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import JustifyMethod

USUAL_WIDTH = 80
"""Of a terminal that does not tell its own."""
PIPE_WIDTH = 500
"""Wide enough that nothing is cut or wrapped in a pipe."""


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, right: Sequence[str] = ()
) -> None:
    """Print rows under headings. The columns in `right` are aligned to the right."""
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    terminal = sys.stdout.isatty()
    width = (width_of(sys.stdout) or USUAL_WIDTH) if terminal else PIPE_WIDTH
    widths = column_widths([_texts(columns, cells, at) for at in range(len(columns))], width, cell_len)
    table = Table(box=SIMPLE_HEAD if terminal else None, pad_edge=False, show_edge=False, header_style="bold")
    for name, room in zip(columns, widths, strict=True):
        justify: JustifyMethod = "right" if name in right else "left"
        table.add_column(name, justify=justify, overflow="fold", width=room if terminal else None)
    for row in cells:
        table.add_row(*row)
    write_as_it_is(_as_text(table, Console(file=sys.stdout, width=width, highlight=False)))


def _texts(columns: Sequence[str], rows: Iterable[Sequence[Text]], at: int) -> list[str]:
    return [columns[at], *(row[at].plain for row in rows)]


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

"""Text that fits the terminal, and breaks between words. In a pipe it stays as it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

NARROWEST = 20
"""Columns below which nothing would be readable: such a terminal wraps by itself."""
GAP = 3
"""Spaces between two columns of a table."""


def width_of(stream: TextIO) -> int | None:
    """Return how many columns the terminal of `stream` has; None if it is no terminal, or tells no width."""
    if not stream.isatty():
        return None
    columns = _told() or _asked(stream)
    return columns if columns >= NARROWEST else None


def _told() -> int:
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _asked(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def fitted(text: str, stream: TextIO) -> str:
    """Return `text` with line breaks between words, so that no line is longer than the terminal of `stream`.

    What follows a break is indented a little more than its line. A word that is longer, such as a path, stays whole.
    """
    width = width_of(stream)
    if width is None or all(len(line) <= width for line in text.split("\n")):
        return text
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    from textwrap import TextWrapper  # it is rarely needed

    if len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    words = TextWrapper(width, indent, f"{indent}  ", break_long_words=False, break_on_hyphens=False)
    return words.fill(line.strip())


def column_widths(
    cells: Sequence[Sequence[str]], width: int, measure: Callable[[str], int] = len
) -> list[int]:
    """Return a width for each column, so that all together fit. No word is cut as long as that is possible.

    `cells` are the texts of each column, and `measure` tells how many columns of a terminal a text takes. The column that has most to spare beyond its longest word gives way first.
    """
    widths = [max(map(measure, column)) for column in cells]
    words = [max((measure(word) for cell in column for word in cell.split()), default=0) for column in cells]
    room = max(width - GAP * (len(cells) - 1), len(cells))
    while sum(widths) > room:
        spare = [own - word for own, word in zip(widths, words, strict=True)]
        widest = spare.index(max(spare)) if max(spare) > 0 else widths.index(max(widths))
        widths[widest] -= 1
    return widths

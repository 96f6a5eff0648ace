"""What the tests counted and measured, printed at the end of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

FIGURE = "figure"
"""The name of a property of a test's report."""

Note = Callable[[str, object], None]


class Figures:
    """Keeps the figures of one test in its report, which also comes from another process."""

    def __init__(self, note: Note) -> None:
        self._note = note

    def add(self, lines: str | Iterable[str]) -> None:
        """Keep a line, or several."""
        for line in lines.splitlines() if isinstance(lines, str) else lines:
            self._note(FIGURE, line)


def figures_in(properties: Iterable[tuple[str, object]]) -> list[str]:
    """Return the lines that a test kept."""
    return [str(value) for name, value in properties if name == FIGURE]

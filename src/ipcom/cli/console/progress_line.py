"""A line of progress that stays the last one of a terminal."""

from __future__ import annotations

import sys

from .fitting import width_of
from .output import write_to_stderr, write_words_to_stderr

WIDEST = 79
"""How many characters are shown at most."""


class ProgressLine:
    """Shows progress on one line of stderr. It shows nothing if stderr is no terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._quiet = quiet
        self._parts: dict[str, str] = {}
        self._width = min(WIDEST, (width_of(sys.stderr) or WIDEST + 1) - 1)  # the cursor stays on the line

    def show(self, name: str, text: str) -> None:
        """Show `text` for `name`, beside the texts of other names."""
        self._parts[name] = text
        if self._shown:
            write_to_stderr(f"\r{', '.join(self._parts.values())[: self._width]:<{self._width}}")

    def note(self, text: str) -> None:
        """Write a line above the progress."""
        if not self._quiet:
            self._clear()
            write_words_to_stderr(text)

    def end(self, name: str) -> None:
        """Take away the text of `name`."""
        if self._parts.pop(name, None) is not None:
            self._clear()

    def _clear(self) -> None:
        if self._shown:
            write_to_stderr(f"\r{' ' * self._width}\r")

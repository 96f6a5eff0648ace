"""The last line of a terminal, written again and again."""

from __future__ import annotations

import sys

WIDTH = 79
"""Fits every terminal, and leaves the cursor on the line."""


class ProgressLine:
    """Shows what is under way on one line of stderr; nothing where stderr is no terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._quiet = quiet
        self._parts: dict[str, str] = {}

    def show(self, name: str, text: str) -> None:
        """Show `text` for `name`, beside what is shown for others."""
        self._parts[name] = text
        if self._shown:
            sys.stderr.write(f"\r{', '.join(self._parts.values())[:WIDTH]:<{WIDTH}}")
            sys.stderr.flush()

    def note(self, text: str) -> None:
        """Write a line above."""
        if not self._quiet:
            self._clear()
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def end(self, name: str) -> None:
        """Nothing more of `name`."""
        if self._parts.pop(name, None) is not None:
            self._clear()

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{' ' * WIDTH}\r")
            sys.stderr.flush()

"""Output: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReaderLeft(Exception):
    """The reader of stdout has closed its end of the pipe."""


def write_json(record: Mapping[str, Any], *, one_line: bool = False) -> None:
    """Write one JSON object to stdout, indented or on one line."""
    import json

    indent = None if one_line else 2
    write_line(json.dumps(record, ensure_ascii=False, indent=indent))


def write_line(text: str) -> None:
    """Write one line of data to stdout at once. Raises `ReaderLeft`."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeft from None


def write_note(text: str) -> None:
    """Write one line for the user to stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()

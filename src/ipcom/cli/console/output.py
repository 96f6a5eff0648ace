"""Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReaderLeft(Exception):
    """Nobody reads stdout any more."""


def write_json(record: Mapping[str, Any], *, one_line: bool = False) -> None:
    """One JSON object on stdout, readable, or on a line of its own."""
    indent = None if one_line else 2
    write_line(json.dumps(record, ensure_ascii=False, indent=indent))


def write_line(text: str) -> None:
    """One line of data, at once."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeft from None


def write_note(text: str) -> None:
    """One line for the person, not for the pipe."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()

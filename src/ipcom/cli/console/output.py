"""Output: data goes to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping


UTF_8 = ("utf-8", "utf8")


class ReaderLeft(Exception):
    """The reader of stdout has closed its end of the pipe."""


class OutputLost(Exception):
    """Stdout cannot be written, for example since the disk is full."""

    def __init__(self, why: OSError) -> None:
        super().__init__(why)
        self.why = why


def write_json(record: Mapping[str, Any], *, one_line: bool = False) -> None:
    """Write one JSON object to stdout, indented or on one line."""
    import json

    indent = None if one_line else 2
    ascii_only = sys.stdout.encoding.lower() not in UTF_8
    write_as_it_is(json.dumps(record, ensure_ascii=ascii_only, indent=indent))


def write_line(text: str) -> None:
    """Write one line of words to stdout, broken where the terminal ends. Raises `ReaderLeft` and `OutputLost`."""
    write_as_it_is(fitted(text, sys.stdout))


def write_as_it_is(text: str) -> None:
    """Write lines of data to stdout at once. Raises `ReaderLeft` and `OutputLost`."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeft from None
    except OSError as error:
        raise OutputLost(OSError(f"the output cannot be written: {error.strerror}")) from None


class _Form:
    """How notes are written; one for the whole process, as stderr is."""

    as_json = False


form = _Form()


def write_note(text: str) -> None:
    """Write one line for the user to stderr, with --json one JSON object.

    Where nothing can be written, the command goes on: a motor may run.
    """
    if form.as_json:
        write_record_to_stderr("note", {"message": text})
    else:
        write_words_to_stderr(text)


def write_words_to_stderr(text: str) -> None:
    """Write a line to stderr, broken where the terminal ends."""
    write_to_stderr(f"{fitted(text, sys.stderr)}\n")


def write_record_to_stderr(kind: str, record: Mapping[str, Any]) -> None:
    """Write one JSON object with one key, which says what it is, on one line of stderr."""
    import json

    write_to_stderr(json.dumps({kind: record}, ensure_ascii=sys.stderr.encoding.lower() not in UTF_8) + "\n")


def write_to_stderr(text: str) -> None:
    """Write to stderr, if that is possible."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()

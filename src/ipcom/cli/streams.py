"""The standard streams of the process, as a service, a script or an odd terminal leaves them."""

from __future__ import annotations

import os
import sys
from typing import TextIO

READING, WRITING = 0, (1, 2)


def make_streams_usable() -> None:
    """Let a stream that was closed before the program began count as the null device, and print every character.

    Without this the connection to the gateway could get the number of stderr, and a traceback would go to it.
    """
    _open_closed_descriptors()
    sys.stdin = sys.stdin or _opened(READING, "r")
    sys.stdout, sys.stderr = (
        stream or _opened(number, "w")
        for stream, number in zip((sys.stdout, sys.stderr), WRITING, strict=True)
    )
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that knows no umlauts, a name that is no text


def _open_closed_descriptors() -> None:
    """Open what is closed of 0, 1 and 2. The system gives the lowest free number, so they are tried in this order."""
    for number in (READING, *WRITING):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _opened(number: int, mode: str) -> TextIO:
    return open(number, mode, encoding="utf-8", closefd=False)  # type: ignore[return-value]

"""The command line: `ipcom status`, `ipcom on kitchen`, `ipcom watch` and the rest; see docs/command-line.md."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    """Run the command line and exit with its exit code."""
    gc.disable()  # imports make no garbage, and collecting takes a tenth of a short command's time
    try:
        with _asyncio_without_ssl():
            from .app import run
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        sys.stderr.write(f"Error: the command line needs {error.name}. Try: pip install 'ipcom[cli]'\n")
        sys.exit(2)
    sys.exit(run(sys.argv[1:]))


@contextmanager
def _asyncio_without_ssl() -> Iterator[None]:
    """Let asyncio do without `ssl`, as it can: no gateway speaks TLS, and loading it takes a twentieth of a command."""
    spared = not {"asyncio", "ssl"} & sys.modules.keys()
    if spared:
        sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if spared:
            del sys.modules["ssl"]

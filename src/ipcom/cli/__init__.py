"""The command line: `ipcom status`, `ipcom on kitchen`, `ipcom watch` and the rest; see docs/command-line.md."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .streams import make_streams_usable

if TYPE_CHECKING:
    from collections.abc import Iterator


def process() -> None:
    """Run the command line as a process of its own, and end that process."""
    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, int):
            _end_at_once(ended.code)
        raise


def main() -> None:
    """Run the command line and raise `SystemExit` with its exit code."""
    gc.disable()  # imports make no garbage, and collecting takes a tenth of a short command's time
    make_streams_usable()
    try:
        with _asyncio_without_ssl():
            from .app import run
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        sys.stderr.write(f"Error: the command line needs {error.name}. Try: pip install 'ipcom[cli]'\n")
        sys.exit(2)
    sys.exit(run(sys.argv[1:]))


def _end_at_once(code: int) -> None:
    """End this process, unless something has to be waited for or written out.

    Python would take apart all that was imported first, which takes a twentieth of a short command's time.
    """
    import threading

    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        return
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - no public name runs them
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return  # Python's own end says what is lost
    os._exit(code)


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

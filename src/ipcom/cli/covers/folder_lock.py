"""One writer at a time in a folder, among several commands at once."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 2.0
"""How long another command is waited for: a suspended one would hold its lock for ever."""
WHILE_MOVING_S = 0.2
"""How long it is waited for while a motor runs, which has to be stopped in time."""
STEP_S = 0.005


@contextmanager
def locked(folder: Path, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Make the folder and keep other commands from writing there, on systems with locks. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    if not hasattr(os, "O_DIRECTORY"):  # not on Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _wait_for_lock(descriptor, patience_s)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, patience_s: float) -> None:
    """Take the lock. When the time is over, or the file system knows no locks, go on without."""
    end = time.monotonic() + patience_s
    with suppress(OSError):
        while not _is_taken(descriptor) and time.monotonic() < end:
            time.sleep(STEP_S)


def _is_taken(descriptor: int) -> bool:
    """Take the lock if it is free, and return whether it was. Raises `OSError` where there are no locks."""
    import fcntl

    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False

"""Locks on files: by them other processes see whether the writer of a file still lives."""

from __future__ import annotations

import time
from contextlib import suppress

LONGEST_LIFE_S = 660.0
"""Where a system has no locks, a file that is older than this has no process any more."""


def lock_file(descriptor: int) -> None:
    """Lock a file until it is closed, or until this process ends in any way. A reader holds it for a moment only."""
    with suppress(ImportError):  # not on Windows
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def is_locked(descriptor: int, written_at: float) -> bool:
    """Return whether the process that wrote the file still lives."""
    try:
        import fcntl
    except ImportError:
        return 0.0 <= time.time() - written_at < LONGEST_LIFE_S
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False

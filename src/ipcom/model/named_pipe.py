"""Named pipes where a file is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PIPES_OF_SHELLS = ("/dev/", "/proc/")


def waits_for_a_writer(path: Path) -> bool:
    """Return whether it is a named pipe: reading it may never end. One that a shell made for a command is read.

    A path that cannot be looked at is none: what opens it says what is wrong with it.
    """
    try:
        return path.is_fifo() and not path.as_posix().startswith(_PIPES_OF_SHELLS)
    except (OSError, ValueError):
        return False

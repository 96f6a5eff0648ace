"""Small files that the command line keeps between commands, where the user's state lies."""

from __future__ import annotations

import os
import re
from pathlib import Path


def state_file(name: str) -> Path:
    """The place of a file of this name; characters that a file name may not have are replaced."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "ipcom" / re.sub(r"[^A-Za-z0-9.-]", "_", name)


def replace_file(path: Path, text: str) -> None:
    """Write `text` beside the file and rename it: a reader sees the old or the new one, never half.

    Makes the directory. Raises `OSError`.
    """
    from tempfile import NamedTemporaryFile  # seldom needed, and slow to import

    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False, encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise

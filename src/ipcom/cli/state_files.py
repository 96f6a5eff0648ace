"""Small files that the command line keeps between commands, in the directory of the user's state."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .user_folders import state_folder

NOWHERE = Path(os.devnull)
"""No file can be below it."""


def state_file(name: str) -> Path:
    """Return the path of the file with this name. Characters that do not belong in a file name are replaced.

    For a user without a home it leads nowhere: nothing is there to be read, and writing it is an `OSError`.
    """
    return (state_folder() or NOWHERE) / "ipcom" / re.sub(r"[^A-Za-z0-9.-]", "_", name)


def replace_file(path: Path, text: str) -> None:
    """Write `text` to a new file and rename it to `path`. A reader sees the old or the new text, never a part.

    Makes the directory. Raises `OSError`.
    """
    from tempfile import NamedTemporaryFile  # it is slow to import and rarely needed

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

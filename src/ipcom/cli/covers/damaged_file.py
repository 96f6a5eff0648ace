"""Keeping a damaged file beside the new one, so that nothing of it is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_KEPT = 1000
"""How many damaged files are kept beside each other. More come from a disk that damages everything."""


def move_aside(path: Path) -> Path:
    """Give a damaged file another name beside it, and return that. Raises `OSError`."""
    return path.rename(_free_name(path))


def copy_aside(path: Path) -> Path:
    """Copy a file of which a part is damaged, unless such a copy is there already. Raises `OSError`."""
    content = path.read_bytes()
    for name in _names(path):
        if not name.exists():
            return shutil.copyfile(path, name)
        if name.is_file() and name.read_bytes() == content:
            return name
    raise _too_many(path)


def _free_name(path: Path) -> Path:
    for name in _names(path):
        if not name.exists() and not name.is_symlink():
            return name
    raise _too_many(path)


def _names(path: Path) -> list[Path]:
    numbered = (f"{path.name}.damaged-{number}" for number in range(2, MOST_KEPT))
    return [path.with_name(name) for name in (f"{path.name}.damaged", *numbered)]


def _too_many(path: Path) -> OSError:
    return OSError(f"{MOST_KEPT} damaged files lie beside {path}")

"""Programs of Debian in a folder of their own, for tests: neither installed nor in anybody's way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from . import debian
from .project import CACHE, ToolError, say

if TYPE_CHECKING:
    from pathlib import Path


def unpacked_from_debian(name: str, packages: list[str], *, install: str) -> Path:
    """Return the folder below the cache into which the packages are unpacked, now or earlier.

    Raises `ToolError`, which says to `install` them, on any other system.
    """
    prefix = CACHE / name
    ready = prefix / "ready"
    if ready.exists():
        return prefix
    if not debian.is_debian():
        raise ToolError(f"{name} cannot be unpacked here: install {install}, then try again")
    say(f"unpacking Debian's {install} into .cache/{name}")
    shutil.rmtree(prefix, ignore_errors=True)
    for package in debian.fetch_alone(packages, prefix / "apt"):
        debian.unpack(package, prefix)
    ready.touch()
    return prefix

"""Writing a file that was not there before."""

from __future__ import annotations

import os
from itertools import chain, count
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def require_place(path: Path) -> None:
    """Raise `ConfigurationError` if no file can be made at `path`, before anything is asked or done for it."""
    if path.is_dir():
        raise ConfigurationError(Problem("it is a folder", "write the name of a file", str(path)))
    try:
        parents = path.absolute().parents
    except FileNotFoundError:
        raise ConfigurationError(
            Problem("the present folder is gone", "change to another one", str(path))
        ) from None
    folder = next(parent for parent in parents if os.path.lexists(parent))
    if not folder.is_dir():
        raise ConfigurationError(Problem(f"{folder} is no folder", "check the path", str(path)))
    if not os.access(folder, os.W_OK | os.X_OK):
        fix = "check its permissions, or write elsewhere"
        raise ConfigurationError(Problem(f"the folder {folder} cannot be written", fix, str(path)))


def write_new_file(path: Path, text: str, beside: str) -> Path:
    """Write `text` to `path`, or to a new file beside it if there is one; return where. Nothing is ever overwritten.

    A reader sees the whole text or no file. `beside` goes into the name: `devices.yaml`, `devices.portal.yaml`,
    `devices.portal-2.yaml`. Raises `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return next(place for place in _places(path, beside) if _take(draft, place, text))
    finally:
        draft.unlink(missing_ok=True)


def _places(path: Path, beside: str) -> Iterator[Path]:
    numbered = (path.with_name(f"{path.stem}.{beside}-{number}{path.suffix}") for number in count(2))
    return chain((path, path.with_name(f"{path.stem}.{beside}{path.suffix}")), numbered)


def _take(draft: Path, place: Path, text: str) -> bool:
    """Give the draft this name; return False if something has it already, a link that leads nowhere included."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return False
    except OSError:  # no hard links on this disk
        return _write_there(place, text)
    return True


def _write_there(place: Path, text: str) -> bool:
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True

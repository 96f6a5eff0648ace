"""Notes on disk of what a command switches on for a while. Whatever ends its process, the next command ends the run."""

from __future__ import annotations

import logging
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import IPComError
from ..model.address import OutputAddress
from .file_locks import is_locked, lock_file
from .gateway_keys import gateway_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from io import TextIOWrapper
    from pathlib import Path

    from .settings import Settings

_LOGGER = logging.getLogger("ipcom.cli")

SUFFIX = ".run"


class NotedRun(NamedTuple):
    """What one command has switched on, or is about to."""

    name: str
    outputs: tuple[OutputAddress, ...]
    alive: bool
    """Whether the process that wrote the note still runs."""
    path: Path


class RunNotes:
    """The notes of one gateway and bus, a file for each run. A file is locked as long as its process lives."""

    def __init__(self, folder: Path, others: Sequence[Path] = ()) -> None:
        """`others` are the folders under other spellings of the gateway, which are only read."""
        self._folder = folder
        self._others = others

    @classmethod
    def of(cls, settings: Settings) -> RunNotes:
        """Return the notes for the gateway and bus of `settings`."""
        files = gateway_files(settings, "runs")
        return cls(files.path, files.others)

    @contextmanager
    def noted(
        self, name: str, outputs: Sequence[OutputAddress], is_over: Callable[[], bool]
    ) -> Iterator[bool]:
        """Note a run before its first frame. At the end of the block the note goes if the run `is_over`.

        Yields whether it could be written: a full disk keeps no shutter from moving.
        """
        file = self._write(name, outputs)
        try:
            yield file is not None
        finally:
            if file is not None:
                if is_over():
                    _remove(file.name)
                _close(file)

    def read(self) -> list[NotedRun]:
        """Return all runs that are noted. A note that cannot be read tells nothing, and is removed."""
        found = [_read(path) for folder in (self._folder, *self._others) for path in _paths(folder)]
        return [run for run in found if run is not None]

    def _write(self, name: str, outputs: Sequence[OutputAddress]) -> TextIOWrapper | None:
        import json

        record = {"name": name, "outputs": [str(output) for output in outputs], "at": time.time()}
        path = self._folder / f"{os.getpid()}-{'-'.join(str(output.index) for output in outputs)}{SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return _written(path, json.dumps(record))
        except OSError as error:
            _LOGGER.debug("a run cannot be noted in %s: %s", path, error)
            _remove(path)
            return None


def _paths(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []


def _written(path: Path, text: str) -> TextIOWrapper:
    """Write a file that is safe on the disk, and keep it locked. Raises `OSError`."""
    file = path.open("w", encoding="utf-8")
    try:
        lock_file(file.fileno())
        file.write(text)
        file.flush()
        _make_safe(file.fileno(), path.parent)
    except OSError:
        _close(file)
        raise
    return file


def _make_safe(descriptor: int, folder: Path) -> None:
    """Let the file and its name outlast a loss of power."""
    os.fsync(descriptor)
    if hasattr(os, "O_DIRECTORY"):  # not on Windows
        of_folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(of_folder)
        finally:
            os.close(of_folder)


def _close(file: TextIOWrapper) -> None:
    with suppress(OSError):
        file.close()


def forget(run: NotedRun) -> None:
    """Remove the note of a run that is over."""
    _remove(run.path)


def _remove(path: Path | str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - of a path or a name


def _read(path: Path) -> NotedRun | None:
    import json

    try:
        with path.open("r+", encoding="utf-8") as file:
            record: Any = json.loads(file.read(10_000))
            outputs = tuple(OutputAddress.parse(output) for output in record["outputs"])
            return NotedRun(str(record["name"]), outputs, is_locked(file.fileno(), float(record["at"])), path)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, IPComError):
        return None

"""Notes on disk of which commands of this user have a login at a gateway now, and of the last login that worked."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from .file_locks import is_locked, lock_file
from .gateway_keys import gateway_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .settings import Settings

SUFFIX = ".login"
LAST = "last.json"
MARKS = 256
"""A mark of so few values tells a mistyped password from the right one, and nothing else of it."""


class Holder(NamedTuple):
    """A command that has a login now."""

    command: str
    process: int
    since: float

    def __str__(self) -> str:
        return f"{self.command} (process {self.process}, since {clock(self.since)})"


class LastLogin(NamedTuple):
    """The last login that worked, and when it was seen to."""

    username: str
    is_same: bool
    """Whether it had the password that is given now."""
    at: float


class LoginNotes:
    """The notes of one gateway and bus. What cannot be written or read is missing: nothing depends on it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings

    @classmethod
    def of(cls, settings: Settings) -> LoginNotes:
        """Return the notes for the gateway and bus of `settings`."""
        return cls(gateway_files(settings, "logins").path, settings)

    @contextmanager
    def held(self, command: str) -> Iterator[None]:
        """Note that this process is logged in, while the block runs."""
        path = self._folder / f"{os.getpid()}{SUFFIX}"
        record = {"command": command, "process": os.getpid(), "at": time.time()}
        descriptor = -1
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = _written(path, record)
            self._keep()
        try:
            yield
        finally:
            if descriptor >= 0:
                self._end(path, descriptor)

    def holders(self) -> list[Holder]:
        """Return the other commands that are logged in now. The note of one that was killed is removed."""
        with suppress(OSError):
            paths = sorted(self._folder.glob(f"*{SUFFIX}"))
            return [found for path in paths if (found := _holder(path)) is not None]
        return []

    def last(self) -> LastLogin | None:
        """Return the last login that worked; None if none is known."""
        path = self._folder / LAST
        record = _read(path)
        try:
            is_same = record["mark"] == self._mark(str(record["salt"]))
            return LastLogin(str(record["username"]), is_same, path.stat().st_mtime)
        except (OSError, KeyError, TypeError):
            return None

    def _keep(self) -> None:
        """Remember this login. One that is known already costs no writing."""
        last = self.last()
        if last is not None and last.is_same:
            return
        salt = os.urandom(8).hex()
        record = {"username": self._settings.username, "salt": salt, "mark": self._mark(salt)}
        os.close(_written(self._folder / LAST, record))

    def _mark(self, salt: str) -> int:
        settings = self._settings
        return crc32(f"{salt}\0{settings.username}\0{settings.password}".encode("utf-8", "replace")) % MARKS

    def _end(self, path: Path, descriptor: int) -> None:
        with suppress(OSError):
            path.unlink()
        with suppress(OSError):
            os.utime(self._folder / LAST)
        os.close(descriptor)


def _written(path: Path, record: dict[str, Any]) -> int:
    """Write a file that only this user may read, and return its descriptor, which is locked."""
    import json

    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    lock_file(descriptor)
    os.write(descriptor, json.dumps(record).encode())
    return descriptor


def _holder(path: Path) -> Holder | None:
    try:
        with path.open("r+") as file:
            written_at = path.stat().st_mtime
            if not is_locked(file.fileno(), written_at):
                path.unlink()
                return None
        record = _read(path)
        return Holder(str(record["command"]), int(record["process"]), float(record["at"]))
    except (OSError, KeyError, TypeError, ValueError):
        return None


def _read(path: Path) -> Any:  # noqa: ANN401 - what a file holds
    import json

    try:
        with path.open(encoding="utf-8") as file:
            return json.loads(file.read(1000))
    except (OSError, ValueError, RecursionError):
        return None


def clock(at: float) -> str:
    """Return a time as people say it: the day only if it is not today."""
    from datetime import datetime

    then = datetime.fromtimestamp(at).astimezone()
    today = datetime.now().astimezone().date()
    return f"{then:%H:%M}" if then.date() == today else f"{then:%Y-%m-%d %H:%M}"

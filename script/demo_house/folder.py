"""Where one Home Assistant of the demo keeps its files, and what is remembered of it between two runs."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import DemoError

PROJECT = Path(__file__).resolve().parents[2]
STATE = PROJECT / ".demo"
"""Everything that the demo keeps; git ignores it, and it may be deleted at any time."""

LAYOUT = 1
"""Raised when an older run's files cannot be gone on with."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a later run needs to go on where this one stopped."""

    gateway_port: int
    home_assistant: str
    layout: int = LAYOUT


class Folder:
    """One Home Assistant's configuration folder below `.demo`."""

    def __init__(self, name: str, state: Path = STATE) -> None:
        self.home = state / name
        self._lock = state / f"{name}.lock"
        self.config = self.home / "config"
        self.log = self.config / "home-assistant.log"
        self.output = self.home / "output.log"
        self._memory = self.home / "demo.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other demo out; raises `DemoError` when one is in."""
        self._lock.parent.mkdir(exist_ok=True)
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise DemoError(
                    "a demo runs already: end it first, or give this one its own --folder"
                ) from None
            yield

    def recall(self) -> Memory | None:
        """Return what an earlier run left, if it was set up to its end."""
        try:
            memory = Memory(**json.loads(self._memory.read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return memory if memory.layout == LAYOUT else None

    def remember(self, memory: Memory) -> None:
        """Leave it to a later run; to be called when everything is set up."""
        self._memory.write_text(json.dumps(asdict(memory)))

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.home, ignore_errors=True)

    def put_aside(self) -> Path:
        """Begin anew, but keep what was there; what was put aside before is forgotten. Returns its place."""
        aside = self.home.with_name(f"{self.home.name}.before")
        shutil.rmtree(aside, ignore_errors=True)
        if self.home.exists():
            self.home.rename(aside)
        return aside

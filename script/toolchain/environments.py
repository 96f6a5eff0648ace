"""The virtual environments: what each is for, and how it comes to hold exactly what its lock says."""

from __future__ import annotations

import fcntl
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .locks import BROWSER as BROWSER_LOCK
from .locks import DEV, HA, HA_NEWEST, Lock
from .project import CACHE, ROOT, ToolError, output, run, say
from .python314 import find_python314

_OLDEST_FIRST = ("3.11", "3.12", "3.13", "3.14")
_PROJECT_FILE = ROOT / "pyproject.toml"


@dataclass(frozen=True)
class Environment:
    """One folder with an interpreter and what a lock lists, and perhaps this project itself."""

    name: str
    folder: str
    lock: Lock
    find_python: Callable[[Path], Path]
    with_project: bool

    @property
    def home(self) -> Path:
        """The environment's folder."""
        return ROOT / self.folder

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.home / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """What tells which lock was installed."""
        return self.home / ".ipcom-stamp"

    def wanted_stamp(self) -> str:
        """Return what the stamp says when nothing needs doing."""
        project = tomllib.loads(_PROJECT_FILE.read_text())["project"] if self.with_project else {}
        parts = (str(self.home), self.lock.locked.read_text(), json.dumps(project))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def find_oldest_python(uv: Path) -> Path:
    """Return the oldest Python that the library supports and this machine has; else let uv fetch 3.11."""
    for version in _OLDEST_FIRST:
        if found := _system_python(uv, version):
            return found
    say("no Python 3.11 or newer is here: asking uv for 3.11")
    run(uv, "python", "install", "3.11")
    if found := _system_python(uv, "3.11"):
        return found
    raise ToolError("no Python 3.11 or newer: install one, then try again")


def _system_python(uv: Path, version: str) -> Path | None:
    found = output(uv, "python", "find", "--no-python-downloads", "--no-project", "--system", version)
    return Path(found) if found else None


LIBRARY = Environment("library", ".venv", DEV, find_oldest_python, with_project=True)
LIBRARY_314 = Environment("library-314", ".venv-314", DEV, find_python314, with_project=True)
HOME_ASSISTANT = Environment("home-assistant", ".venv-ha", HA, find_python314, with_project=False)
NEWEST_HOME_ASSISTANT = Environment(
    "newest-home-assistant", ".venv-ha-newest", HA_NEWEST, find_python314, with_project=False
)
BROWSER = Environment("browser", ".venv-browser", BROWSER_LOCK, find_oldest_python, with_project=False)

ENVIRONMENTS = {
    each.name: each for each in (LIBRARY, LIBRARY_314, HOME_ASSISTANT, NEWEST_HOME_ASSISTANT, BROWSER)
}
USUAL = ("library", "library-314", "home-assistant", "newest-home-assistant")
"""What every machine can have. The browser tests set up theirs themselves, and are skipped where it cannot be had."""


def is_ready(environment: Environment) -> bool:
    """Tell whether the environment is there, runs, and holds what its lock says."""
    stamp = environment.stamp
    if not stamp.exists() or stamp.read_text() != environment.wanted_stamp():
        return False
    return output(environment.python, "--version") is not None


def make(environment: Environment, uv: Path) -> None:
    """Create the environment afresh: with a filled cache that takes less time than looking for what changed."""
    say(f"setting up {environment.folder} ({environment.name})")
    python = environment.find_python(uv)
    run(uv, "venv", "--quiet", "--clear", "--no-project", "--python", python, environment.home)
    target = ("--python", environment.python)
    run(uv, "pip", "sync", "--quiet", "--require-hashes", *target, environment.lock.locked)
    if environment.with_project:
        run(uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", *target, "--editable", ROOT)
    environment.stamp.write_text(environment.wanted_stamp())


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other setup works in this folder."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

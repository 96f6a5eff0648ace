"""The lock files: what each environment holds, to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .project import ROOT, ToolError, run, say

_FOLDER = ROOT / "requirements"


@dataclass(frozen=True)
class Lock:
    """One `NAME.in` and the `NAME.lock` made from it, for Pythons from `python` on."""

    name: str
    python: str

    @property
    def wanted(self) -> Path:
        """What a person wrote."""
        return _FOLDER / f"{self.name}.in"

    @property
    def locked(self) -> Path:
        """What is installed."""
        return _FOLDER / f"{self.name}.lock"

    @property
    def overrides(self) -> Path:
        """What is said in the place of what packages ask of each other; seldom there."""
        return _FOLDER / f"{self.name}.override"


DEV = Lock("dev", "3.11")
HA = Lock("ha", "3.14.2")
HA_NEWEST = Lock("ha-newest", "3.14.2")
BROWSER = Lock("browser", "3.11")
LOCKS = (DEV, HA, HA_NEWEST, BROWSER)


def refresh(uv: Path, names: list[str]) -> None:
    """Resolve the named locks again, or all of them."""
    known = {lock.name: lock for lock in LOCKS}
    unknown = set(names) - set(known)
    if unknown:
        raise ToolError(f"no such lock: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    for name in names or known:
        say(f"resolving requirements/{name}.lock")
        _resolve(uv, known[name])


def _resolve(uv: Path, lock: Lock) -> None:
    overrides = ("--overrides", lock.overrides.relative_to(ROOT)) if lock.overrides.exists() else ()
    run(
        *(uv, "pip", "compile", "--universal", "--upgrade", "--generate-hashes", "--quiet"),
        *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "script/lock"),
        *("--python-version", lock.python, *overrides),
        *(lock.wanted.relative_to(ROOT), "-o", lock.locked.relative_to(ROOT)),
        cwd=ROOT,
    )

"""What checks the scripts for browsers: packages of npm, as their lock lists them, in a folder of their own."""

from __future__ import annotations

import os
import re
import shutil
import sys

from .project import ROOT, ToolError, output, run, say

NAME = "frontend"
FOLDER = ROOT / "script/frontend"

_LOCK = FOLDER / "package-lock.json"
_INSTALLED = FOLDER / "node_modules"
_STAMP = _INSTALLED / ".ipcom-stamp"
_OLDEST = (20, 19)


def is_ready() -> bool:
    """Tell whether what the lock lists is installed, or can not be."""
    return missing() is not None or (_STAMP.exists() and _STAMP.read_text() == _LOCK.read_text())


def make() -> None:
    """Install what the lock lists."""
    say(f"setting up {_INSTALLED.relative_to(ROOT)} ({NAME})")
    run("npm", "ci", "--silent", "--prefix", FOLDER)
    _STAMP.write_text(_LOCK.read_text())


def missing() -> str | None:
    """Return what this machine lacks for the checks of the scripts, or None."""
    if shutil.which("npm") is None:
        return "no npm is here"
    version = output("node", "--version") or ""
    found = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if found < _OLDEST:
        return (
            f"Node is {version or 'not here'}, and {_OLDEST[0]}.{_OLDEST[1]} is the oldest one that will do"
        )
    return None


def say_if_missing() -> None:
    """Tell loudly that the scripts will not be checked; in CI that is a failure."""
    if reason := missing():
        if os.environ.get("CI"):
            raise ToolError(f"{reason}: the scripts of the panel cannot be checked")
        print(f"SKIPPED, the checks and tests of the panel's scripts: {reason}", file=sys.stderr)

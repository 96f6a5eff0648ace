"""Where things are, and how commands are run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
"""Everything that can be made again; git ignores it."""


class ToolError(RuntimeError):
    """A tool could not be had; the message says what the person can do."""


def say(message: str) -> None:
    """Tell the person, not the caller, what takes time."""
    print(message, file=sys.stderr, flush=True)


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a command quietly; what it said is shown if it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolError(f"{command[0]} failed with exit code {done.returncode}:\n{done.stdout.strip()}")


def output(*command: str | Path, **environment: str) -> str | None:
    """Return what a command prints on stdout, or None if it cannot be run or fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()

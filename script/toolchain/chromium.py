"""The system's Chromium: found, or installed where that is allowed."""

from __future__ import annotations

import os
import shutil

from .debian import is_debian
from .project import ToolError, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core")
"""Without a font of the system, pages have no letters."""


def find_chromium() -> str | None:
    """Return the program, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def have_chromium() -> str:
    """Return the program; root on Debian installs it first. Raises `ToolError` where it cannot be had."""
    if (found := find_chromium()) is not None:
        return found
    if not is_debian() or os.geteuid() != 0:
        raise ToolError("no Chromium here: install it (Debian: apt install chromium), then try again")
    say("installing Chromium")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *PACKAGES)
    if (found := find_chromium()) is None:
        raise ToolError("Debian's Chromium is installed, but its program is not found")
    return found

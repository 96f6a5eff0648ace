"""The browser tests: run where there are a Chromium and what remote-controls it, loudly skipped elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys

from toolchain.chromium import have_chromium
from toolchain.environments import BROWSER, HOME_ASSISTANT
from toolchain.project import ROOT, ToolError

from .pytest_runs import SLOWEST, call

TESTS = "tests/browser"
SIDE_BY_SIDE = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
"""Four at a time on two cores, each with a browser of its own: they wait for motors more than they compute.
tests/browser/sharing.py tells which files belong together, and in which order.
"""
ALONE = "alone"
"""The mark of a test that measures, and must be the only one that runs."""


def browser_tests() -> None:
    """Run them; where that cannot be, say so, and fail in CI."""
    try:
        have_chromium()
        subprocess.run([ROOT / "script/setup", BROWSER.name, HOME_ASSISTANT.name, "frontend"], check=True)
    except (ToolError, subprocess.CalledProcessError) as reason:
        if os.environ.get("CI"):
            raise
        print(f"SKIPPED, all tests in a browser: {reason}", file=sys.stderr, flush=True)
        return
    _pytest(*SIDE_BY_SIDE, "-m", f"not {ALONE}")
    _pytest("-m", ALONE)


def _pytest(*arguments: str) -> None:
    call(BROWSER.python, "-m", "pytest", "-q", "-rP", SLOWEST, *arguments, TESTS)

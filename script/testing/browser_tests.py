"""The browser tests: run where there are a Chromium and what remote-controls it, loudly skipped elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys

from toolchain.chromium import have_chromium
from toolchain.environments import BROWSER, HOME_ASSISTANT, LIBRARY
from toolchain.project import ROOT, ToolError

from .pytest_runs import SLOWEST, call

TESTS = "tests/browser"
SIDE_BY_SIDE = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
"""Four at a time on two cores, each with a browser of its own: they wait for motors more than they compute.
tests/browser/sharing.py tells which files belong together, and in which order.
"""
ONCE_MORE = ("--reruns", "1", "-rR")
"""A test that fails runs a second time, in the same house, and is named at the end whatever comes of it: it is to be mended.
One that fails twice fails.
"""
ALONE = "alone"
"""The mark of a test that measures, and must be the only one that runs."""
WALLS = tuple(
    f"{TESTS}/{name}"
    for name in (
        "test_activity.py",
        "test_favourites.py",
        "test_other_times.py",
        "test_rooms.py",
        "test_slats.py",
        "test_wall_presses.py",
    )
)
"""What the walls say: a stage of its own, so that each takes less than four minutes."""
DISCOVERED = f"{TESTS}/test_discovered.py"
NEEDED = (BROWSER.name, HOME_ASSISTANT.name, LIBRARY.name, "frontend")
"""What must be set up; the bridge runs in the library's environment."""


def panel_in_browser() -> None:
    """Try the panel, the forms and the simulator's page."""
    others = (f"--ignore={path}" for path in (*WALLS, DISCOVERED))
    _run(*SIDE_BY_SIDE, *ONCE_MORE, "-m", f"not {ALONE}", *others, TESTS)


def discovered_in_browser() -> None:
    """Look at the house that another Home Assistant has found by MQTT."""
    _run(DISCOVERED)


def walls_in_browser() -> None:
    """Try what is shown of wall switches, rooms, favourites and slats."""
    _run(*SIDE_BY_SIDE, *ONCE_MORE, *WALLS)


def slow_processor() -> None:
    """Measure the panel on a processor that is four times slower."""
    _run("-m", ALONE, TESTS)


def _run(*arguments: str) -> None:
    """Run them; where that cannot be, say so, and fail in CI."""
    try:
        have_chromium()
        subprocess.run([ROOT / "script/setup", *NEEDED], check=True)
    except (ToolError, subprocess.CalledProcessError) as reason:
        if os.environ.get("CI"):
            raise
        print(f"SKIPPED, all tests in a browser: {reason}", file=sys.stderr, flush=True)
        return
    call(BROWSER.python, "-m", "pytest", "-q", "-rP", SLOWEST, *arguments)

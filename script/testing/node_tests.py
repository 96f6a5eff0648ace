"""The tests of the scripts for browsers that need no browser, with Node's own runner."""

from __future__ import annotations

from toolchain import frontend
from toolchain.project import ROOT

from .pytest_runs import call

TESTS = "tests/frontend"


def node_tests() -> None:
    """Run them; where there is no Node that will do, say so, and fail in CI."""
    frontend.say_if_missing()
    if frontend.missing() is None:
        files = sorted((ROOT / TESTS).rglob("*.test.js"))
        call("node", "--test", *(path.relative_to(ROOT) for path in files))

"""Some tests, as a person names them: one pytest, in the environment that their paths need."""

from __future__ import annotations

import subprocess

from toolchain.environments import BROWSER, HOME_ASSISTANT, LIBRARY, Environment
from toolchain.project import ROOT

from .browser_tests import TESTS as BROWSER_TESTS
from .pytest_runs import INTEGRATION_CHECKS, PLAIN

DEFAULT_PATHS = ("tests/library", "tests/script", f"--ignore={INTEGRATION_CHECKS}")


def run(arguments: list[str]) -> int:
    """Pass the arguments to pytest and return its exit code."""
    environment, added = choose(arguments)
    subprocess.run([ROOT / "script/setup", environment.name], check=True)
    command = [str(environment.python), "-m", "pytest", *arguments, *added]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def choose(arguments: list[str]) -> tuple[Environment, tuple[str, ...]]:
    """Return the environment, and what to add: without a path, the library's tests are meant."""
    if any(INTEGRATION_CHECKS in argument for argument in arguments):
        return HOME_ASSISTANT, PLAIN
    if any(BROWSER_TESTS in argument for argument in arguments):
        return BROWSER, ()
    if any(path in argument for path in ("tests/integration", "tests/discovery") for argument in arguments):
        return HOME_ASSISTANT, ()
    if any(
        (ROOT / argument.partition("::")[0]).exists()
        for argument in arguments
        if argument[:1] not in ("", "-")
    ):
        return LIBRARY, ()
    return LIBRARY, DEFAULT_PATHS

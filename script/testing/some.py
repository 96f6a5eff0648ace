"""Some tests, as a person names them: one pytest, in the environment that their paths need."""

from __future__ import annotations

import subprocess

from toolchain.environments import HOME_ASSISTANT, LIBRARY, Environment
from toolchain.project import ROOT

DEFAULT_PATHS = ("tests/library", "tests/script")


def run(arguments: list[str]) -> int:
    """Pass the arguments to pytest and return its exit code."""
    environment, paths = choose(arguments)
    subprocess.run([ROOT / "script/setup", environment.name], check=True)
    command = [str(environment.python), "-m", "pytest", *arguments, *paths]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def choose(arguments: list[str]) -> tuple[Environment, tuple[str, ...]]:
    """Return the environment, and the paths to add: without a path, the library's tests are meant."""
    if any("tests/integration" in argument for argument in arguments):
        return HOME_ASSISTANT, ()
    if any(
        (ROOT / argument.partition("::")[0]).exists()
        for argument in arguments
        if argument[:1] not in ("", "-")
    ):
        return LIBRARY, ()
    return LIBRARY, DEFAULT_PATHS

"""How pytest is run in an environment: plainly, or under coverage that is held to a limit afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolchain.environments import Environment
from toolchain.project import CACHE, ROOT

SLOWEST = "--durations=10"
INTEGRATION_CHECKS = "tests/script/integration_check"
SIDE_BY_SIDE = ("-n", str(os.cpu_count() or 1), "--dist", "worksteal")
"""In as many processes as there are cores: most tests of the integration wait, those of the library compute."""
PLAIN = ("-p", "no:homeassistant", "-p", "no:respx")
"""Without the plugin that makes a Home Assistant for each test, and without what must not be imported before it."""


class StageFailed(Exception):
    """A command of a stage failed, and has said why."""


def pytest(environment: Environment, *arguments: str) -> None:
    """Run pytest in an environment, quietly."""
    call(environment.python, "-m", "pytest", "-q", SLOWEST, *arguments)


def call(*command: str | Path, **variables: str) -> None:
    """Run a command in the project's folder; raise StageFailed if it fails."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False)
    if done.returncode:
        raise StageFailed


@dataclass(frozen=True)
class Coverage:
    """What one run of the tests covered, by the Python that ran the code, which can read it."""

    environment: Environment
    name: str

    @property
    def data(self) -> Path:
        """The folder of what was measured."""
        return CACHE / "coverage" / self.name

    def measure(self, source: str, *tests: str) -> None:
        """Run pytest under coverage, from before its first plugin is loaded."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True)
        self._coverage("run", f"--source={source}", "-m", "pytest", "-q", SLOWEST, *SIDE_BY_SIDE, *tests)
        self._coverage("combine", "--quiet", str(self.data))

    def hold(self, percent: int, files: Iterable[Path] = ()) -> None:
        """Report what is not covered, of the whole source or of some files, and fail below a percentage."""
        some = ",".join(map(str, files))
        self._coverage("report", f"--fail-under={percent}", *([f"--include={some}"] if some else []))

    def _coverage(self, *arguments: str) -> None:
        python = self.environment.python
        call(python, "-m", "coverage", *arguments, COVERAGE_FILE=str(self.data / ".coverage"))

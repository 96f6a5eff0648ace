"""The pytest plugin as another project has it: from the built wheel, in an environment with nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from toolchain.project import ROOT
from toolchain.uv import find_uv

from tests.library.python_pages import blocks, is_test

PAGE = ROOT / "docs/python/testing.md"
CONSTRAINTS = ROOT / "requirements/dev.lock"


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.timeout(180)
@pytest.mark.parametrize("others", [["pytest", "pytest-asyncio"], ["pytest", "anyio"]], ids="-".join)
def test_the_page_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path, others: list[str]) -> None:
    uv, python = find_uv(), tmp_path / "env/bin/python"
    run(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, "env", folder=tmp_path)
    chosen: tuple[str | Path, ...] = ("--constraint", CONSTRAINTS, "--no-config", wheel, *others)
    run(uv, "pip", "install", "--quiet", "--python", python, *chosen, folder=tmp_path)
    (example,) = [
        block.text for block in blocks(PAGE) if is_test(block) and "simulated_gateway" in block.text
    ]
    if "anyio" in others:
        example = example.replace("pytest.mark.asyncio", "pytest.mark.anyio")
        (tmp_path / "conftest.py").write_text(
            'import pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return "asyncio"\n'
        )
    (tmp_path / "test_house.py").write_text(example, encoding="utf-8")
    assert "2 passed" in run(python, "-m", "pytest", "-p", "no:cacheprovider", folder=tmp_path)

"""The page of the simulated house is in the wheel with all its files, runs from there, and is not in the integration."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from toolchain import integration_zip
from toolchain.project import ROOT

FILES = ROOT / "src/ipcom/simulator/page/files"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        folder,
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_file_of_the_page_is_in_the_wheel(unpacked: Path) -> None:
    for folder in (FILES, ROOT / "src/ipcom/web"):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (unpacked / path.relative_to(ROOT / "src")).read_bytes() == path.read_bytes()


def test_the_page_is_served_from_the_wheel(unpacked: Path) -> None:
    command = [sys.executable, "-m", "ipcom.cli", "simulate", "--json", "--port", "0", "--page", "0"]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        cwd=unpacked,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["page"]
        for path in ("", "simulator/page/files/page.js", "web/lit-html.js"):
            with urllib.request.urlopen(address + path, timeout=20) as answer:
                assert answer.status == 200
        process.terminate()
    assert process.returncode == 143


def test_the_integration_does_not_grow_by_it(tmp_path: Path) -> None:
    integration_zip.write(tmp_path / "ipcom.zip")
    with zipfile.ZipFile(tmp_path / "ipcom.zip") as archive:
        names = archive.namelist()
    assert not [name for name in names if "simulator" in name]
    assert "_vendor/web/lit-html.js" in names

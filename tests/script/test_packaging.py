"""The systemd units and the container file, checked by what reads them and by running what they run."""

import configparser
import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from toolchain.project import ROOT

UNITS = ("ipcom-bridge.service", "ipcom-bridge@.service")
PROGRAM = "/opt/ipcom/bin/ipcom"
CONTAINER = (ROOT / "packaging/container/Containerfile").read_text("utf-8")
MOST_EXPOSED = "20"
"""Tenths, as `systemd-analyze security` counts: below 2 is what it calls OK; a unit without any of it has 9.6."""


class Unit(configparser.ConfigParser):
    """A unit; what is written twice is kept as lines."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, interpolation=None, comment_prefixes=("#",), delimiters=("=",))
        self.read_string((ROOT / "packaging/systemd" / name).read_text("utf-8"))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_runs_the_bridge_watched_without_rights_and_keeps_positions(name: str) -> None:
    service = Unit(name)["Service"]
    folder = "ipcom-bridge-%i" if "@" in name else "ipcom-bridge"
    assert service["ExecStart"] == f"{PROGRAM} {'--gateway %i ' if '@' in name else ''}bridge"
    assert service["StateDirectory"] == folder
    assert f"XDG_STATE_HOME=%S/{folder}" in service["Environment"].split()
    wanted = {
        "Type": "notify", "NotifyAccess": "main", "WatchdogSec": "30", "Restart": "always",
        "RestartPreventExitStatus": "2", "SuccessExitStatus": "143",
        "DynamicUser": "yes", "ProtectSystem": "strict", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "",
    }  # fmt: skip
    assert {key: service[key] for key in wanted} == wanted
    assert "User" not in service


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None and "CI" not in os.environ,
    reason="its directives are tried above",
)
@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_a_unit_and_finds_little_exposed(name: str, tmp_path: Path) -> None:
    text = (ROOT / "packaging/systemd" / name).read_text("utf-8")
    unit = tmp_path / name.replace("@.", "@home.")
    unit.write_text(text.replace(PROGRAM, sys.executable))
    read = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert (read.returncode, read.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout + judged.stderr


def instructions(word: str) -> list[str]:
    """What follows a word of the container file, lines joined."""
    joined = re.sub(r"\\\n\s*", " ", CONTAINER)
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{word} ")]


def test_the_container_runs_as_no_root_and_holds_no_secret() -> None:
    (user,) = instructions("USER")
    assert all(part.isdigit() and int(part) > 0 for part in user.split(":"))
    last = CONTAINER.rindex("\nFROM ")
    assert CONTAINER.index("\nUSER ", last) > CONTAINER.rindex("\nRUN ")
    assert not re.search(r"password|secret|token", CONTAINER, re.IGNORECASE)
    assert not instructions("ARG")[1:]
    assert instructions("VOLUME") == ["/var/lib/ipcom"]
    (environment,) = instructions("ENV")
    assert {"XDG_STATE_HOME=/var/lib/ipcom", "XDG_CONFIG_HOME=/etc"} <= set(environment.split())


def test_the_container_installs_extras_that_there_are_and_runs_options_that_there_are() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    found = re.search(r'pip install --no-cache-dir "\.\[([\w,]+)\]"', CONTAINER)
    assert found is not None
    assert {"cli", "mqtt"} == set(found[1].split(",")) <= set(extras)
    command = [*re.findall(r'"([^"]+)"', instructions("CMD")[0])]
    said = subprocess.run(
        [sys.executable, "-m", "ipcom.cli", command[0], "--help"], capture_output=True, text=True, check=True
    )
    assert command[1] in said.stdout
    assert command[2] in " ".join(instructions("HEALTHCHECK"))


def let_in() -> list[Path]:
    """What .dockerignore lets through, as it is meant there: nothing but the lines that begin with an exclamation mark."""
    lines = [
        line
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert lines[0] == "*"
    wanted = [line[1:] for line in lines if line.startswith("!")]
    never = [line.removeprefix("**/") for line in lines[1:] if not line.startswith("!")]
    paths = [path for name in wanted for path in [ROOT / name, *(ROOT / name).rglob("*")] if path.is_file()]
    return [
        path for path in paths if not any(fnmatch.fnmatch(part, bad) for part in path.parts for bad in never)
    ]


def test_a_wheel_can_be_built_of_what_the_builder_is_given(tmp_path: Path) -> None:
    context = tmp_path / "context"
    for path in let_in():
        copy = context / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    assert {path.name for path in context.iterdir()} == {
        "src",
        "pyproject.toml",
        "hatch_build.py",
        "README.md",
        "LICENSE",
    }
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "out"],
        cwd=context, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert list((tmp_path / "out").glob("ipcom-*.whl"))

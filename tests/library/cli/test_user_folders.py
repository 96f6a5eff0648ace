"""A user without a home, or without an entry for its uid, as in a container."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipcom.cli.settings import default_devices_file
from ipcom.cli.user_folders import configuration_folder, state_folder
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, SOURCE, Ended, value

UNKNOWN_UID = """
import pwd, sys
def unknown(uid):
    raise KeyError(f"getpwuid(): uid not found: {uid}")
pwd.getpwuid = unknown
from ipcom.cli import main
main()
"""


@pytest.fixture(autouse=True)
def _without_variables(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name)


def stranger(*arguments: str) -> Ended:
    """Run the command in a process whose uid nothing knows."""
    ended = subprocess.run(
        [sys.executable, "-c", UNKNOWN_UID, *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        timeout=PATIENCE_S,
        text=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_the_folders_are_below_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert configuration_folder() == tmp_path / ".config"
    assert state_folder() == tmp_path / ".local" / "state"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder() == tmp_path / ".local" / "state"
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")
    assert state_folder() == Path("/elsewhere")


@pytest.mark.parametrize("wrong", ["", "relative"])
def test_a_home_that_is_none_is_not_used(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("HOME", wrong)
    assert (configuration_folder(), state_folder()) == (None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("on", "kitchen"),
        ("status",),
        ("list",),
        ("cover", "stop", "living left"),
        ("watch", "--seconds", "0.1"),
    ],
    ids=" ".join,
)
def test_an_unknown_uid_can_use_every_command(gateway: ThreadedGateway, arguments: tuple[str, ...]) -> None:
    ended = stranger(*arguments)
    assert ended.code == 0, ended.err
    assert "report it" not in ended.err


def test_what_cannot_be_kept_is_told(gateway: ThreadedGateway) -> None:
    ended = stranger("pulse", "9/1", "--seconds", "0.3")
    assert ended.code == 0
    assert "this run cannot be noted on disk" in ended.err
    ended = stranger("cover", "calibrate", "living left", "--up", "21", "--down", "20")
    assert ended.code == 2
    assert "set XDG_STATE_HOME" in ended.err
    assert value(gateway, "9/1") == 0


def test_without_a_home_only_this_folder_is_named(
    gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")
    ended = stranger("on", "9/1")
    assert ended.code == 2
    assert "declare it in a new file devices.yaml in this folder, under" in ended.err


def test_a_home_that_may_not_be_looked_into_has_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(Path, "is_file", refuse)
    assert default_devices_file() is None

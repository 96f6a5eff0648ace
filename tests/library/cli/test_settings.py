"""All that is missing or wrong is told at once, before a password is asked for."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, SOURCE, Ended, Ipcom


def at_a_terminal(*arguments: str, typed: bytes) -> Ended:
    """Run the real command with a terminal as its stdin, and type a line when it asks for a password."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ipcom.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        command, env=environment, stdin=theirs, stdout=PIPE, stderr=PIPE, start_new_session=True
    ) as process:
        os.close(theirs)
        assert process.stderr is not None
        said = b""
        while not said.endswith(b"127.0.0.1: ") and (byte := process.stderr.read(1)):
            said += byte
        os.write(ours, typed)
        out, rest = process.communicate(timeout=PATIENCE_S)
    os.close(ours)
    return Ended(process.returncode, out.decode(), (said + rest).decode())


@pytest.fixture
def unknown_password(gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IPCOM_PASSWORD")


MISTAKES = [
    ("on", "kitchn"),
    ("off", "99/99"),
    ("toggle", "16/8"),
    ("dim", "hall", "40"),
    ("dim", "living", "140"),
    ("pulse", "living"),
    ("status", "kitchn"),
    ("cover", "open", "kitchen"),
    ("cover", "position", "livng", "40"),
    ("cover", "position", "living left", "40"),
    ("cover", "calibrate", "livng"),
    ("cover", "calibrate", "living left", "--up", "3"),
    ("check", "--write-test", "kitchn"),
    ("check", "--report", "."),
    ("record", "there.jsonl"),
    ("record", "nowhere/new.jsonl"),
    ("record", "."),
    ("status", "--devices", "nowhere.yaml"),
    ("status", "--bus", "3"),
    ("status", "--host", "http://h/login"),
    ("status", "--host", "192.168.1"),
    ("status", "--username", ""),
    ("devices", "import", "--portal-username", "me", "."),
    ("devices", "import", "--portal-username", "me", "there.jsonl/new.yaml"),
]


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_is_told_before_the_password_is_asked_for(
    unknown_password: None, home: Path, arguments: tuple[str, ...]
) -> None:
    (home / "there.jsonl").touch()
    ended = at_a_terminal(*arguments, typed=b"demo\n")
    assert ended.code == 2
    assert "Password" not in ended.err
    assert ended.err.startswith("Error: ")
    assert ended.out == ""


def test_the_password_is_asked_for_when_all_else_is_right(unknown_password: None) -> None:
    ended = at_a_terminal("on", "kitchen", typed=b"demo\n")
    assert (ended.code, ended.out) == (0, "Kitchen: on\n")
    assert "Password of demo at 127.0.0.1: " in ended.err


def test_times_are_stored_without_a_password(unknown_password: None) -> None:
    ended = at_a_terminal("cover", "calibrate", "living left", "--up", "21", "--down", "20", typed=b"")
    assert (ended.code, ended.out) == (0, "Living left: 21.0 s up, 20.0 s down\n")
    assert "Password" not in ended.err


def test_all_that_is_missing_or_wrong_is_told_at_once(ipcom: Ipcom, house_file: Path) -> None:
    arguments = ("on", "kitchn", "hal", "99/99", "--devices", str(house_file))
    ended = ipcom(*arguments)
    assert ended.code == 2
    lines = ended.err.splitlines()
    assert lines[0] == "Error: 5 things to correct:"
    for line, said in zip(
        lines[1:], ("Which gateway?", "Which user name?", "kitchn", "hal", "99/99"), strict=True
    ):
        assert said in line
    problems = ipcom(*arguments, "--json").error["problems"]
    assert len(problems) == 5


def test_names_are_not_judged_by_a_devices_file_with_mistakes(ipcom: Ipcom, home: Path) -> None:
    (home / "devices.yaml").write_text("lights:\n  a: {module: 99, output: 1, type: light}\n")
    ended = ipcom("on", "kitchn")
    assert "devices.yaml:2: module 99" in ended.err
    assert "kitchn" not in ended.err
    assert "Which gateway?" in ended.err

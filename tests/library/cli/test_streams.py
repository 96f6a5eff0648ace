"""Streams that are closed before a command begins, and encodings that lack its characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import run_in_shell, run_process, value

COMMANDS = [
    ("status",),
    ("list",),
    ("on", "kitchen"),
    ("on", "9/1", "--undeclared", "--seconds", "0.5"),
    ("dim", "living", "40", "--json"),
    ("watch", "--seconds", "0.3"),
    ("cover", "stop", "living left"),
    ("record", "new.jsonl", "--seconds", "0.3"),
    ("simulate", "--port", "0", "--seconds", "0.1"),
    ("demo", "--seconds", "0.3", "--json"),
    ("completion", "bash"),
    ("--help",),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_closed_stdout_counts_as_the_null_device(
    gateway: ThreadedGateway, arguments: tuple[str, ...]
) -> None:
    ended = run_in_shell(">&-", *arguments)
    assert "report it" not in ended.err
    assert "Traceback" not in ended.err
    if "demo" not in arguments:
        assert ended.code == 0


def test_all_streams_closed_keep_nothing_from_being_done(gateway: ThreadedGateway) -> None:
    assert run_in_shell("<&- >&- 2>&-", "on", "kitchen").code == 0
    assert value(gateway, "3/4") == 255
    assert run_in_shell("<&- >&- 2>&-", "on", "kitchn").code == 2


def test_a_question_without_stdin_is_answered_by_what_to_do(gateway: ThreadedGateway) -> None:
    ended = run_in_shell("<&-", "on", "kitchen", IPCOM_PASSWORD="")
    assert (ended.code, ended.out) == (2, "")
    assert "Set IPCOM_PASSWORD, or name a file with --password-file" in ended.err
    ended = run_in_shell("<&-", "cover", "calibrate", "living left")
    assert ended.code == 2
    assert "give --up and --down" in ended.err


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_an_encoding_that_lacks_a_character_is_no_failure(
    gateway: ThreadedGateway, home: Path, encoding: str
) -> None:
    run_process("dim", "living", "40")
    file = home / "house.yaml"
    file.write_text(file.read_text("utf-8").replace("Living room", "Küche 冬"), "utf-8")
    ended = run_process("status", "living", PYTHONIOENCODING=encoding)
    assert (ended.code, ended.err) == (0, "")
    assert "40 %" in ended.out
    found = json.loads(run_process("status", "living", "--json", PYTHONIOENCODING=encoding).out)
    assert found["devices"][0]["value"] == 40


def test_names_that_are_no_text_are_told(gateway: ThreadedGateway) -> None:
    ended = run_process("on", "\udcff")
    assert ended.code == 2
    assert 'There is no device "\ufffd"' in ended.err
    assert run_process("on", "\udcff", "--json").error["exit_code"] == 2
    assert run_process("devices", "validate", "\udcff.yaml").code == 2

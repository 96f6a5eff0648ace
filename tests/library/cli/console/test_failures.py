"""Failures are told in a line, and an unexpected one asks for a report."""

from __future__ import annotations

import json

import click
import pytest

from ipcom.cli.console.failures import report, wants_json
from ipcom.cli.console.several import SeveralErrors
from ipcom.errors import CommandNotConfirmed, CommandSuperseded, InterlockError


def test_an_unexpected_error_asks_for_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(RuntimeError("oops"), as_json=False) == 1
    assert "please report it" in capsys.readouterr().err
    assert report(click.FileError("f", "is bad"), as_json=False) == 2
    assert "is bad" in capsys.readouterr().err


def test_giving_way_is_told_without_calling_it_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(CommandSuperseded("moved by others"), as_json=False) == 7
    assert capsys.readouterr().err == "moved by others\n"


def test_several_errors_are_all_told_and_the_worst_is_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    several = SeveralErrors([CommandSuperseded("a"), CommandNotConfirmed("b"), InterlockError("c")])
    assert report(several, as_json=False) == 1
    assert capsys.readouterr().err == "a\nError: b\nError: c\n"
    assert report(several, as_json=True) == 1
    error = json.loads(capsys.readouterr().err)["error"]
    assert (error["type"], error["message"], error["exit_code"]) == ("CommandNotConfirmed", "a; b; c", 1)
    assert [each["exit_code"] for each in error["errors"]] == [7, 1, 1]


@pytest.mark.parametrize(("value", "wanted"), [("1", True), ("true", True), ("no", False), ("FALSE", False)])
def test_the_variable_of_json_is_read_as_the_option_does(
    monkeypatch: pytest.MonkeyPatch, value: str, wanted: bool
) -> None:
    monkeypatch.setenv("IPCOM_JSON", value)
    assert wants_json([]) is wanted


def test_an_error_of_the_system_is_told_without_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(OSError(28, "No space left on device"), as_json=False) == 1
    assert report(PermissionError(13, "Permission denied", "notes.txt"), as_json=False) == 1
    told = "Error: No space left on device\nError: notes.txt: Permission denied\n"
    assert capsys.readouterr().err == told

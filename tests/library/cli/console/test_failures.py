"""Failures are told in a line, and an unexpected one asks for a report."""

from __future__ import annotations

import click
import pytest

from ipcom.cli.console.failures import report


def test_an_unexpected_error_asks_for_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(RuntimeError("oops"), as_json=False) == 1
    assert "please report it" in capsys.readouterr().err
    assert report(click.FileError("f", "is bad"), as_json=False) == 2
    assert "is bad" in capsys.readouterr().err

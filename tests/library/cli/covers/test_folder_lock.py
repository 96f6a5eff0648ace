"""One writer at a time."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

import pytest

from ipcom.cli.covers.folder_lock import PATIENCE_S, WHILE_MOVING_S, locked


def test_a_folder_that_another_command_holds_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    with locked(tmp_path / "new"):
        began = time.monotonic()
        with locked(tmp_path / "new", WHILE_MOVING_S):
            assert time.monotonic() - began >= WHILE_MOVING_S
    began = time.monotonic()
    with locked(tmp_path / "new"):
        assert time.monotonic() - began < PATIENCE_S


def test_a_file_system_without_locks_is_written_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with locked(tmp_path):
        pass


def test_a_system_without_locks_is_written_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    with locked(tmp_path):
        pass

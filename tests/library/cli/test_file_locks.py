"""A locked file tells that its writer lives."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from ipcom.cli.file_locks import LONGEST_LIFE_S, is_locked, lock_file


def test_a_file_is_locked_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "note"
    with path.open("w") as writer:
        lock_file(writer.fileno())
        with path.open("r+") as reader:
            assert is_locked(reader.fileno(), 0.0)
    with path.open("r+") as reader:
        assert not is_locked(reader.fileno(), time.time())


def test_without_locks_the_age_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with (tmp_path / "note").open("w") as file:
        lock_file(file.fileno())
        assert is_locked(file.fileno(), time.time())
        assert not is_locked(file.fileno(), time.time() - LONGEST_LIFE_S)

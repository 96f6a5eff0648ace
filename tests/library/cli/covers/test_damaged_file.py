"""A damaged file is kept beside the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.cli.covers import damaged_file
from ipcom.cli.covers.damaged_file import copy_aside, move_aside


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "covers.json"
    path.write_text("first")
    return path


def test_each_file_that_is_moved_aside_gets_a_name_of_its_own(file: Path) -> None:
    assert move_aside(file).read_text() == "first"
    file.write_text("second")
    assert move_aside(file).name == "covers.json.damaged-2"
    assert (file.parent / "covers.json.damaged").read_text() == "first"


def test_the_same_is_copied_once(file: Path) -> None:
    assert copy_aside(file) == copy_aside(file)
    file.write_text("second")
    assert copy_aside(file).name == "covers.json.damaged-2"
    assert file.read_text() == "second"


@pytest.mark.parametrize("aside", [move_aside, copy_aside])
def test_a_disk_that_damages_everything_is_not_filled(
    file: Path, monkeypatch: pytest.MonkeyPatch, aside: type
) -> None:
    monkeypatch.setattr(damaged_file, "MOST_KEPT", 2)
    (file.parent / "covers.json.damaged").write_text("another")
    with pytest.raises(OSError, match="damaged files lie beside"):
        aside(file)
    assert file.read_text() == "first"

"""What is wrong with a file of records is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.cli.covers import records_file
from ipcom.cli.covers.records_file import RecordsFile

Said = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> RecordsFile:
    return RecordsFile(tmp_path / "covers.json")


def test_records_are_read_back(file: RecordsFile) -> None:
    assert file.read() == {}
    file.replace({"a": {"b": 1}})
    assert file.read() == {"a": {"b": 1}}


def test_a_damaged_file_that_cannot_be_moved_stays_and_is_not_written_over(
    file: RecordsFile, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def fixed(_: Path) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(records_file, "move_aside", fixed)
    file.path.write_text("{")
    assert file.read() == file.read() == {}
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "it is no JSON" in said
    assert "It stays where it is: Read-only file system." in said
    with pytest.raises(OSError, match="Read-only"):
        file.read_locked()
    assert file.path.read_text() == "{"


def test_a_copy_that_cannot_be_kept_is_told(
    file: RecordsFile, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def full(_: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records_file, "copy_aside", full)
    file.keep_copy("A record")
    assert "No copy can be kept: No space left on device." in capsys.readouterr().err

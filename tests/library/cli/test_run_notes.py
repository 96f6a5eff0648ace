"""The notes of runs on the disk."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

import pytest

from ipcom.cli.file_locks import LONGEST_LIFE_S
from ipcom.cli.run_notes import NotedRun, RunNotes, forget
from ipcom.model.address import OutputAddress

UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)


@pytest.fixture
def notes(tmp_path: Path) -> RunNotes:
    return RunNotes(tmp_path / "runs")


def is_over() -> bool:
    return True


def told(runs: list[NotedRun]) -> list[tuple[str, tuple[OutputAddress, ...], bool]]:
    return [(run.name, run.outputs, run.alive) for run in runs]


def test_a_run_is_noted_before_it_begins_and_forgotten_when_it_is_over(notes: RunNotes) -> None:
    assert notes.read() == []
    with notes.noted("Left", [UP, DOWN], is_over) as is_noted:
        assert is_noted
        assert told(notes.read()) == [("Left", (UP, DOWN), True)]
    assert notes.read() == []


def test_a_run_that_was_not_seen_off_stays_noted_for_the_next_command(notes: RunNotes) -> None:
    with notes.noted("Left", [UP], lambda: False):
        pass
    (run,) = notes.read()
    assert told([run]) == [("Left", (UP,), False)]
    forget(run)
    assert notes.read() == []


def test_an_error_leaves_no_note_of_what_is_off(notes: RunNotes) -> None:
    with pytest.raises(RuntimeError), notes.noted("Left", [UP], is_over):
        raise RuntimeError
    assert notes.read() == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "x", "outputs": ["99/9"], "at": 0}', "\0"])
def test_a_damaged_note_tells_nothing(notes: RunNotes, tmp_path: Path, text: str) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "1-2.run").write_text(text)
    assert notes.read() == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with RunNotes(tmp_path / "file").noted("Left", [UP], is_over) as is_noted:
        assert not is_noted


def test_a_full_disk_is_no_error_and_leaves_no_note(notes: RunNotes, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with notes.noted("Left", [UP], is_over) as is_noted:
        assert not is_noted
        assert notes.read() == []


def test_without_locks_a_note_counts_as_long_as_a_run_may_last(
    notes: RunNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with notes.noted("Left", [UP], lambda: False):
        pass
    assert told(notes.read()) == [("Left", (UP,), True)]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LONGEST_LIFE_S + 1.0)
    assert told(notes.read()) == [("Left", (UP,), False)]


def test_a_note_that_is_nested_without_end_tells_nothing(notes: RunNotes, tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "1-1.run").write_text("[" * 10_000)
    assert notes.read() == []

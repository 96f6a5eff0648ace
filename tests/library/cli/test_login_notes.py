"""Notes of logins: who has one now, and when which credentials last worked."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ipcom.cli.console.password import Password
from ipcom.cli.login_notes import LAST, MARKS, LoginNotes, clock
from ipcom.cli.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "logins"


def test_a_login_is_noted_while_it_lasts(folder: Path, settings: Settings) -> None:
    notes = LoginNotes(folder, settings)
    assert (notes.holders(), notes.last()) == ([], None)
    with notes.held("ipcom watch"):
        (holder,) = LoginNotes(folder, settings).holders()
        assert str(holder) == f"ipcom watch (process {os.getpid()}, since {clock(holder.since)})"
    assert notes.holders() == []


def test_the_note_of_a_process_that_was_killed_is_removed(folder: Path, settings: Settings) -> None:
    folder.mkdir()
    (folder / "1.login").write_text(json.dumps({"command": "ipcom watch", "process": 1, "at": 0.0}))
    assert LoginNotes(folder, settings).holders() == []
    assert list(folder.iterdir()) == []


def test_the_last_login_is_known_by_its_credentials(folder: Path, settings: Settings) -> None:
    with LoginNotes(folder, settings).held("ipcom"):
        pass
    last = LoginNotes(folder, settings).last()
    assert last is not None
    assert (last.username, last.is_same) == ("demo", True)
    others = [LoginNotes(folder, settings._replace(secret=Password(f"wrong{n}"))).last() for n in range(20)]
    assert sum(each is not None and each.is_same for each in others) <= 2


def test_nothing_of_the_password_is_kept(folder: Path, settings: Settings) -> None:
    settings = settings._replace(secret=Password("correct horse"))
    with LoginNotes(folder, settings).held("ipcom"):
        pass
    file = folder / LAST
    assert "correct" not in file.read_text()
    assert json.loads(file.read_text()).keys() == {"username", "salt", "mark"}
    assert 0 <= json.loads(file.read_text())["mark"] < MARKS == 256
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "[", "[" * 900, "{}", "[]", "null", '{"username": 1}'])
def test_what_cannot_be_read_is_not_known(folder: Path, settings: Settings, content: str) -> None:
    folder.mkdir()
    (folder / LAST).write_text(content)
    (folder / "2.login").write_text(content)
    notes = LoginNotes(folder, settings)
    assert (notes.holders(), notes.last()) == ([], None)


def test_a_folder_that_cannot_be_made_keeps_nothing_from_running(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "file").touch()
    notes = LoginNotes(tmp_path / "file" / "logins", settings)
    with notes.held("ipcom"):
        assert notes.holders() == []
    assert notes.last() is None


def test_a_time_of_another_day_has_its_date() -> None:
    now = datetime.now().astimezone()
    assert clock(now.timestamp()) == f"{now:%H:%M}"
    before = now - timedelta(days=3)
    assert clock(before.timestamp()) == f"{before:%Y-%m-%d %H:%M}"

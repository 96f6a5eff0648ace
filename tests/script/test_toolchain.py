"""Setting up: what is there is kept, what changed is done again, and a failure says why."""

from pathlib import Path

import pytest
from toolchain import environments, project, python314
from toolchain.locks import LOCKS
from toolchain.project import ToolError


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_hashes_and_no_address(lock: object) -> None:
    text = lock.locked.read_text()  # type: ignore[attr-defined]
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert requirements
    assert text.count("--hash=sha256:") >= len(requirements)
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_what_is_wanted(lock: object) -> None:
    locked = lock.locked.read_text().lower()  # type: ignore[attr-defined]
    wanted = [line for line in lock.wanted.read_text().lower().splitlines() if line and line[0] != "#"]  # type: ignore[attr-defined]
    missing = [line for line in wanted if f"\n{line.split('>')[0].split('=')[0]}==" not in f"\n{locked}"]
    assert missing == []


def test_a_changed_lock_is_another_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = environments.HOME_ASSISTANT.wanted_stamp()
    monkeypatch.setattr("toolchain.locks._FOLDER", tmp_path)
    (tmp_path / "ha.lock").write_text("something==1.0\n")
    assert environments.HOME_ASSISTANT.wanted_stamp() != before


def test_an_environment_that_was_never_made_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("toolchain.environments.ROOT", tmp_path)
    assert not environments.is_ready(environments.LIBRARY)


@pytest.mark.parametrize(
    ("version", "good"),
    [("3 11 2", False), ("3 14 1", False), ("3 14 2", True), ("3 14 10", True), ("3 15 0", False)],
)
def test_which_pythons_home_assistant_runs_on(tmp_path: Path, version: str, good: bool) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho {version}\n")
    python.chmod(0o755)
    assert python314.is_good(python) is good


def test_a_python_that_is_not_there_is_not_good(tmp_path: Path) -> None:
    assert not python314.is_good(tmp_path / "python")


def test_a_failed_command_says_what_it_said() -> None:
    with pytest.raises(ToolError, match=r"exit code 3:\nno such mirror"):
        project.run("sh", "-c", "echo no such mirror >&2; exit 3")

"""Named pipes where a file is asked for."""

import os
from pathlib import Path

import pytest

from ipcom.model.named_pipe import waits_for_a_writer


def test_a_named_pipe_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert waits_for_a_writer(tmp_path / "pipe")


def test_a_file_a_folder_and_nothing_do_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not any(waits_for_a_writer(tmp_path / name) for name in ("file", ".", "nothing"))


def test_a_pipe_that_a_shell_made_is_read() -> None:
    ours, theirs = os.pipe()
    try:
        assert not waits_for_a_writer(Path(f"/proc/self/fd/{ours}"))
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_path_that_cannot_be_looked_at_is_none(name: str) -> None:
    assert not waits_for_a_writer(Path(name))

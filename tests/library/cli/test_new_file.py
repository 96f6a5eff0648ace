"""A new file is whole or not there, and takes no other file's place."""

import os
from pathlib import Path

import pytest

from ipcom.cli.new_file import require_place, write_new_file
from ipcom.errors import ConfigurationError


def test_a_free_name_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a" / "devices.yaml"
    assert write_new_file(path, "é\n", "portal") == path
    assert path.read_text("utf-8") == "é\n"
    assert [each.name for each in path.parent.iterdir()] == ["devices.yaml"]


def no_links(source: object, target: object) -> None:
    raise PermissionError("no hard links on this disk")


@pytest.mark.parametrize("links", [True, False])
def test_names_that_are_taken_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "devices.yaml"
    (tmp_path / "devices.portal.yaml").symlink_to(tmp_path / "nowhere")
    written = [write_new_file(path, str(number), "portal").name for number in range(3)]
    assert written == ["devices.yaml", "devices.portal-2.yaml", "devices.portal-3.yaml"]
    assert path.read_text() == "0"
    assert not (tmp_path / "nowhere").exists()
    assert len(list(tmp_path.iterdir())) == 4


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="no space"):
        write_new_file(tmp_path / "devices.yaml", "x", "portal")
    assert not list(tmp_path.iterdir())


def no_space(descriptor: int) -> None:
    raise OSError("no space left")


def test_a_present_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(ConfigurationError, match="the present folder is gone"):
        require_place(Path("new.jsonl"))
    monkeypatch.chdir(tmp_path)

"""The tools for the scripts for browsers: what a machine lacks is said, and in CI it is a failure."""

import json
from pathlib import Path

import pytest
from toolchain import frontend
from toolchain.project import ToolError


@pytest.fixture
def old_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(frontend, "output", lambda *command: "v18.20.4")


@pytest.mark.usefixtures("old_node")
def test_an_old_node_is_told_with_the_oldest_that_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert frontend.missing() == "Node is v18.20.4, and 20.19 is the oldest one that will do"
    assert frontend.is_ready()


@pytest.mark.usefixtures("old_node")
def test_what_is_skipped_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("CI", raising=False)
    frontend.say_if_missing()
    assert capsys.readouterr().err.startswith("SKIPPED")


@pytest.mark.usefixtures("old_node")
def test_ci_never_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ToolError, match="cannot be checked"):
        frontend.say_if_missing()


def test_a_changed_lock_is_installed_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (stamp := tmp_path / "stamp").write_text("{}")
    (lock := tmp_path / "lock").write_text('{"packages": {}}')
    monkeypatch.setattr(frontend, "missing", lambda: None)
    monkeypatch.setattr(frontend, "_STAMP", stamp)
    monkeypatch.setattr(frontend, "_LOCK", lock)
    assert not frontend.is_ready()
    stamp.write_text(lock.read_text())
    assert frontend.is_ready()


def test_the_lock_holds_a_hash_of_every_package_and_no_address_of_a_registry() -> None:
    packages = json.loads((frontend.FOLDER / "package-lock.json").read_text())["packages"]
    fetched = [package for name, package in packages.items() if name]
    assert fetched
    assert all(package["integrity"].startswith("sha512-") for package in fetched)
    assert not any("resolved" in package for package in fetched)

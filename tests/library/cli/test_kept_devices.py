"""Devices that an earlier command read: kept for exactly that text, and never a reason to fail."""

from __future__ import annotations

import os
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from ipcom.cli import kept_devices
from ipcom.cli.kept_devices import KeptDevices, load_kept_devices
from ipcom.errors import ConfigurationError
from ipcom.model import devices_yaml
from ipcom.model.devices import OutputDevice
from ipcom.model.devices_yaml import load_devices, parse_devices
from tests.library.cli.cli_rig import Ipcom

SHORT = b"lights:\n  lamp: {module: 1, output: 1, type: light, watts: 7.5, room: Hall}\n"


@pytest.fixture
def file(house_file: Path) -> Path:
    with house_file.open("ab") as end:
        end.write(SHORT.replace(b"module: 1, output: 1", b"module: 16, output: 8"))
    return house_file


@pytest.fixture
def no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be read from what was kept only."""
    monkeypatch.delattr(devices_yaml, "parse_devices")
    monkeypatch.delattr(devices_yaml, "load_devices")


def kept_file(home: Path) -> Path:
    (kept,) = (home / "xdg_state_home" / "ipcom").glob("devices-*.json")
    return kept


def test_the_second_command_reads_the_same_without_yaml(file: Path, request: pytest.FixtureRequest) -> None:
    first = load_kept_devices(file)
    request.getfixturevalue("no_yaml")
    assert load_kept_devices(file) == first == load_devices(file)


def test_every_property_of_a_device_is_kept(file: Path) -> None:
    kept = set(kept_devices._record(load_devices(file).outputs[0]))
    assert kept - {"output"} == {field.name for field in fields(OutputDevice)} - {"address"}


def test_a_file_that_changed_by_one_letter_is_read_anew(file: Path) -> None:
    load_kept_devices(file)
    file.write_text(file.read_text("utf-8") + "\n# a comment\n", "utf-8")
    stored = KeptDevices.of(file)
    assert stored.find(file.read_text("utf-8")) is None
    load_kept_devices(file)
    assert stored.find(file.read_text("utf-8")) == load_devices(file)


def test_other_sources_read_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_kept_devices(file)
    monkeypatch.setattr(kept_devices, "_sources", lambda: iter([("devices.py", 1, 2)]))
    assert KeptDevices.of(file).find(file.read_text("utf-8")) is None


@pytest.mark.parametrize("at", [0, 4, 8, 9, 40, 2_000, -2, -1])
def test_what_was_damaged_counts_as_nothing(file: Path, home: Path, at: int) -> None:
    devices = load_kept_devices(file)
    kept = bytearray(kept_file(home).read_bytes())
    kept[at] ^= 1
    kept_file(home).write_bytes(kept)
    assert KeptDevices.of(file).find(file.read_text("utf-8")) is None
    assert load_kept_devices(file) == devices


@pytest.mark.parametrize("body", ["", "[]", "{}", "null", '{"text": "", "read_by": "", "devices": 3}'])
def test_what_has_another_form_counts_as_nothing(file: Path, home: Path, body: str) -> None:
    load_kept_devices(file)
    kept_file(home).write_text(f"{kept_devices._checksum(body)}\n{body}", "utf-8")
    assert KeptDevices.of(file).find(file.read_text("utf-8")) is None


def test_a_file_with_a_mistake_is_refused_each_time(file: Path, home: Path) -> None:
    file.write_text("lights:\n  lamp: {module: 99, output: 1, type: light}\n", "utf-8")
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="99") as raised:
            load_kept_devices(file)
        assert raised.value.problems[0].file == str(file)
    assert not list((home / "xdg_state_home").glob("*/*"))


@pytest.mark.parametrize("content", [b"lights: \xff", b"# " + b"x" * kept_devices.LARGEST_TEXT])
def test_what_may_be_no_devices_file_is_not_kept(file: Path, home: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigurationError):
        load_kept_devices(file)
    assert not list((home / "xdg_state_home").glob("*/*"))


def test_a_file_that_is_missing_is_named(home: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        load_kept_devices(home / "devices.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_of_the_shell_is_read_once(home: Path) -> None:
    ends = os.pipe()
    os.write(ends[1], SHORT)
    os.close(ends[1])
    assert load_kept_devices(Path(f"/dev/fd/{ends[0]}")) == parse_devices(SHORT)
    os.close(ends[0])


def test_where_nothing_can_be_kept_the_command_goes_on(
    ipcom: Ipcom, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "no folder").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "no folder"))
    assert ipcom("list", "--devices", str(file)).code == 0

"""What a scene may say, and what is told of mistakes in it. All of them at once, with their lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.cli.scene_file import MAX_BYTES, Scene, read_scene
from ipcom.cli.settings import Settings
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices_yaml import parse_devices

BELL = parse_devices("switches: {bell: {module: 1, output: 8, type: impulse}}\n").outputs


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The demo house with a bell."""
    devices = settings.devices
    return settings._replace(devices=type(devices)((*devices.outputs, *BELL)))


def read(text: str | bytes, settings: Settings) -> Scene:
    Path("scene.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_scene(Path("scene.yaml"), settings)


def mistakes(text: str | bytes, settings: Settings) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        read(text, settings)
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("line", "at", "then"),
    [
        ("hall: on", "1/1", 255),
        ("HALL: ON", "1/1", 255),
        ("1/1: on", "1/1", 255),
        ("'1/1': yes", "1/1", 255),
        ("Hall: true", "1/1", 255),
        ('Hall: "on"', "1/1", 255),
        ("hall: off", "1/1", 0),
        ('hall: "Off"', "1/1", 0),
        ("hall: no", "1/1", 0),
        ("living: on", "6/1", 100),
        ("living: off", "6/1", 0),
        ("living: 0", "6/1", 0),
        ("living: 100", "6/1", 100),
        ("living: 7%", "6/1", 7),
        ("living: 40 %", "6/1", 40),
        ('living: "40"', "6/1", 40),
        ("bell: off", "1/8", 0),
        ("16/8: off", "16/8", 0),
    ],
)
def test_what_a_line_may_say(settings: Settings, line: str, at: str, then: int) -> None:
    scene = read(line, settings)
    assert scene.values == {OutputAddress.parse(at): then}
    assert scene.has_undeclared == (at == "16/8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hal: on", 'There is no device "hal"'),
        ("hall: 40", "Hall is only on or off"),
        ("hall: 0", "Hall is only on or off"),
        ("hall: nearly", "hall is text (nearly), not on, off or a level"),
        ("hall:", "hall is nothing, not on, off or a level"),
        ("hall: [on]", "hall is a list, not on, off or a level"),
        ("hall: {on: 1}", "hall is a group of values, not on, off or a level"),
        ("living: 101", "living is a number (101), not on, off or a level"),
        ("living: 010", "living is a number (010), not on, off or a level"),
        ("living: 4.5", "living is a fraction (4.5), not on, off or a level"),
        ("living: 1:30", "living is a number (1:30), not on, off or a level"),
        ("living: +10", "living has a step, and a scene says where it ends"),
        ("living: -10", "living has a step, and a scene says where it ends"),
        ('living: "+10 %"', "living has a step, and a scene says where it ends"),
        ("bell: on", "Bell is on for a moment only, which is no part of a scene"),
        ("bell: 40", "Bell is on for a moment only"),
        ("16/8: on", "output 16/8 is not declared, so it may be half of a shutter's motor"),
        ("16/8: 40", "type: dimmer}"),
        ("3/9: on", "There is no output 9"),
        ("5/1: off", "5/1 is a relay of Living left. Write its name instead"),
        ("living left: on", "Living left is a shutter, which is not on or off"),
        ("living left: half", "living left is text (half), not a height"),
        ("? [hall]\n: on", 'There is no device "..."'),
        ("5: on", 'There is no device "5"'),
        ("<<: {hall: on}", 'There is no device "<<"'),
        ("hall: on\nHall: on", "Hall stands on line 1 already"),
        ("hall: on\n1/1: off", "Hall stands on line 1 already"),
        ("hall: on\nhall: off", "Hall stands on line 1 already"),
        ("living left: 40\nliving_left_u: 40", "Living left stands on line 1 already"),
        ("", "the file is empty (write a line for each output, such as kitchen: on, or living: 40)"),
        ("{}", "the file is empty"),
        ("- hall: on", "this is no scene (write a line for each output"),
        ("hall", "this is no scene (write a line for each output"),
        ("hall: on\n kitchen: on", "scene.yaml:2: "),
        ("hall: [", "this is not YAML"),
        ("hall: on\n---\nporch: on", "a second document begins here (delete the line of three dashes"),
        ("hall: " + "[" * 50, "nested more than 20 levels deep"),
        (b"hall: \xff", "it is not UTF-8 text (byte 0xff)"),
        ("hall: on\n" + " " * MAX_BYTES, "it is larger than 64 kB"),
    ],
)
def test_a_mistake_is_told(settings: Settings, line: str | bytes, said: str) -> None:
    told = mistakes(line, settings)
    assert len(told) == 1
    assert said in told[0]
    assert told[0].startswith("scene.yaml")


def test_all_mistakes_are_told_in_their_order(settings: Settings) -> None:
    told = mistakes("hal: on\nporch: on\nliving: x\n16/8: on\n", settings)
    assert [each.split(": ")[0] for each in told] == ["scene.yaml:1", "scene.yaml:3", "scene.yaml:4"]


def test_what_a_terminal_obeys_is_not_repeated(settings: Settings) -> None:
    (told,) = mistakes('hall: "\\e[2J"', settings)
    assert "\x1b" not in told
    (told,) = mistakes('"h\\e[2Jall": on', settings)
    assert "\x1b" not in told


def test_a_byte_order_mark_and_aliases_are_understood(settings: Settings) -> None:
    assert read(b"\xef\xbb\xbfhall: &it on\nporch: *it\n", settings).values == {
        OutputAddress(1, 1): 255,
        OutputAddress(1, 2): 255,
    }


def test_files_that_cannot_be_read_are_told(settings: Settings, home: Path) -> None:
    os.mkfifo(home / "pipe.yaml")
    for name, said in (
        ("nothing.yaml", "there is no such file"),
        (".", "this is a directory"),
        ("pipe.yaml", "this is a pipe, not a file"),
        ("a\0b", "embedded null"),
        ("x" * 300, "it cannot be read: File name too long"),
    ):
        with pytest.raises(ConfigurationError) as raised:
            read_scene(Path(name), settings)
        assert said in str(raised.value)

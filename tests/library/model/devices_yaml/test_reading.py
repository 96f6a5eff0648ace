"""What is read from a devices.yaml that is not quite right: all that is sound, and a word about the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.model.devices import Category
from ipcom.model.devices_yaml import parse_devices, read_devices, read_devices_file
from tests.library.model.devices_yaml.test_findings import LAMP, SHUTTER, lamp

TOLERATED = {
    "unknown property": (lamp(colour="red"), 2, 'unknown property "colour"', "known are module, output"),
    "mistyped property": (lamp(dispaly_name="x"), 2, '"dispaly_name"', 'Did you mean "display_name"?'),
    "module is text": (lamp(module="'3'"), 2, "module is 3 in quotes", "write module: 3"),
    "no type": (lamp(type=""), 2, "lamp has no type", "add type: switch, light or dimmer"),
    "name is a number": (lamp(display_name="12"), 2, "display_name is a number (12)", 'display_name: "12"'),
    "name is yes": (lamp(display_name="Yes"), 2, "display_name is yes/no (Yes)", 'display_name: "Yes"'),
    "name is a date": (lamp(display_name="2026-01-01"), 2, "display_name is a date", '"2026-01-01"'),
    "name is a group": (lamp(display_name="{a: b}"), 2, "display_name is a group of values", '"..."'),
    "name of a strange kind": (lamp(display_name="!lua x"), 2, "is of an unknown kind (x)", '"x"'),
    "property twice": (lamp(module="1, module: 2"), 2, 'property "module" is there twice', "delete one"),
    "role on a lamp": (lamp(relay_role="up"), 2, "relay_role belongs to shutters only", "move the device"),
    "key twice": (LAMP + "  lamp: {}\n", 3, 'key "lamp" is there twice, first on line 2', "rename"),
    "key in two sections": (
        LAMP + "switches:\n  lamp: {module: 1, output: 2, type: switch}\n",
        4,
        'key "lamp" is already used in lights on line 2',
        "rename one",
    ),
    "keys alike but for case": (
        LAMP + "  Lamp: {module: 1, output: 2, type: switch}\n",
        3,
        'key "Lamp" is already used',
        "rename one",
    ),
    "key is a number": (
        "lights:\n  12: {module: 1, output: 1, type: light}\n",
        2,
        "key is a number (12)",
        '"12"',
    ),
    "section twice": (LAMP + "lights: {}\n", 3, 'section "lights" is there twice', "delete one"),
    "role in capitals": (
        SHUTTER.replace("role: up", "role: UP"),
        2,
        "relay_role is text (UP)",
        "relay_role: up",
    ),
    "type in capitals": (lamp(type="Dimmer"), 2, "type is text (Dimmer)", "write type: dimmer"),
    "type of a shutter": (
        SHUTTER.replace("switch", "relay", 1),
        2,
        "type is text (relay)",
        "write type: switch",
    ),
    "pulse too long": (lamp(pulse="90"), 2, "pulse is a number (90)", "write pulse: 0.1 to 60"),
    "watts with unit": (lamp(watts="60W"), 2, "watts is text (60W)", "write watts: 0 to 100000"),
    "energy": (lamp(energy="4"), 2, "energy is a number (4), not true or false", "write energy: true"),
    "number with a zero": (lamp(output="08"), 2, "output is 8 in quotes", "write output: 8"),
    "section in capitals": (LAMP.replace("lights", "Lights"), 1, 'unknown section "Lights"', '"lights"'),
    "section that is not needed": (LAMP + "version: 3\n", 3, 'unknown section "version"', "known are"),
    "anchors of one's own": (
        "base: &base {type: light}\nlights:\n  lamp: {<<: *base, module: 1, output: 1}\n",
        1,
        'unknown section "base"',
        "known are",
    ),
}


@pytest.mark.parametrize(("content", "line", "message", "fix"), TOLERATED.values(), ids=TOLERATED)
def test_what_is_understood_all_the_same_is_a_warning_and_costs_no_device(
    content: str, line: int, message: str, fix: str
) -> None:
    found = read_devices(content, "house.yaml")
    assert found.errors == ()
    warned = [warning for warning in found.warnings if message in warning.message]
    assert [(warning.file, warning.line) for warning in warned] == [("house.yaml", line)]
    assert fix in warned[0].fix
    assert found.devices == parse_devices(content, "house.yaml")
    assert found.devices.outputs


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(lamp(module="'3'"), "3/1 light lamp", id="a number in quotes"),
        pytest.param(lamp(type="DIMMER"), "3/1 dimmer lamp", id="a type in capitals"),
        pytest.param(lamp(type=""), "3/1 switch lamp", id="no type"),
        pytest.param(lamp(module="1, module: 2"), "2/1 light lamp", id="the last of two properties"),
        pytest.param(
            LAMP + "  lamp: {module: 4, output: 4, type: dimmer}\n",
            "4/4 dimmer lamp",
            id="the last of two keys",
        ),
        pytest.param(LAMP + "  lamp: {module: 44}\n", "3/1 light lamp", id="the last of two that is sound"),
        pytest.param(
            LAMP + "switches: {}\nlights:\n  more: {module: 3, output: 2}\n",
            "3/1 light lamp, 3/2 switch more",
            id="both parts of a section",
        ),
        pytest.param(
            "lights:\n  7: {module: 3, output: 1}\n  on: {module: 3, output: 2}\n",
            "3/1 switch 7, 3/2 switch on",
            id="keys as they are written",
        ),
    ],
)
def test_what_is_read_is_what_the_owner_meant(content: str, expected: str) -> None:
    devices = read_devices(content.replace("module: 1,", "module: 3,")).devices
    assert ", ".join(f"{d.address} {d.type} {d.key}" for d in devices.outputs) == expected


FAULTS = {
    "type": lamp(type="dimer"),
    "module": lamp(module="17"),
    "no output": lamp(output=""),
    "no device": "lights:\n  lamp: on\n",
    "empty key": "lights:\n  '': {module: 1, output: 1}\n",
    "nothing as a key": "lights:\n  ~: {module: 1, output: 1}\n",
}
REST = """\
  two: {module: 1, output: 2, type: light}
shutters:
  left_u: {module: 5, output: 2, type: switch, relay_role: up, paired_device: left_d}
  left_d: {module: 5, output: 1, type: switch, relay_role: down, paired_device: left_u}
"""


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_device_that_is_wrong_leaves_the_others(fault: str) -> None:
    found = read_devices(fault + REST)
    assert [device.key for device in found.devices.outputs] == ["two", "left_d", "left_u"]
    assert {error.line for error in found.errors} == {2}


@pytest.mark.parametrize(
    "broken",
    [
        SHUTTER.replace("role: up", "role: sideways"),
        SHUTTER.replace("relay_role: down, ", ""),
        SHUTTER.replace(", paired_device: left_d", ""),
        SHUTTER.replace("output: 1", "output: 2"),
        SHUTTER.replace("output: 1", "output: 9"),
        SHUTTER.replace("switch", "dimmer", 1),
    ],
)
def test_half_a_shutter_is_none(broken: str) -> None:
    """A relay that is left over is not offered as something else either: a motor hangs on it."""
    found = read_devices(LAMP + broken)
    assert [device.key for device in found.devices.outputs] == ["lamp"]
    assert found.errors


def test_a_lamp_does_not_take_the_relay_of_a_shutter() -> None:
    found = read_devices(LAMP.replace("module: 1", "module: 5") + SHUTTER)
    assert [device.key for device in found.devices.outputs] == ["left_d", "left_u"]
    assert [(error.line, error.message) for error in found.errors] == [
        (2, "module 5 output 1 is already used by left_d on line 5")
    ]


def test_a_sound_device_keeps_its_output_beside_a_broken_one() -> None:
    found = read_devices(lamp(type="lamp") + "  two: {module: 1, output: 1}\n")
    assert [device.key for device in found.devices.outputs] == ["two"]


def test_a_lamp_may_be_called_like_a_relay() -> None:
    found = read_devices(LAMP.replace("lamp", "left_d") + SHUTTER)
    assert len(found.devices.shutters) == 1
    assert found.devices.shutters[0].down.category is Category.SHUTTERS


def test_a_file_that_cannot_be_read_at_all_has_one_error_and_no_devices() -> None:
    found = read_devices("lights: {lamp: {\n", "house.yaml")
    assert not found.devices.outputs
    assert [(error.file, error.line) for error in found.errors] == [("house.yaml", 2)]


def test_a_file_on_the_disk_is_read_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "devices.yaml"
    path.write_text(lamp(colour="red"), "utf-8")
    assert [warning.line for warning in read_devices_file(path).warnings] == [2]
    assert read_devices_file(tmp_path / "none.yaml").errors[0].message == "there is no such file"

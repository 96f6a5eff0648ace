"""Reading devices.yaml as users have it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices, DeviceType
from ipcom.model.devices_yaml import load_devices, parse_devices, read_devices
from ipcom.model.devices_yaml.load import MAX_BYTES

IN_THE_FIELD = """\
lights:
  kitchen:                     # key: lower case, the name on the command line
    module: 3                  # 1..16
    output: 4                  # 1..8
    type: switch               # switch or light: on/off; dimmer: level
    display_name: "Kitchen"
    description: "Ceiling"     # optional
    graphic_type: OutputLightBulb
    device_class: outlet
    icon: mdi:lamp
  dining: {module: 6, output: 1, type: dimmer, display_name: Dining}
switches:
  coffee: {module: 4, output: 5, type: switch, display_name: "Coffee machine"}
shutters:
  living_left_d:
    module: 5
    output: 1
    type: switch
    display_name: "Living left"
    relay_role: down           # up | down
    paired_device: living_left_u
  living_left_u:
    module: 5
    output: 2
    type: switch
    display_name: "Living left"
    relay_role: up
    paired_device: living_left_d
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "devices.yaml"
    path.write_text(IN_THE_FIELD, "utf-8")
    return path


def test_a_file_from_the_field_loads(file: Path) -> None:
    devices = load_devices(file)
    assert [light.key for light in devices.lights] == ["kitchen", "dining"]
    assert [switch.display_name for switch in devices.switches] == ["Coffee machine"]
    assert [shutter.display_name for shutter in devices.shutters] == ["Living left"]
    assert devices.shutters[0].up.address == OutputAddress(5, 2)


def test_every_property_is_kept(file: Path) -> None:
    kitchen = load_devices(str(file)).by_key("kitchen")
    assert kitchen is not None
    assert kitchen.type is DeviceType.SWITCH
    assert (kitchen.description, kitchen.graphic_type) == ("Ceiling", "OutputLightBulb")
    assert (kitchen.device_class, kitchen.icon, kitchen.line) == ("outlet", "mdi:lamp", 2)


def test_what_a_device_switches_and_draws_is_read() -> None:
    devices = parse_devices("""\
switches:
  bell: {module: 2, output: 1, type: impulse, pulse: 1, room: Hall}
  drive: {module: 2, output: 2, type: gate, pulse: 0.75}
  pump: {module: 2, output: 3, type: valve, device_class: water, watts: 12.5, energy: true}
""")
    bell, drive, pump = devices.switches
    assert (bell.type, bell.pulse, bell.room) == (DeviceType.IMPULSE, 1, "Hall")
    assert (drive.type, drive.pulse, drive.watts) == (DeviceType.GATE, 0.75, None)
    assert (pump.pulse, pump.watts, pump.energy) == (None, 12.5, True)
    assert [each.kind for each in devices.switches] == ["momentary", "momentary", "relay"]


def test_loading_leaves_the_file_as_it_was(file: Path) -> None:
    file.chmod(0o444)
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    load_devices(file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + IN_THE_FIELD, id="byte order mark"),
        pytest.param(IN_THE_FIELD.replace("\n", "\r\n"), id="lines of another system"),
        pytest.param(IN_THE_FIELD + "# caf\u00e9 \U0001f3e0\n", id="any letter"),
        pytest.param("---\n" + IN_THE_FIELD + "...\n", id="document marks"),
        pytest.param(IN_THE_FIELD.replace('"Ceiling"', ""), id="an optional property left open"),
        pytest.param(IN_THE_FIELD.replace("module: 3 ", "module: 0x3 "), id="a number written otherwise"),
    ],
)
def test_what_editors_do_to_a_file_does_no_harm(text: str) -> None:
    devices = parse_devices(text.encode())
    assert len(devices.outputs) == 5
    assert devices.find("kitchen") == parse_devices(text).find("kitchen")


def test_a_section_may_be_open_and_a_file_may_know_no_device_yet() -> None:
    assert parse_devices("lights:\nswitches: {}\n") == Devices()


def test_a_device_without_a_display_name_is_called_by_its_key() -> None:
    devices = parse_devices("lights:\n  dining_table: {module: 1, output: 1, type: light}\n")
    assert devices.outputs[0].display_name == "Dining table"


def test_anchors_and_merge_keys_work_as_they_always_did() -> None:
    devices = parse_devices("""\
lights:
  one: &lamp {module: 1, output: 1, type: light, display_name: One}
  two: {<<: *lamp, output: 2, display_name: Two}
  three: {<<: [{output: 3}, *lamp], display_name: Three}
  four: {<<: &deep {<<: *lamp, output: 4}, display_name: Four}
""")
    assert [str(device.address) for device in devices.outputs] == ["1/1", "1/2", "1/3", "1/4"]
    assert [device.display_name for device in devices.outputs] == ["One", "Two", "Three", "Four"]


def test_the_largest_file_that_may_be_loads() -> None:
    text = IN_THE_FIELD + "#" * (MAX_BYTES - len(IN_THE_FIELD) - 1) + "\n"
    assert len(parse_devices(text).outputs) == 5


def test_all_mistakes_are_told_at_once_from_top_to_bottom() -> None:
    text = """\
lights:
  kitchen: {module: 17, output: 9, type: lamp, brightness: 3}
light:
  hall: {module: 1}
shutters:
  left_u: {module: 5, output: 2, type: switch, relay_role: up, paired_device: left_d}
"""
    with pytest.raises(ConfigurationError) as caught:
        parse_devices(text, "house.yaml")
    assert [problem.line for problem in caught.value.problems] == [2, 2, 2, 3, 6]
    assert (
        str(caught.value)
        .splitlines()[0]
        .startswith("house.yaml:2: module 17 does not exist (write module: 1")
    )
    assert all(problem.fix and problem.file == "house.yaml" for problem in caught.value.problems)


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "devices.yaml")
    with pytest.raises(ConfigurationError, match="this is a pipe, not a file"):
        load_devices(tmp_path / "devices.yaml")


def test_characters_that_a_terminal_obeys_are_a_warning_and_stay() -> None:
    reading = read_devices(
        'lights:\n  "l\\u001bamp": {module: 1, output: 1, type: light, display_name: "A\\u202eB"}\n'
    )
    (lamp,) = reading.devices.outputs
    assert (lamp.key, lamp.display_name) == ("l\x1bamp", "A\u202eB")
    assert [warning.code for warning in reading.warnings] == ["text_unprintable", "text_unprintable"]


def test_letters_and_signs_of_any_language_stay() -> None:
    name = "Été 客厅 \U0001f468\u200d\U0001f469\u200d\U0001f467 قاعة"
    reading = read_devices(f"lights:\n  lamp: {{module: 1, output: 1, type: light, display_name: {name}}}\n")
    assert reading.devices.outputs[0].display_name == name
    assert reading.warnings == ()


def test_an_unknown_tag_costs_its_property_only() -> None:
    reading = read_devices("lights:\n  lamp: {module: 1, output: 1, type: light, display_name: !secret x}\n")
    assert reading.devices.outputs[0].display_name == "Lamp"
    assert "!secret is not known here" in str(reading.warnings[0])


def test_an_unknown_tag_in_place_of_a_choice_is_told_as_such() -> None:
    reading = read_devices("lights:\n  lamp: {module: 1, output: 1, type: !secret kind}\n")
    (error,) = reading.errors
    assert "!secret is not known here" in str(error)


def test_a_key_may_be_the_output_that_it_names() -> None:
    (lamp,) = parse_devices('lights:\n  "3/4": {module: 3, output: 4, type: light}\n').outputs
    assert lamp.key == "3/4"

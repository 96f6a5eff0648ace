"""Where the devices of an earlier integration are looked for, and what of them is sound."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.imports.devices_file import DevicesFile
from custom_components.ipcom.imports.earlier_devices import async_find_devices
from tests.integration.files import BROKEN, SMALL, put_in_folder, write

LAMP = {"module": 1, "output": 1, "type": "light", "display_name": "Lamp"}
UP = {"module": 5, "output": 2, "relay_role": "up", "paired_device": "left_d"}
DOWN = {"module": 5, "output": 1, "relay_role": "down", "paired_device": "left_u"}


async def found(hass: HomeAssistant, **earlier: Any) -> DevicesFile:
    file = await async_find_devices(hass, earlier)
    assert file is not None
    return file


def names(file: DevicesFile) -> list[str]:
    return [device.name for device in file.devices]


@pytest.mark.parametrize(
    "folders",
    [
        ("ipcom",),
        ("custom_components", "ipcom", "cli"),
        ("custom_components", "ipcom"),
        ("ipcom", "cli"),
        ("ipcom-cli",),
        ("ipcom_cli",),
        ("cli",),
        (),
    ],
)
async def test_a_file_is_found_wherever_it_may_lie(hass: HomeAssistant, folders: tuple[str, ...]) -> None:
    write(hass, SMALL, *folders)
    file = await found(hass)
    assert len(file.devices) == 4
    assert file.source == "/".join((*folders, "devices.yaml"))
    assert file.relay_keys == {"living_left_d", "living_left_m"}


@pytest.mark.parametrize("cli_path", ["tools/ipcom_cli.py", "tools", " tools/ "])
async def test_the_place_of_the_command_line_comes_first(hass: HomeAssistant, cli_path: str) -> None:
    write(hass, SMALL, "tools")
    put_in_folder(hass, BROKEN)
    assert len((await found(hass, cli_path=cli_path)).devices) == 4


@pytest.mark.parametrize("cli_path", [None, "", 7, "/config/ipcom/ipcom_cli.py", "a\0b"])
async def test_a_path_that_leads_nowhere_does_no_harm(hass: HomeAssistant, cli_path: Any) -> None:
    put_in_folder(hass, SMALL)
    assert len((await found(hass, cli_path=cli_path)).devices) == 4


async def test_there_may_be_none(hass: HomeAssistant) -> None:
    assert await async_find_devices(hass, {"devices": None}) is None
    assert await async_find_devices(hass, {"devices": {}}) is None
    assert await async_find_devices(hass, {"devices": "lights"}) is None


async def test_a_broken_file_does_not_hide_a_sound_one(hass: HomeAssistant) -> None:
    put_in_folder(hass, "lights: {lamp: {\n")
    write(hass, SMALL, "custom_components", "ipcom", "cli")
    file = await found(hass)
    assert (len(file.devices), file.problems) == (4, ())
    assert str(file.warnings[0]).startswith("ipcom/devices.yaml:2: this is not YAML")


async def test_an_empty_file_does_not_hide_one_with_devices(hass: HomeAssistant) -> None:
    put_in_folder(hass, "lights:\n")
    write(hass, SMALL)
    assert len((await found(hass)).devices) == 4


async def test_the_first_of_broken_files_is_told(hass: HomeAssistant) -> None:
    put_in_folder(hass, BROKEN)
    write(hass, "lights: {lamp: {\n")
    file = await found(hass)
    assert not file.devices
    assert not file.usable
    assert str(file.problems[0]).startswith("ipcom/devices.yaml:2: ")


async def test_a_folder_with_the_name_of_the_file_is_none(hass: HomeAssistant) -> None:
    write(hass, SMALL)
    put_in_folder(hass, "").unlink()
    put_in_folder(hass, "").unlink()
    folder = put_in_folder(hass, "")
    folder.unlink()
    folder.mkdir()
    assert len((await found(hass)).devices) == 4


async def test_the_devices_of_an_entry_come_before_any_file(hass: HomeAssistant) -> None:
    put_in_folder(hass, SMALL)
    file = await found(hass, devices={"lights": {"lamp": LAMP}, "switches": {}, "shutters": None})
    assert names(file) == ["Lamp"]
    assert (file.problems, file.warnings) == ((), ())


async def test_an_entry_without_a_sound_device_leaves_it_to_a_file(hass: HomeAssistant) -> None:
    put_in_folder(hass, SMALL)
    file = await found(hass, devices={"lights": {"lamp": {}}})
    assert len(file.devices) == 4
    assert str(file.warnings[0]).startswith("lights/lamp: lamp has no module")


@pytest.mark.parametrize(
    ("device", "note"),
    [
        ({**LAMP, "room": 7}, "lights/lamp: room is a number (7), not text"),
        ({**LAMP, "site": {"name": "Villa"}}, 'lights/lamp: unknown property "site"'),
        ({**LAMP, "module": "1"}, "lights/lamp: module is 1 in quotes"),
        ({**LAMP, "type": "LIGHT"}, "lights/lamp: type is text (LIGHT)"),
        ({**LAMP, "display_name": True}, "lights/lamp: display_name is yes/no (true)"),
        ({"module": 1, "output": 1}, "lights/lamp: lamp has no type"),
    ],
)
async def test_what_is_odd_in_an_entry_is_a_warning_that_names_device_and_property(
    hass: HomeAssistant, device: dict[str, Any], note: str
) -> None:
    file = await found(hass, devices={"lights": {"lamp": device}})
    assert len(file.devices) == 1
    assert file.problems == ()
    assert [warning for warning in file.warnings if str(warning).startswith(note)]


@pytest.mark.parametrize(
    "name",
    [
        "Salle à manger",
        "灯",
        "Küche 🏠",
        'He said "on"',
        "line\nbreak",
        "\x7f",
        "a: b # c",
        "*alias",
        "",
        "~",
    ],
)
async def test_any_name_comes_out_of_an_entry_as_it_is(hass: HomeAssistant, name: str) -> None:
    devices = {"lights": {name or "x": {**LAMP, "display_name": name or "x"}}}
    file = await found(hass, devices=devices)
    assert [(device.name, device.key) for device in file.devices] == [(name or "x", name or "x")]


@pytest.mark.parametrize(
    "devices",
    [
        {"lights": ["lamp"]},
        {"lights": {"lamp": "on"}},
        {"lights": 7},
        {"lamps": {"lamp": LAMP}},
        {"lights": {"lamp": {**LAMP, "module": 99}}},
        {"shutters": {"left_u": UP}},
        {"lights": {"lamp": object()}},
        {"lights": {"": LAMP}},
    ],
)
async def test_nonsense_in_an_entry_is_told(hass: HomeAssistant, devices: Any) -> None:
    file = await found(hass, devices=devices)
    assert not file.devices
    assert file.problems


async def test_one_device_that_is_wrong_leaves_the_others_of_an_entry(hass: HomeAssistant) -> None:
    devices = {
        "lights": {"lamp": LAMP, "two": {**LAMP, "output": 99}, "three": 7},
        "shutters": {"left_u": UP, "left_d": DOWN, "right_u": {**UP, "output": 3}},
        "scenes": {"evening": {"module": 1}},
    }
    file = await found(hass, devices=devices)
    assert names(file) == ["Lamp", "Left u"]
    told = {problem.file for problem in file.problems}
    assert told == {"lights/two", "lights/three", "shutters/right_u", "scenes"}

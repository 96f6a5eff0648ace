"""The devices of a house, and finding one by what people call it."""

from __future__ import annotations

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole, ShutterDevice
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair


def light(key: str, name: str, module: int, output: int, kind: DeviceType = DeviceType.LIGHT) -> OutputDevice:
    return OutputDevice(key, name, Category.LIGHTS, kind, OutputAddress(module, output))


def relay(key: str, name: str, output: int, role: RelayRole, other: str) -> OutputDevice:
    return OutputDevice(
        key,
        name,
        Category.SHUTTERS,
        DeviceType.SWITCH,
        OutputAddress(5, output),
        relay_role=role,
        paired_device=other,
    )


def shutter(key: str, up_name: str, down_name: str, output: int = 1) -> tuple[OutputDevice, OutputDevice]:
    return (
        relay(f"{key}_u", up_name, output + 1, RelayRole.UP, f"{key}_d"),
        relay(f"{key}_d", down_name, output, RelayRole.DOWN, f"{key}_u"),
    )


KITCHEN = light("kitchen", "Kitchen ceiling", 3, 4)
HALL = light("hall", "Hall", 1, 1, DeviceType.DIMMER)
COFFEE = OutputDevice("coffee", "Coffee machine", Category.SWITCHES, DeviceType.SWITCH, OutputAddress(4, 5))
HOUSE = Devices((KITCHEN, *shutter("living", "Living U", "Living D"), COFFEE, HALL))


def test_outputs_stand_in_the_order_of_their_addresses() -> None:
    assert [device.key for device in HOUSE.outputs] == ["hall", "kitchen", "coffee", "living_d", "living_u"]


def test_every_category_has_its_devices() -> None:
    assert HOUSE.lights == (HALL, KITCHEN)
    assert HOUSE.switches == (COFFEE,)
    assert [shutter.key for shutter in HOUSE.shutters] == ["living_u"]


def test_only_a_dimmer_takes_a_level() -> None:
    assert HALL.supports_brightness
    assert not KITCHEN.supports_brightness
    assert HOUSE.kinds()[HALL.address] is OutputKind.DIMMER
    assert HOUSE.kinds()[KITCHEN.address] is OutputKind.RELAY


def test_a_shutter_knows_its_relays() -> None:
    assert HOUSE.pairs() == (ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1)),)


@pytest.mark.parametrize(
    ("up_name", "down_name", "name"),
    [
        ("Living left", "Living left", "Living left"),
        ("Living U", "Living D", "Living"),
        ("Living M", "Living D", "Living"),
        ("Living  M", "Living D", "Living"),
        ("Living up", "Living down", "Living up"),
        ("Block D", "Block D", "Block D"),
    ],
)
def test_a_shutter_has_the_name_that_its_relays_share(up_name: str, down_name: str, name: str) -> None:
    assert Devices(shutter("living", up_name, down_name)).shutters[0].display_name == name


def test_a_device_is_found_by_key_and_by_address() -> None:
    assert HOUSE.by_key("kitchen") is KITCHEN
    assert HOUSE.by_key("Kitchen") is None
    assert HOUSE.at(OutputAddress(3, 4)) is KITCHEN
    assert HOUSE.at(OutputAddress(16, 8)) is None


@pytest.mark.parametrize("name", ["kitchen", "KITCHEN", " Kitchen ceiling ", "kitchen CEILING"])
def test_a_device_is_found_by_key_and_display_name_in_any_case(name: str) -> None:
    assert HOUSE.find(name) == KITCHEN


@pytest.mark.parametrize("name", ["living", "Living", "living_u", "LIVING_D", "Living U", "living d"])
def test_a_shutter_is_found_by_its_name_and_by_either_relay(name: str) -> None:
    found = HOUSE.find(name)
    assert isinstance(found, ShutterDevice)
    assert found.key == "living_u"


def test_a_key_goes_before_a_display_name() -> None:
    devices = Devices((light("one", "two", 1, 1), light("two", "three", 1, 2)))
    assert devices.find("two").key == "two"


def test_a_mistyped_name_gets_near_matches() -> None:
    with pytest.raises(ConfigurationError, match=r'no device "kitchn"\. Did you mean "kitchen"'):
        HOUSE.find("kitchn")


def test_a_name_like_no_other_gets_the_known_keys() -> None:
    with pytest.raises(ConfigurationError, match=r"Known are: living_u, living_d, hall, kitchen, coffee\.$"):
        HOUSE.find("garage door")


def test_many_known_keys_are_not_all_listed() -> None:
    many = Devices(tuple(light(f"lamp{number}", f"Lamp {number}", 1, number) for number in range(1, 9)))
    many = Devices((*many.outputs, COFFEE))
    with pytest.raises(ConfigurationError, match=r"lamp8, \.\.\.\.$"):
        many.find("xyzzy")


def test_without_devices_the_error_says_to_load_some() -> None:
    with pytest.raises(ConfigurationError, match=r"load a devices\.yaml"):
        Devices().find("kitchen")


def test_a_display_name_of_two_devices_gets_their_keys() -> None:
    devices = Devices((light("one", "Lamp", 1, 1), light("two", "Lamp", 1, 2)))
    with pytest.raises(ConfigurationError, match=r"2 devices: use a key \(one, two\)"):
        devices.find("lamp")

"""What the symbols of the vendor's application stand for."""

from __future__ import annotations

import pytest

from ipcom.model.devices import Category, DeviceType, RelayRole
from ipcom.model.graphic_types import graphic_type


@pytest.mark.parametrize(
    ("name", "category", "kind", "device_class"),
    [
        ("OutputLightBulb", Category.LIGHTS, DeviceType.LIGHT, ""),
        ("LightBulb", Category.LIGHTS, DeviceType.LIGHT, ""),
        ("OutputSocket", Category.SWITCHES, DeviceType.OUTLET, "outlet"),
        ("OutputAirConditionner", Category.SWITCHES, DeviceType.SWITCH, ""),
        ("OutputBlindUp", Category.SHUTTERS, DeviceType.SWITCH, "blind"),
        ("OutputShutterDown", Category.SHUTTERS, DeviceType.SWITCH, "shutter"),
        ("OutputOfAnotherYear", Category.LIGHTS, DeviceType.LIGHT, ""),
        ("", Category.LIGHTS, DeviceType.LIGHT, ""),
    ],
)
def test_a_symbol_stands_for_this(name: str, category: Category, kind: DeviceType, device_class: str) -> None:
    symbol = graphic_type(name)
    assert (symbol.category, symbol.type, symbol.device_class) == (category, kind, device_class)


def test_a_relay_of_a_motor_has_its_direction() -> None:
    assert graphic_type("OutputBlindUp").relay_role is RelayRole.UP
    assert graphic_type("OutputShutterDown").relay_role is RelayRole.DOWN
    assert graphic_type("OutputOven").relay_role is None


def test_an_appliance_has_an_icon_of_its_own() -> None:
    assert graphic_type("OutputWashMachine").icon == "mdi:washing-machine"
    assert graphic_type("OutputLightBulb").icon == ""

"""The symbols of the vendor's application, and what each stands for (docs/protocol.md, "Graphic types")."""

from __future__ import annotations

from dataclasses import dataclass

from .arguments import check_text
from .devices import Category, DeviceType, RelayRole

_PREFIX = "Output"
_BLIND = "blind"
_SHUTTER = "shutter"


@dataclass(frozen=True, slots=True)
class GraphicType:
    """What a symbol says of its output."""

    category: Category = Category.LIGHTS
    type: DeviceType = DeviceType.LIGHT
    icon: str = ""
    """An icon of Home Assistant that says more than the one of the type; empty if there is none."""
    device_class: str = ""
    """A device class of Home Assistant."""
    relay_role: RelayRole | None = None
    """The direction of a shutter's or blind's relay."""


def _appliance(icon: str) -> GraphicType:
    return GraphicType(Category.SWITCHES, DeviceType.SWITCH, icon)


def _relay(device_class: str, role: RelayRole) -> GraphicType:
    return GraphicType(Category.SHUTTERS, DeviceType.SWITCH, device_class=device_class, relay_role=role)


_TYPES = {
    "LightBulb": GraphicType(),
    "LightBulbEconomic": GraphicType(icon="mdi:lightbulb-cfl"),
    "ButtonLedYellow": GraphicType(icon="mdi:led-on"),
    "Socket": GraphicType(Category.SWITCHES, DeviceType.OUTLET, device_class="outlet"),
    "Television": _appliance("mdi:television"),
    "WashMachine": _appliance("mdi:washing-machine"),
    "DishWasher": _appliance("mdi:dishwasher"),
    "CoffeeMachine": _appliance("mdi:coffee-maker"),
    "MicrowaveOven": _appliance("mdi:microwave"),
    "Oven": _appliance("mdi:stove"),
    "Heater": _appliance("mdi:radiator"),
    "ElectricHeater": _appliance("mdi:heating-coil"),
    "Boiler": _appliance("mdi:water-boiler"),
    "AirConditionner": _appliance("mdi:air-conditioner"),
    "DoorOpen": _appliance("mdi:door-open"),
    "DoorClose": _appliance("mdi:door-closed"),
    "Lock": _appliance("mdi:lock"),
    "ShutterUp": _relay(_SHUTTER, RelayRole.UP),
    "ShutterDown": _relay(_SHUTTER, RelayRole.DOWN),
    "BlindUp": _relay(_BLIND, RelayRole.UP),
    "BlindDown": _relay(_BLIND, RelayRole.DOWN),
}
ANYTHING_ELSE = GraphicType()
"""A symbol that is not known stands for a light."""


def graphic_type(name: str) -> GraphicType:
    """Return what a symbol stands for, with or without the prefix `Output`."""
    check_text("a symbol's name", name)
    return _TYPES.get(name.removeprefix(_PREFIX), ANYTHING_ELSE)

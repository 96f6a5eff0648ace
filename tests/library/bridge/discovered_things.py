"""A thing of each type, for the tests of discovery."""

from __future__ import annotations

from dataclasses import replace

from ipcom.bridge.things import Thing, things_of
from ipcom.bridge.topics import Topics
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole

TOPICS = Topics("ipcom", "home")
_LIGHTS = (DeviceType.LIGHT, DeviceType.DIMMER)


def output(kind: DeviceType, **more: str) -> Thing:
    """Return a thing of a type, called after it."""
    category = Category.LIGHTS if kind in _LIGHTS else Category.SWITCHES
    device = OutputDevice(kind.value, f"The {kind.value}", category, kind, OutputAddress(3, 1))
    return Thing(kind.value, replace(device, **more))  # type: ignore[arg-type]


def shutter(**more: str) -> Thing:
    """Return a shutter, "left" for programs."""
    up = OutputDevice(
        "left", "Left", Category.SHUTTERS, DeviceType.SWITCH, OutputAddress(5, 2),
        relay_role=RelayRole.UP, paired_device="left_d",
    )  # fmt: skip
    down = replace(
        up, key="left_d", address=OutputAddress(5, 1), relay_role=RelayRole.DOWN, paired_device="left"
    )
    (found,) = things_of(Devices((replace(up, **more), down))).values()  # type: ignore[arg-type]
    return found

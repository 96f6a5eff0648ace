"""The demo house: 12 lights (two are dimmers), 2 outlets and 3 shutters, by room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.address import OutputAddress
from ...model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ...model.shutter_pair import ShutterPair
from .motor import MotorSpec

OUTLET = "outlet"
"""The device class of a socket outlet."""


@dataclass(frozen=True, slots=True)
class _Output:
    """A light or an outlet: its key, address, name and room."""

    key: str
    at: str
    name: str
    room: str
    category: Category = Category.LIGHTS
    type: DeviceType = DeviceType.LIGHT


@dataclass(frozen=True, slots=True)
class _Shutter:
    """A shutter. The keys of its relays are `key`_d and `key`_u."""

    key: str
    down: str
    up: str
    name: str
    room: str
    motor: MotorSpec


_OUTPUTS = (
    _Output("hall", "1/1", "Hall", "Hall"),
    _Output("porch", "1/2", "Porch", "Outside"),
    _Output("toilet", "1/3", "Toilet", "Toilet"),
    _Output("garage", "1/4", "Garage", "Garage"),
    _Output("dining", "2/1", "Dining table", "Dining room"),
    _Output("bathroom", "2/2", "Bathroom", "Bathroom"),
    _Output("office", "2/3", "Office", "Office"),
    _Output("kitchen", "3/4", "Kitchen", "Kitchen"),
    _Output("worktop", "3/5", "Kitchen worktop", "Kitchen"),
    _Output("terrace", "4/1", "Terrace", "Outside"),
    _Output("living", "6/1", "Living room", "Living room", type=DeviceType.DIMMER),
    _Output("bedroom", "6/2", "Bedroom", "Bedroom", type=DeviceType.DIMMER),
    _Output("coffee", "4/5", "Coffee machine", "Kitchen", Category.SWITCHES, DeviceType.SWITCH),
    _Output("garden_socket", "4/6", "Garden socket", "Outside", Category.SWITCHES, DeviceType.SWITCH),
)

_SHUTTERS = (
    _Shutter("living_left", "5/1", "5/2", "Living left", "Living room", MotorSpec(21.0, 19.5)),
    _Shutter("living_right", "5/3", "5/4", "Living right", "Living room", MotorSpec(20.5, 19.0)),
    _Shutter("bedroom_window", "5/5", "5/6", "Bedroom window", "Bedroom", MotorSpec(17.0, 16.0)),
)


def demo_devices() -> Devices:
    """Return all devices of the house, on modules 1 to 6."""
    relays = (relay for shutter in _SHUTTERS for relay in _relays(shutter))
    return Devices((*map(_device, _OUTPUTS), *relays))


def demo_rooms() -> dict[str, str]:
    """Return the room of each device by its key. A shutter has the keys of both relays."""
    rooms = {output.key: output.room for output in _OUTPUTS}
    for shutter in _SHUTTERS:
        rooms |= {f"{shutter.key}_{suffix}": shutter.room for suffix in "du"}
    return rooms


def demo_motors() -> dict[ShutterPair, MotorSpec]:
    """Return the motors. Each has its own travel times."""
    return {
        ShutterPair(OutputAddress.parse(shutter.up), OutputAddress.parse(shutter.down)): shutter.motor
        for shutter in _SHUTTERS
    }


def _device(output: _Output) -> OutputDevice:
    return OutputDevice(
        key=output.key,
        display_name=output.name,
        category=output.category,
        type=output.type,
        address=OutputAddress.parse(output.at),
        device_class=OUTLET if output.category is Category.SWITCHES else "",
    )


def _relays(shutter: _Shutter) -> Iterator[OutputDevice]:
    yield _relay(shutter, shutter.down, RelayRole.DOWN, "d", "u")
    yield _relay(shutter, shutter.up, RelayRole.UP, "u", "d")


def _relay(shutter: _Shutter, at: str, role: RelayRole, suffix: str, other: str) -> OutputDevice:
    return OutputDevice(
        key=f"{shutter.key}_{suffix}",
        display_name=shutter.name,
        category=Category.SHUTTERS,
        type=DeviceType.SWITCH,
        address=OutputAddress.parse(at),
        relay_role=role,
        paired_device=f"{shutter.key}_{other}",
    )

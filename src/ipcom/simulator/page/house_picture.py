"""What stands in a simulated house, as the page shows it: rooms with their things, and what each output is; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from ...model.devices import Category
from ...model.output_kind import OutputKind
from ..house.demo_house import OUTLET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.address import OutputAddress
    from ...model.devices import Devices, OutputDevice
    from ...model.shutter_pair import ShutterPair
    from ..house.house import House

SHUTTER = "shutter"
LIGHT = "light"
NO_ROOM_NAME = "The house"
"""The room of what has none."""


class ThingPicture(TypedDict):
    """A thing in a room. A shutter is named by its output for up, and `down` has the other; else `down` is empty."""

    kind: str
    """A type of devices.yaml, or shutter."""
    name: str
    output: str
    down: str


class RoomPicture(TypedDict):
    """A room with its things: shutters last."""

    name: str
    things: list[ThingPicture]


class BusPicture(TypedDict):
    """A bus. `names` has the name of each output that belongs to a thing, by the output."""

    bus: int
    type: str
    rooms: list[RoomPicture]
    names: dict[str, str]
    dimmers: list[str]


def picture_of(house: House) -> list[BusPicture]:
    """Return all buses of a house."""
    return [_bus(house, number) for number in sorted(house.buses)]


def output_names(house: House, bus: int) -> dict[OutputAddress, str]:
    """Return the names of the outputs of a bus. A shutter's relays have its name and their direction."""
    devices = house.devices_by_bus[bus]
    names = {device.address: device.display_name for device in devices.outputs}
    for pair in house.buses[bus].shutters:
        name = shutter_name(devices, pair)
        names |= {pair.up: f"{name} up", pair.down: f"{name} down"}
    return names


def shutter_name(devices: Devices, pair: ShutterPair) -> str:
    """Return the name of a shutter, or its outputs if no device names it."""
    named = (shutter.display_name for shutter in devices.shutters if shutter.pair.up == pair.up)
    return next(named, f"Shutter {pair.up}")


def _bus(house: House, number: int) -> BusPicture:
    world = house.buses[number]
    return {
        "bus": number,
        "type": world.layout.bus_type.value,
        "rooms": _rooms(house, number),
        "names": {str(address): name for address, name in output_names(house, number).items()},
        "dimmers": [
            str(address) for address, kind in world.layout.kinds.items() if kind is OutputKind.DIMMER
        ],
    }


def _rooms(house: House, number: int) -> list[RoomPicture]:
    rooms: dict[str, list[ThingPicture]] = {}
    for room, thing in _things(house, number):
        rooms.setdefault(room or NO_ROOM_NAME, []).append(thing)
    return [{"name": name, "things": things} for name, things in rooms.items()]


def _things(house: House, number: int) -> Iterator[tuple[str, ThingPicture]]:
    """Yield each thing with its room, by the order of outputs, shutters last."""
    devices = house.devices_by_bus[number]
    for device in (*devices.lights, *devices.switches):
        yield house.room_of(device) or device.room, _output(device)
    rooms = {shutter.pair.up: house.room_of(shutter) or shutter.up.room for shutter in devices.shutters}
    for pair in house.buses[number].shutters:
        yield rooms.get(pair.up, ""), _shutter(shutter_name(devices, pair), pair)


def _output(device: OutputDevice) -> ThingPicture:
    return {
        "kind": _kind(device),
        "name": device.display_name,
        "output": str(device.address),
        "down": "",
    }


def _kind(device: OutputDevice) -> str:
    if device.supports_brightness:
        return device.type.value
    if device.category is Category.LIGHTS:
        return LIGHT
    return OUTLET if device.device_class == OUTLET else device.type.value


def _shutter(name: str, pair: ShutterPair) -> ThingPicture:
    return {"kind": SHUTTER, "name": name, "output": str(pair.up), "down": str(pair.down)}

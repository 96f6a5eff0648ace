"""The devices that `--all` and `--room` mean (docs/command-line.md, "All lights, or those of a room").

Whatever else hangs on an output stays as it is: a freezer, a pump, an alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import ConfigurationError
from ..model.devices import Category, DeviceType
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.address import OutputAddress
    from ..model.devices import Devices, OutputDevice

OUTLET = "outlet"
"""The device class of an outlet whose type says only that it is switched."""
_LAMPS = (DeviceType.LIGHT, DeviceType.DIMMER)


class Selection(NamedTuple):
    """What the options of a command select; without `everything`, what lies in `rooms`."""

    everything: bool = False
    rooms: tuple[str, ...] = ()
    outlets: bool = False

    @property
    def is_given(self) -> bool:
        """Whether anything is selected but by name."""
        return self.everything or bool(self.rooms)


def is_outlet(device: OutputDevice) -> bool:
    """Return whether anything may be plugged in there, a lamp or a freezer."""
    by_class = device.device_class.strip().casefold() == OUTLET
    return device.type is DeviceType.OUTLET or (by_class and device.type in (DeviceType.SWITCH, *_LAMPS))


def is_light(device: OutputDevice) -> bool:
    """Return whether it is a lamp: by its type, or under `lights:` where its type says no more than that it is switched."""
    if device.category is Category.SHUTTERS or is_outlet(device):
        return False
    return device.type in _LAMPS or (device.category is Category.LIGHTS and device.type is DeviceType.SWITCH)


def select(devices: Devices, selection: Selection) -> list[Target]:
    """Return what is selected, by address. Raises `ConfigurationError` for unknown rooms, or if it is nothing."""
    rooms = _rooms(devices, selection.rooms)
    found = [
        Target(device.address, device)
        for device in devices.outputs
        if (selection.everything or device.room.strip().casefold() in rooms) and _fits(device, selection)
    ]
    if not found:
        raise ConfigurationError(_nothing(selection, rooms.values()))
    return found


def outputs_in(rooms: Sequence[str], devices: Devices) -> list[OutputAddress]:
    """Return all outputs in these rooms, those of shutters too: they are for reading only. Raises for unknown rooms."""
    folded = _rooms(devices, rooms)
    return [device.address for device in devices.outputs if device.room.strip().casefold() in folded]


def room_names(devices: Devices) -> list[str]:
    """Return the rooms of devices.yaml in their order, each once."""
    return list(_by_folded_name(devices).values())


def _fits(device: OutputDevice, selection: Selection) -> bool:
    if device.category is Category.SHUTTERS:
        return False
    return is_light(device) or (selection.outlets and is_outlet(device))


def _by_folded_name(devices: Devices) -> dict[str, str]:
    rooms: dict[str, str] = {}
    for device in devices.outputs:
        name = device.room.strip()
        if name:
            rooms.setdefault(name.casefold(), name)
    return rooms


def _rooms(devices: Devices, names: Sequence[str]) -> dict[str, str]:
    """Return the named rooms as devices.yaml spells them, by their names in small letters."""
    known = _by_folded_name(devices)
    unknown = [name for name in names if name.strip().casefold() not in known]
    if unknown:
        raise ConfigurationError(*(_unknown(name, known.values()) for name in unknown))
    return {name.strip().casefold(): known[name.strip().casefold()] for name in names}


def _unknown(name: str, known: Iterable[str]) -> str:
    from ..model.near_match import did_you_mean

    rooms = list(known)
    if not rooms:
        return f'There is no room "{name}": devices.yaml names no rooms. Add room: "{name}" to the devices in it.'
    known_rooms = f"Rooms are {', '.join(rooms)}."
    return f'There is no room "{name}". {did_you_mean(name, rooms) or known_rooms}'


def _nothing(selection: Selection, rooms: Iterable[str]) -> str:
    what = "light or outlet" if selection.outlets else "light"
    where = "devices.yaml" if selection.everything else " and ".join(rooms)
    more = "" if selection.outlets else " Outlets are taken with --outlets."
    return f"There is no {what} in {where}.{more} Try: ipcom list"

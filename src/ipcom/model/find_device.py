"""Finding a device by what somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from .near_match import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .devices import Device, Devices

NAMES_SHOWN = 8
"""More names than this do not help in one line."""


def find_device(devices: Devices, name: str) -> Device:
    """The device called `name`; see `Devices.find`."""
    wanted = name.strip().casefold()
    by_key = [device for key, device in _keys(devices) if key.casefold() == wanted]
    found = by_key or _distinct(device for title, device in _titles(devices) if title.casefold() == wanted)
    if not found:
        raise ConfigurationError(_unknown(devices, name))
    if len(found) > 1:
        keys = ", ".join(device.key for device in found)
        raise ConfigurationError(f'"{name}" is the name of {len(found)} devices: use a key ({keys}).')
    return found[0]


def _keys(devices: Devices) -> Iterator[tuple[str, Device]]:
    shutters = devices.shutters
    for shutter in shutters:
        yield shutter.up.key, shutter
        yield shutter.down.key, shutter
    for device in (*devices.lights, *devices.switches):
        yield device.key, device


def _titles(devices: Devices) -> Iterator[tuple[str, Device]]:
    for shutter in devices.shutters:
        yield shutter.display_name, shutter
        yield shutter.up.display_name, shutter
        yield shutter.down.display_name, shutter
    for device in (*devices.lights, *devices.switches):
        yield device.display_name, device


def _distinct(devices: Iterator[Device]) -> list[Device]:
    return list(dict.fromkeys(devices))


def _unknown(devices: Devices, name: str) -> str:
    names = [name for name, _ in (*_keys(devices), *_titles(devices))]
    if not names:
        return f'There is no device "{name}": no devices are known, load a devices.yaml.'
    return f'There is no device "{name}". {did_you_mean(name, names) or _some(devices)}'


def _some(devices: Devices) -> str:
    keys = [key for key, _ in _keys(devices)]
    more = ", ..." if len(keys) > NAMES_SHOWN else ""
    return f"Known are: {', '.join(keys[:NAMES_SHOWN])}{more}."

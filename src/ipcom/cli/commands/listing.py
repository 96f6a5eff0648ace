"""The command `ipcom list`: the devices of devices.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ...model.devices import DeviceType
from ..commands_base import Command
from ..console.output import write_json
from ..profile_choice import chosen_profile
from ..records import device_record
from ..settings import read_devices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.devices import Devices, OutputDevice
    from ..console.options import Options


@click.command("list", cls=Command)
@click.pass_obj
def list_devices(options: Options) -> None:
    """List the devices of devices.yaml. Needs no gateway."""
    devices = read_devices(options)
    if not devices.outputs:
        raise ConfigurationError(_no_devices(options))
    if options.json:
        write_json({"devices": [device_record(device) for device in devices.outputs]})
    else:
        _print(devices)


def _no_devices(options: Options) -> str:
    profile = chosen_profile(options) if options.written().devices is None else None
    how = "with --devices" if profile is None else f"by devices in {profile.place}"
    return f"No devices are known. Name a file {how}; ipcom simulate --write-devices FILE makes an example."


def _print(devices: Devices) -> None:
    from ..console.tables import print_table

    print_table(("Device", "Key", "Kind", "Output"), _rows(devices))


def _rows(devices: Devices) -> Iterator[tuple[str, str, str, str]]:
    for device in (*devices.lights, *devices.switches):
        yield device.display_name, device.key, _kind(device), str(device.address)
    for shutter in devices.shutters:
        yield shutter.display_name, shutter.key, "shutter", str(shutter.pair)


def _kind(device: OutputDevice) -> str:
    """Return its type; one that is only switched on and off is what its section says."""
    if device.type not in (DeviceType.SWITCH, DeviceType.LIGHT):
        return device.type.value
    return device.category.value.removesuffix("s").removesuffix("e")

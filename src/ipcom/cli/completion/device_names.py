"""The names of devices that fit a command, out of the devices.yaml that the command would read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.devices import Category
from ..commands_base import with_options_of
from ..console.options import Options
from ..selection import room_names
from ..settings import read_devices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click

    from ...model.devices import Devices, OutputDevice

DEVICE_PARAMETERS = {"name", "names", "write_test"}
"""The parameters that take the name of a device."""


ROOM_PARAMETERS = {"rooms"}
"""Those that take the name of a room."""


def device_words(context: click.Context, begun: str) -> list[str]:
    """Return the keys and names that begin with what was typed; where none does, those that do in other capitals."""
    command = context.command_path.split()[1:]
    return _beginning(begun, _words(read_devices(typed_options(context)), command))


def room_words(context: click.Context, begun: str) -> list[str]:
    """Return the rooms that begin with what was typed, likewise."""
    return _beginning(begun, room_names(read_devices(typed_options(context))))


def _beginning(begun: str, known: Iterable[str]) -> list[str]:
    words = dict.fromkeys(known)
    folded = begun.casefold()
    exact = [word for word in words if word.startswith(begun)]
    return exact or [word for word in words if word.casefold().startswith(folded)]


def typed_options(context: click.Context) -> Options:
    """Return the global options that are typed already, at all levels, and those of the environment."""
    options = Options()
    for each in reversed(list(_ancestry(context))):
        options = with_options_of(each, options)
    return options


def _ancestry(context: click.Context) -> Iterator[click.Context]:
    at: click.Context | None = context
    while at is not None:
        yield at
        at = at.parent


def _words(devices: Devices, command: list[str]) -> Iterator[str]:
    if command[:1] == ["cover"]:
        for shutter in devices.shutters:
            yield shutter.display_name
        return
    for device in devices.outputs:
        if _fits(device, command):
            yield device.key
            yield device.display_name


def _fits(device: OutputDevice, command: list[str]) -> bool:
    if command[:1] == ["dim"]:
        return device.supports_brightness
    return device.category is not Category.SHUTTERS or command[:1] in (["status"], ["watch"])

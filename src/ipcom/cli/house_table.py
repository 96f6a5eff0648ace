"""The rows of the tables of `ipcom status`. A shutter's two relays are one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.address import MODULES
from .levels import bar, brightness, state_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from ..model.address import OutputAddress
    from ..model.devices import Devices, OutputDevice, ShutterDevice
    from ..model.snapshot import StateSnapshot

BAR_WIDTH = 10


def house_rows(
    devices: Devices, snapshot: StateSnapshot, addresses: Sequence[OutputAddress]
) -> Iterator[tuple[str, str, str, Text]]:
    """Yield name, key, output and state of the devices at `addresses`, and then of outputs without a device."""
    chosen = set(addresses)
    for device in (*devices.lights, *devices.switches):
        if device.address in chosen:
            yield _row(device.address, device, snapshot)
    for shutter in devices.shutters:
        if chosen & set(shutter.pair.addresses):
            yield shutter.display_name, shutter.key, _relays(shutter), _motion(shutter, snapshot)
    for address in addresses:
        if devices.at(address) is None:
            yield _row(address, None, snapshot)


def raw_rows(snapshot: StateSnapshot) -> Iterator[tuple[str | Text, ...]]:
    """Yield each module with the values of its outputs."""
    from .console.tables import state_cell

    for module in range(1, MODULES + 1):
        values = snapshot.module(module)
        yield (str(module), *(state_cell(str(value), on=value > 0) for value in values))


def motion_text(shutter: ShutterDevice, snapshot: StateSnapshot) -> str:
    """Return in words what the relays of a shutter do with its motor."""
    up, down = (snapshot.is_on(address) for address in shutter.pair.addresses)
    if up and down:
        return "both relays on!"
    return "\u25b2 going up" if up else "\u25bc going down" if down else "still"


def _row(
    address: OutputAddress, device: OutputDevice | None, snapshot: StateSnapshot
) -> tuple[str, str, str, Text]:
    from .console.tables import state_cell

    value = snapshot.value(address)
    text = state_text(value, device)
    if value and device is not None and device.supports_brightness:
        text = f"{text:<6}{bar(brightness(value), BAR_WIDTH)}"
    name = device.display_name if device else f"Output {address}"
    return name, device.key if device else "", str(address), state_cell(text, on=value > 0)


def _relays(shutter: ShutterDevice) -> str:
    return f"{shutter.up.address}, {shutter.down.address}"


def _motion(shutter: ShutterDevice, snapshot: StateSnapshot) -> Text:
    from .console.tables import state_cell

    text = motion_text(shutter, snapshot)
    return state_cell(text, on=text != "still")

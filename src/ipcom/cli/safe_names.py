"""Names of devices that may be written to a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.hidden_characters import without_hidden

if TYPE_CHECKING:
    from ..model.devices import Devices, OutputDevice


def with_safe_names(devices: Devices) -> Devices:
    """Return devices whose names hold nothing that a terminal obeys; nearly always, the same ones."""
    if all(each.display_name.isprintable() and each.key.isprintable() for each in devices.outputs):
        return devices
    return replace(devices, outputs=tuple(map(_safe, devices.outputs)))


def _safe(device: OutputDevice) -> OutputDevice:
    partner = device.paired_device
    return replace(
        device,
        key=without_hidden(device.key),
        display_name=without_hidden(device.display_name),
        paired_device=None if partner is None else without_hidden(partner),
    )

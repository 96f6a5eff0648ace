"""The JSON of the command line (docs/command-line.md, "JSON")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .levels import brightness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.address import OutputAddress
    from ..model.change import CausedChange
    from ..model.devices import Devices, OutputDevice
    from ..model.snapshot import StateSnapshot

Record = dict[str, Any]


def status_record(
    host: str, snapshot: StateSnapshot, devices: Devices, addresses: Iterable[OutputAddress]
) -> Record:
    """Return what `status` and all switching commands print: the state of the given outputs, by address."""
    return {
        "timestamp": snapshot.timestamp_iso,
        "host": host,
        "devices": [
            output_record(address, devices.at(address), snapshot.value(address))
            for address in sorted(addresses)
        ],
    }


def output_record(address: OutputAddress, device: OutputDevice | None, value: int) -> Record:
    """Return one output with its value. Fields are null for an output that devices.yaml does not declare."""
    record = identity_record(address, device) | {"value": value, "state": "on" if value else "off"}
    if device is not None and device.supports_brightness:
        record["brightness"] = brightness(value)
    return record | _relay_record(device)


def identity_record(address: OutputAddress, device: OutputDevice | None) -> Record:
    """Return the fields that identify an output."""
    return {
        "device_key": device.key if device else None,
        "display_name": device.display_name if device else f"Output {address}",
        "category": device.category.value if device else None,
        "type": device.type.value if device else None,
        "module": address.module,
        "output": address.output,
        "supports_brightness": device is not None and device.supports_brightness,
    }


def device_record(device: OutputDevice) -> Record:
    """Return one device of devices.yaml, without a value."""
    texts = {
        name: text
        for name in ("description", "graphic_type", "device_class", "icon")
        if (text := getattr(device, name))
    }
    return identity_record(device.address, device) | _relay_record(device) | texts


def change_record(timestamp: str, changes: Iterable[CausedChange], devices: Devices) -> Record:
    """Return what `watch` prints for a change."""
    return {"timestamp": timestamp, "changes": [_change(change, devices) for change in changes]}


def _change(change: CausedChange, devices: Devices) -> Record:
    record: Record = {
        "module": change.address.module,
        "output": change.address.output,
        "old": change.old,
        "new": change.new,
    }
    return record | declared_record(devices.at(change.address))


def declared_record(device: OutputDevice | None) -> Record:
    """Return the fields that stand only at declared outputs."""
    if device is None:
        return {}
    return {
        "device_key": device.key,
        "display_name": device.display_name,
        "category": device.category.value,
    }


def _relay_record(device: OutputDevice | None) -> Record:
    if device is None or device.relay_role is None:
        return {}
    return {"relay_role": device.relay_role.value, "paired_device": device.paired_device}

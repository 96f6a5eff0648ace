"""The JSON of the command line (docs/command-line.md, "JSON")."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..model.address import MODULES
from .levels import brightness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..client.status import ConnectionStatus
    from ..model.address import OutputAddress
    from ..model.change import CausedChange
    from ..model.devices import Devices, OutputDevice
    from ..model.snapshot import StateSnapshot
    from .planned_frames import FrameToSend

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


def dry_run_record(
    host: str,
    snapshot: StateSnapshot,
    devices: Devices,
    frames: Iterable[FrameToSend],
    needless: Iterable[OutputAddress],
) -> Record:
    """Return what `--dry-run` prints: the frames in order, and the outputs that need none."""
    return {
        "timestamp": snapshot.timestamp_iso,
        "host": host,
        "dry_run": True,
        "frames": [_frame_record(frame, devices) for frame in frames],
        "unchanged": [
            output_record(address, devices.at(address), snapshot.value(address))
            for address in sorted(needless)
        ],
    }


def _frame_record(frame: FrameToSend, devices: Devices) -> Record:
    return {
        "module": frame.module,
        "after_s": frame.after_s,
        "at_the_latest": frame.at_the_latest,
        "before": list(frame.before),
        "after": list(frame.after),
        "outputs": [
            identity_record(address, devices.at(address)) | {"before": old, "after": new}
            for address, old, new in frame.changes
        ],
    }


def raw_record(host: str, bus: int, snapshot: StateSnapshot) -> Record:
    """Return what `status --raw` prints: the values of all outputs by module, as the gateway gives them."""
    return {
        "timestamp": snapshot.timestamp_iso,
        "host": host,
        "bus": bus,
        "modules": [
            {"module": module, "values": list(snapshot.module(module))} for module in range(1, MODULES + 1)
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


def state_record(
    host: str, snapshot: StateSnapshot, devices: Devices, addresses: Iterable[OutputAddress]
) -> Record:
    """Return what `watch` prints at first, and when the link is back: all that is watched."""
    state = status_record(host, snapshot, devices, addresses)
    return {**state, "connection": "online", "changes": []}


def link_record(host: str, status: ConnectionStatus) -> Record:
    """Return what `watch` prints of the link while it is not up; `code` is the word for programs."""
    return {
        "timestamp": datetime.fromtimestamp(status.since, UTC).isoformat(timespec="milliseconds"),
        "host": host,
        "connection": status.state.value,
        "reason": str(status.reason),
        "code": status.reason.code,
        "changes": [],
    }


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

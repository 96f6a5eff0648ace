"""Devices as the text of a devices.yaml that `load_devices` reads back."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from ..model.devices import Category, Devices, OutputDevice

_OPTIONAL = ("description", "graphic_type", "device_class", "icon", "relay_role", "paired_device")


def devices_text(devices: Devices) -> str:
    """Return devices.yaml, each section in order of address."""
    sections = {
        category.value: {
            device.key: dict(_properties(device)) for device in devices.outputs if device.category is category
        }
        for category in Category
    }
    filled = {name: section for name, section in sections.items() if section}
    return yaml.safe_dump(filled, sort_keys=False, allow_unicode=True)


def _properties(device: OutputDevice) -> Iterator[tuple[str, str | int]]:
    yield "module", device.address.module
    yield "output", device.address.output
    yield "type", device.type.value
    yield "display_name", device.display_name
    for name in _OPTIONAL:
        value = getattr(device, name)
        if value:
            yield name, str(value)

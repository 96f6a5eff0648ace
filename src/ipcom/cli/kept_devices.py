"""The devices of a file as an earlier command read them: reading YAML would take a tenth of a short command's time.

They are kept with the whole text of the file, and count for exactly that text, read by exactly these sources.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ..errors import IPComError
from ..model import devices as devices_module
from ..model.address import OutputAddress
from ..model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from .state_files import replace_file, state_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGGER = logging.getLogger("ipcom.cli")

FILES = 16
"""How many files are kept at most. Two files of devices may share one: then the last one read is kept."""
LARGEST_TEXT = 64 * 1024
"""Bytes of the longest file whose devices are kept; 128 outputs with every property take some 60 kB."""
LARGEST_KEPT = 8 * LARGEST_TEXT
"""How many bytes are read of what was kept."""
_AS_WRITTEN = (
    *("key", "display_name", "description", "graphic_type", "device_class", "icon", "room"),
    *("paired_device", "pulse", "watts", "energy", "line"),
)
"""The properties of a device that JSON knows too."""


def load_kept_devices(path: Path) -> Devices:
    """Return the devices of the file at `path`. Raises as `load_devices` does."""
    text = _text_of(path)
    if text is None:
        from ..model.devices_yaml import load_devices

        return load_devices(path)
    kept = KeptDevices.of(path)
    found = kept.find(text)
    return _read_and_keep(text, path, kept) if found is None else found


def _read_and_keep(text: str, path: Path, kept: KeptDevices) -> Devices:
    from ..model.devices_yaml import parse_devices

    devices = parse_devices(text, str(path))
    kept.keep(text, devices)
    return devices


def _text_of(path: Path) -> str | None:
    """Return the text of a file; None for a pipe, which can be read once only, and for what may be no devices.yaml."""
    try:
        if not S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            data = file.read(LARGEST_TEXT + 1)
        return None if len(data) > LARGEST_TEXT else data.decode("utf-8")
    except (OSError, ValueError):
        return None


class KeptDevices:
    """What is kept of one file. A file that is missing, damaged, or of another text or of other sources counts as nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of(cls, devices_file: Path) -> KeptDevices:
        """Return what is kept of the devices file at this path."""
        number = crc32(os.fsencode(devices_file.absolute())) % FILES
        return cls(state_file(f"devices-{number}.json"))

    def find(self, text: str) -> Devices | None:
        """Return the devices of a file with this text, if they were kept."""
        import json

        try:
            checksum, _, body = self._read().partition("\n")
            if checksum != _checksum(body):
                return None
            record: Any = json.loads(body)
            return _devices(record) if (record["text"], record["read_by"]) == (text, _read_by()) else None
        except (OSError, ValueError, TypeError, KeyError, IPComError):
            return None

    def keep(self, text: str, devices: Devices) -> None:
        """Keep the devices of a file with this text. What cannot be written is logged and ignored."""
        import json

        record = {"text": text, "read_by": _read_by(), "devices": [_record(each) for each in devices.outputs]}
        body = json.dumps(record)
        try:
            replace_file(self._path, f"{_checksum(body)}\n{body}")
        except OSError as error:
            _LOGGER.debug("the devices cannot be kept in %s: %s", self._path, error)

    def _read(self) -> str:
        with self._path.open(encoding="utf-8") as file:
            return file.read(LARGEST_KEPT)


def _checksum(body: str) -> str:
    return f"{crc32(body.encode()):08x}"


def _record(device: OutputDevice) -> dict[str, object]:
    return {name: getattr(device, name) for name in _AS_WRITTEN} | {
        "category": device.category,
        "type": device.type,
        "relay_role": device.relay_role,
        "output": [device.address.module, device.address.output],
    }


def _devices(record: dict[str, Any]) -> Devices:
    return Devices(tuple(map(_device, record["devices"])))


def _device(record: dict[str, Any]) -> OutputDevice:
    role = record["relay_role"]
    return OutputDevice(
        **{name: record[name] for name in _AS_WRITTEN},
        category=Category(record["category"]),
        type=DeviceType(record["type"]),
        relay_role=None if role is None else RelayRole(role),
        address=OutputAddress(*record["output"]),
    )


def _read_by() -> str:
    """Return which sources read devices, told apart as Python does when it compiles them anew: by size and time."""
    return f"{crc32(repr(sorted(_sources())).encode()):08x}"


def _sources() -> Iterator[tuple[str, int, int]]:
    model = Path(devices_module.__file__).parent
    for folder in (model, model / "devices_yaml"):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    yield entry.path, found.st_size, found.st_mtime_ns

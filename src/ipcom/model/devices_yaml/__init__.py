"""Reading and writing the file that says which output is what (docs/protocol.md, "devices.yaml")."""

from .dump import dump_devices
from .load import load_devices, parse_devices, read_devices, read_devices_file
from .reading import DevicesReading

__all__ = [
    "DevicesReading",
    "dump_devices",
    "load_devices",
    "parse_devices",
    "read_devices",
    "read_devices_file",
]

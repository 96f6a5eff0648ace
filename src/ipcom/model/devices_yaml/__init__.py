"""Reading and writing devices.yaml, the file that says which output is what (DESIGN.md, section 8)."""

from .dump import dump_devices
from .load import load_devices, parse_devices

__all__ = ["dump_devices", "load_devices", "parse_devices"]

"""Reading devices.yaml, the file that says which output is what (DESIGN.md, section 8)."""

from .load import load_devices, parse_devices

__all__ = ["load_devices", "parse_devices"]

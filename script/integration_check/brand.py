"""brand/: the pictures that Home Assistant shows, of the sizes that it asks for."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding

_ICON_PIXELS = {"icon.png": 256, "icon@2x.png": 512}
_LOGO_SHORTEST_SIDE = {"logo.png": (128, 256), "logo@2x.png": (256, 512)}
_PNG = b"\x89PNG\r\n\x1a\n"


def check(folder: Path) -> Iterator[Finding]:
    """Return pictures that are missing or not as asked for."""
    brand = folder / "brand"
    for name in ("icon.png", "logo.png"):
        if not (brand / name).exists():
            yield Finding(f"brand/{name}", "is missing")
    for path in sorted(brand.glob("*.png")):
        for message in _problems(path):
            yield Finding(f"brand/{path.name}", message)


def _problems(path: Path) -> Iterator[str]:
    head = path.read_bytes()[:24]
    if len(head) < 24 or not head.startswith(_PNG):
        yield "is no PNG"
        return
    width, height = struct.unpack(">II", head[16:24])
    name = path.name.removeprefix("dark_")
    if (side := _ICON_PIXELS.get(name)) and (width, height) != (side, side):
        yield f"must be {side} x {side} pixels, not {width} x {height}"
    if name in _LOGO_SHORTEST_SIDE:
        least, most = _LOGO_SHORTEST_SIDE[name]
        if not least <= min(width, height) <= most:
            yield f"the shorter side must be {least} to {most} pixels, not {min(width, height)}"

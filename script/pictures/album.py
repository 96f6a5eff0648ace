"""Where pictures go, and how they become small."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from .errors import PictureError

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
COLOURS = 128
"""Enough for flat user interfaces."""
LARGEST_BYTES = 300_000
SETTLE_MS = 700
"""Animations of the frontend are over by then."""


def take(page: Page, name: str) -> None:
    """Save what `page` shows as docs/images/*.png."""
    page.wait_for_timeout(SETTLE_MS)
    small = shrink(page.screenshot())
    if len(small) > LARGEST_BYTES:
        raise PictureError(f"{name}.png has {len(small)} bytes: show less, or use fewer colours")
    IMAGES.mkdir(parents=True, exist_ok=True)
    (IMAGES / f"{name}.png").write_bytes(small)
    print(f"docs/images/{name}.png  {len(small) // 1000} kB", flush=True)


def shrink(png: bytes) -> bytes:
    """Return the picture with few colours, which nobody sees in a user interface."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()

"""The pictures of docs/images, each made by the test that asserts what it shows."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

PROJECT = Path(__file__).resolve().parents[2]
IMAGES = PROJECT / "docs" / "images"
COLOURS = 256
"""Enough for flat user interfaces, where small signs keep their colours, too."""
LARGEST_BYTES = 300_000
"""Pages of documentation load in a moment."""


@dataclass(frozen=True, slots=True)
class Album:
    """Takes pictures; keeps those of the documentation if somebody asked for that: the work tree stays as it is."""

    keep: bool

    async def take(self, page: Page, name: str, *, whole_page: bool = False) -> None:
        """Save what `page` shows as docs/images/*.png, at the end of its animations."""
        taken = await page.screenshot(full_page=whole_page, animations="disabled")
        small = await asyncio.to_thread(shrink, taken)  # the gateway answers in this loop meanwhile
        assert len(small) <= LARGEST_BYTES, f"{name}.png has {len(small)} bytes: show less"
        if self.keep and shown_in_documents(name):
            path = IMAGES / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small)


def shown_in_documents(name: str) -> bool:
    """Return whether any page of the documentation shows this picture; the others were only to be looked at."""
    pages = (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"))
    return any(f"images/{name}.png" in page.read_text(encoding="utf-8") for page in pages)


def shrink(png: bytes) -> bytes:
    """Return the picture with few colours, which are enough for a user interface."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()

"""The pictures of docs/images, each made by the test that asserts what it shows."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image
from playwright.async_api import Page
from toolchain.project import CACHE

PROJECT = Path(__file__).resolve().parents[2]
IMAGES = PROJECT / "docs" / "images"
LOOKED_AT = CACHE / "pictures"
"""Pictures that no document shows."""
COLOURS = 256
"""Enough for flat user interfaces, where small signs keep their colours, too."""
LARGEST_BYTES = 300_000
"""Pages of documentation load in a moment."""


@dataclass(frozen=True, slots=True)
class Album:
    """Takes the pictures of the documentation, and keeps them if that is asked for.

    The others are only to be looked at: they are taken if that is asked for, and kept outside the work tree.
    """

    keep: bool

    async def take(self, page: Page, name: str) -> None:
        """Save what `page` shows, at the end of its animations."""
        shown = f"images/{name}.png" in documents()
        if not (shown or self.keep):
            return
        taken = await page.screenshot(animations="disabled")
        small = await asyncio.to_thread(shrink, taken)  # the gateway answers in this loop meanwhile
        assert len(small) <= LARGEST_BYTES, f"{name}.png has {len(small)} bytes: show less"
        if self.keep:
            path = (IMAGES if shown else LOOKED_AT) / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small)


@cache
def documents() -> str:
    """Return all pages of the documentation: they tell which pictures they show."""
    pages = (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"))
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def shrink(png: bytes) -> bytes:
    """Return the picture with few colours, which are enough for a user interface."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()

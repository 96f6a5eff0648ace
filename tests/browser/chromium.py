"""This system's Chromium without a screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Playwright
from toolchain.chromium import find_chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""Nothing leaves this machine, and the browser asks for nothing by itself."""


@asynccontextmanager
async def chromium(playwright: Playwright, *flags: str) -> AsyncIterator[Browser]:
    """Start a browser of its own; it ends with the context."""
    browser = await playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        await browser.close()

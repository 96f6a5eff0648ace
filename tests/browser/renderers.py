"""The processes in which a browser shows its pages; one that is stopped keeps its socket open and says nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser


@asynccontextmanager
async def stopped_renderers(browser: Browser) -> AsyncIterator[None]:
    """Stop every page of a browser by SIGSTOP; they go on at the end, so that the browser can be closed."""
    session = await browser.new_browser_cdp_session()
    processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    renderers = [process["id"] for process in processes if process["type"] == "renderer"]
    assert renderers, processes
    for process in renderers:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in renderers:
            os.kill(process, signal.SIGCONT)

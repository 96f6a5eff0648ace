"""The panel, as a person finds things in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page

from tests.browser.home import Home
from tests.browser.screens import DESK, Screen

PAGES = ("house", "walk", "shutters", "import", "now")


def panel(page: Page) -> Locator:
    """Return the panel's element."""
    return page.locator("ipcom-panel")


@asynccontextmanager
async def panel_page(
    home: Home, name: str, screen: Screen = DESK, language: str = "", *scripts: str
) -> AsyncIterator[Page]:
    """Open a page of the panel by its address, and wait until it has loaded."""
    async with home.visitor.page(f"/ipcom/{name}", screen, language, *scripts) as page:
        await panel(page).wait_for()
        yield page


async def ready(page: Page) -> None:
    """Wait until a page of the panel shows the house: each has its heading then."""
    await panel(page).locator("main h2").first.wait_for(state="attached")

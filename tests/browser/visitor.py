"""A person at one Home Assistant: windows that are logged in, on any screen and in any language."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demo_house.login import PASSWORD, USER
from playwright.async_api import Browser, BrowserContext, Error, Page, StorageState
from toolchain.project import CACHE

from tests.browser.mishaps import Mishaps
from tests.browser.screens import DESK, Screen

if TYPE_CHECKING:
    from playwright._impl._api_structures import LocalStorageEntry

PATIENCE_MS = 30_000
LAST_SIGHT = CACHE / "browser-tests"
"""What each page showed at the moment when a test failed."""
_NARROW_SIDEBAR = {"dockedSidebar": '"auto"'}


@dataclass(slots=True)
class Visitor:
    """Opens pages of one Home Assistant; `mishaps` has what went wrong in any of them."""

    browser: Browser
    address: str
    mishaps: Mishaps = field(default_factory=Mishaps)
    tokens: str = ""
    """What the frontend keeps of a login."""

    @asynccontextmanager
    async def page(
        self, path: str, screen: Screen = DESK, language: str = "", *scripts: str
    ) -> AsyncIterator[Page]:
        """Open a path, in a language that the person has chosen; `scripts` run before each page's own."""
        context = await self.context(screen, language, *scripts)
        page = await context.new_page()
        try:
            await page.goto(self.address + path)
            yield page
        except BaseException:
            await _keep_sight(page)
            raise
        finally:
            await context.close()

    @asynccontextmanager
    async def foreign_page(self, address: str, screen: Screen) -> AsyncIterator[Page]:
        """Open a page that is none of Home Assistant's."""
        context = await self._window(screen, {})
        page = await context.new_page()
        try:
            await page.goto(address)
            yield page
        finally:
            await context.close()

    async def context(self, screen: Screen = DESK, language: str = "", *scripts: str) -> BrowserContext:
        """Return a window without a page; to be closed by the caller."""
        stored = {"hassTokens": self.tokens} | ({"selectedLanguage": f'"{language}"'} if language else {})
        context = await self._window(screen, stored)
        for script in scripts:
            await context.add_init_script(script)
        return context

    async def log_in(self) -> None:
        """Type user name and password once, as a person does; later pages keep the tokens."""
        context = await self._window(DESK, {})
        page = await context.new_page()
        await page.goto(self.address)
        await page.locator("input[name=username]").fill(USER)
        await page.locator("input[name=password]").fill(PASSWORD)
        await page.get_by_role("checkbox").first.check()
        await page.get_by_role("button", name="Log in").click()
        await page.wait_for_function("localStorage.hassTokens")
        self.tokens = await page.evaluate("localStorage.hassTokens")
        await context.close()

    async def _window(self, screen: Screen, stored: dict[str, str]) -> BrowserContext:
        context = await self.browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=screen.scale,
            color_scheme="dark" if screen.dark else "light",
            has_touch=screen.touch,
            is_mobile=screen.touch,
            locale="en-GB",
            timezone_id="Europe/Brussels",
            service_workers="block",
            storage_state=self._storage(_NARROW_SIDEBAR | stored),
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", self.mishaps.listen)
        return context

    def _storage(self, stored: dict[str, str]) -> StorageState:
        items: list[LocalStorageEntry] = [{"name": name, "value": value} for name, value in stored.items()]
        return {"cookies": [], "origins": [{"origin": self.address, "localStorage": items}]}


async def _keep_sight(page: Page) -> None:
    """Keep a picture of what the page shows; one that crashed has none."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "a test").partition(" ")[0].rpartition("::")[2]
    LAST_SIGHT.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(Error):
        await page.screenshot(path=LAST_SIGHT / f"{test}.png", timeout=5_000)

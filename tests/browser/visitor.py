"""A person at one Home Assistant: windows that are logged in, on any screen and in any language."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from demo_house.login import PASSWORD, USER
from playwright.async_api import Browser, Error, Page
from toolchain.project import CACHE

from tests.browser.mishaps import Mishaps
from tests.browser.screens import DESK, Screen
from tests.browser.windows import Windows

LAST_SIGHT = CACHE / "browser-tests"
"""What each page showed at the moment when a test failed."""
_NARROW_SIDEBAR = {"dockedSidebar": '"auto"'}
_BEGIN = """(([address, stored]) => {
  if (location.origin !== address || sessionStorage.getItem('begun')) return;
  sessionStorage.setItem('begun', 'yes');
  localStorage.clear();
  for (const [name, value] of Object.entries(stored)) localStorage.setItem(name, value);
})(%s);"""
"""Have a new tab begin with what is stored, and nothing of the pages before; what is loaded in it later finds its own."""


@dataclass(slots=True)
class Visitor:
    """Opens pages of one Home Assistant; `mishaps` has what went wrong in any of them."""

    browser: Browser
    address: str
    mishaps: Mishaps = field(default_factory=Mishaps)
    tokens: str = ""
    """What the frontend keeps of a login."""
    _windows: Windows = field(init=False)

    def __post_init__(self) -> None:
        """Begin without any window."""
        self._windows = Windows(self.browser)

    @asynccontextmanager
    async def page(
        self, path: str, screen: Screen = DESK, language: str = "", *scripts: str
    ) -> AsyncIterator[Page]:
        """Open a path, in a language that the person has chosen; `scripts` run before each page's own."""
        async with self.tab(screen, language, *scripts) as page:
            await page.goto(self.address + path)
            yield page

    @asynccontextmanager
    async def tab(self, screen: Screen = DESK, language: str = "", *scripts: str) -> AsyncIterator[Page]:
        """Open a page of nothing yet, of a person who is logged in."""
        stored = {"hassTokens": self.tokens} | ({"selectedLanguage": f'"{language}"'} if language else {})
        async with self._tab(screen, stored) as page:
            for script in scripts:
                await page.add_init_script(script)
            yield page

    @asynccontextmanager
    async def foreign_page(self, address: str, screen: Screen) -> AsyncIterator[Page]:
        """Open a page that is none of Home Assistant's."""
        async with self._tab(screen, {}) as page:
            await page.goto(address)
            yield page

    async def log_in(self) -> None:
        """Type user name and password once, as a person does; later pages keep the tokens."""
        async with self._tab(DESK, {}) as page:
            await page.goto(self.address)
            await page.locator("input[name=username]").fill(USER)
            await page.locator("input[name=password]").fill(PASSWORD)
            await page.get_by_role("checkbox").first.check()
            await page.get_by_role("button", name="Log in").click()
            await page.wait_for_function("localStorage.hassTokens")
            self.tokens = await page.evaluate("localStorage.hassTokens")

    async def forget(self) -> None:
        """Have nothing in the cache any more, as a person who comes for the first time."""
        await self._windows.forget()

    @asynccontextmanager
    async def _tab(self, screen: Screen, stored: dict[str, str]) -> AsyncIterator[Page]:
        async with self._windows.lent(screen) as window:
            listen = self.mishaps.listen
            window.on("page", listen)
            page = await window.new_page()
            await page.add_init_script(_BEGIN % json.dumps([self.address, _NARROW_SIDEBAR | stored]))
            try:
                yield page
            except BaseException:
                await _keep_sight(page)
                raise
            finally:
                window.remove_listener("page", listen)


async def _keep_sight(page: Page) -> None:
    """Keep a picture of what the page shows; one that crashed has none."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "a test").partition(" ")[0].rpartition("::")[2]
    LAST_SIGHT.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(Error):
        await page.screenshot(path=LAST_SIGHT / f"{test}.png", timeout=5_000)

"""Windows of one browser, kept for the next person who wants the same screen: what they have loaded is loaded once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext

from tests.browser.screens import Screen

PATIENCE_MS = 30_000


@dataclass(slots=True)
class Windows:
    """Lends windows without a page; each has the files of earlier pages in its cache."""

    browser: Browser
    _idle: dict[Screen, list[BrowserContext]] = field(default_factory=dict)

    @asynccontextmanager
    async def lent(self, screen: Screen) -> AsyncIterator[BrowserContext]:
        """Lend one; one in which something failed is not used again."""
        idle = self._idle.setdefault(screen, [])
        window = idle.pop() if idle else await self._new(screen)
        try:
            yield window
            for page in window.pages:
                await page.close()
        except BaseException:
            await window.close()
            raise
        idle.append(window)

    async def forget(self) -> None:
        """Close them: the next ones have nothing in their cache."""
        while self._idle:
            _, idle = self._idle.popitem()
            for window in idle:
                await window.close()

    async def _new(self, screen: Screen) -> BrowserContext:
        window = await self.browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=screen.scale,
            color_scheme="dark" if screen.dark else "light",
            has_touch=screen.touch,
            is_mobile=screen.touch,
            locale="en-GB",
            timezone_id="Europe/Brussels",
            service_workers="block",
        )
        window.set_default_timeout(PATIENCE_MS)
        return window

"""Everything that goes wrong in a page without anybody asking: a test in which it happens has failed."""

from __future__ import annotations

import re

from playwright.async_api import ConsoleMessage, Error, Page

EXPECTED = (re.compile(r"status of 404 .*/api/brands/integration/(?!ipcom)"),)
"""What Home Assistant's own frontend says in a house that has no internet. Nothing of the panel is ever expected."""


class Mishaps:
    """Listens to pages and keeps their errors."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def listen(self, page: Page) -> None:
        """Keep what goes wrong in this page from now on."""
        page.on("pageerror", self._page_error)
        page.on("console", self._console)
        page.on("crash", lambda _: self.heard.append("the page crashed"))

    def _page_error(self, error: Error) -> None:
        self._keep(f"page error: {error.message}\n{error.stack or ''}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location
            self._keep(f"console: {message.text} ({where.get('url')}:{where.get('lineNumber')})")

    def _keep(self, said: str) -> None:
        if not any(pattern.search(said) for pattern in EXPECTED):
            self.heard.append(said)

"""A browser without a screen, logged in to the demo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .errors import PictureError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
PATIENCE_MS = 30_000
_CREDENTIAL = "demo"
_NARROW_SIDEBAR = """localStorage.dockedSidebar = '"auto"'"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the pictures are taken on; `scale` is device pixels per CSS pixel."""

    width: int
    height: int
    dark: bool = False
    scale: float = 1.0


_LOGIN = Screen(1280, 900)


@dataclass(slots=True)
class LoggedIn:
    """A browser that knows the demo's user; `page` opens any address on a screen."""

    browser: Browser
    home: str
    _state: str = field(default="")

    @contextmanager
    def page(self, screen: Screen, path: str, language: str = "") -> Iterator[Page]:
        """Open `path`, in a language that the person has chosen in their profile."""
        context = self._context(screen)
        if language:
            context.add_init_script(f"""localStorage.selectedLanguage = '"{language}"'""")
        try:
            page = context.new_page()
            page.goto(self.home + path)
            yield page
        finally:
            context.close()

    def log_in(self) -> None:
        """Type user name and password once, as a person does; later pages keep the tokens."""
        context = self._context(_LOGIN)
        page = context.new_page()
        page.goto(self.home)
        page.locator("input[name=username]").fill(_CREDENTIAL)
        page.locator("input[name=password]").fill(_CREDENTIAL)
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/demo-house/**")
        page.wait_for_function("localStorage.hassTokens")
        self._state = page.evaluate("localStorage.hassTokens")
        context.close()

    def _context(self, screen: Screen) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=screen.scale,
            color_scheme="dark" if screen.dark else "light",
            locale="en-GB",
            timezone_id="Europe/Brussels",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_NARROW_SIDEBAR)
        if self._state:
            context.add_init_script(f"localStorage.hassTokens = {self._state!r}")
        return context


@contextmanager
def logged_in(home: str) -> Iterator[LoggedIn]:
    """Start the browser of this system; raises `PictureError` when there is none."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        raise PictureError("no Chromium here: install it (Debian: apt install chromium), then try again")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            visitor = LoggedIn(browser, home)
            visitor.log_in()
            yield visitor
        finally:
            browser.close()

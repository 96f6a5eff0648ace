"""Every page of the panel: on a phone and at a desk, by day and by night, in four languages; nothing to stumble over."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from toolchain.project import ROOT

from ipcom.model.address import OutputAddress
from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.home import Home
from tests.browser.panel import PAGES, panel, panel_page, ready
from tests.browser.screens import DARK_PHONE, DESK, PHONE, Screen

LOOKS: dict[str, tuple[Screen, str]] = {
    "phone": (PHONE, ""),
    "desk": (DESK, ""),
    "dark": (DARK_PHONE, ""),
    "fr": (PHONE, "fr"),
    "de": (PHONE, "de"),
    "nl": (PHONE, "nl"),
}
TRANSLATIONS = ROOT / "custom_components/ipcom/translations"
NOWHERE = (2, 450)
"""The pointer is on nothing there: no picture shows what it would do."""
_TOO_WIDE = """panel => {
  const main = panel.shadowRoot.querySelector('main');
  if (main.scrollWidth <= main.clientWidth && panel.clientWidth <= innerWidth) return [];
  return [...main.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > main.getBoundingClientRect().right)
    .map(element => `${element.localName}.${element.className} ends at ${element.getBoundingClientRect().right}`);
}"""
"""What is wider than the screen, so that the page scrolls to the side."""

_OFF_CENTRE = """panel => [...panel.shadowRoot.querySelectorAll('.choice button')].filter(button => {
  const range = document.createRange();
  range.selectNodeContents(button);
  const [words, whole] = [range.getBoundingClientRect(), button.getBoundingClientRect()];
  return Math.abs(words.left + words.right - whole.left - whole.right) > 4;
}).map(button => button.textContent.trim())"""
"""The buttons of a choice whose words do not stand in the middle: the style of one page must not reach another."""

Prepare = Callable[[Home, Page, Path], Awaitable[None]]


async def _nothing(_home: Home, _page: Page, _folder: Path) -> None:
    """The page shows enough by itself."""


async def _press_unknown(home: Home, page: Page, _folder: Path) -> None:
    """A switch is pressed whose lamp has no name."""
    home.world.press(OutputAddress.parse("7/2"))
    await expect(panel(page).get_by_role("heading", name="7/2")).to_be_visible()


async def _choose_file(home: Home, page: Page, folder: Path) -> None:
    """A file is chosen, and its plan is shown."""
    devices = folder / "devices.yaml"
    devices.write_text(home.house.devices_yaml() + NEW_LAMP)
    await panel(page).locator("input[type=file]").set_input_files(devices)
    await expect(panel(page).get_by_text("Veranda")).to_be_visible()


def _tab(name: str, language: str) -> str:
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    words: str = texts["config_panel"]["common"][f"tab_{name}"]
    return words


NEW_LAMP = """\
lights:
  veranda: {display_name: Veranda, module: 7, output: 5, type: light}
"""
PREPARE: dict[str, Prepare] = {"walk": _press_unknown, "import": _choose_file}


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_is_seen_whole_and_has_nothing_to_stumble_over(
    furnished: Home, album: Album, tmp_path: Path, look: str
) -> None:
    screen, language = LOOKS[look]
    async with panel_page(furnished, "house", screen, language) as page:
        for name in PAGES:
            await panel(page).locator(f"nav a[href^='/ipcom/{name}']").click()
            tab = panel(page).locator("nav a[aria-current=page]")
            await expect(tab).to_have_text(_tab(name, language or "en"))
            await ready(page)
            await PREPARE.get(name, _nothing)(furnished, page, tmp_path)
            await expect(panel(page).get_by_role("alert").locator(".strip")).to_have_count(0)
            assert bool(await panel(page).get_attribute("dark") is not None) is (look == "dark")
            assert await panel(page).evaluate(_TOO_WIDE) == []
            assert await panel(page).evaluate(_OFF_CENTRE) == []
            assert await violations(page) == [], name
            await page.mouse.move(*NOWHERE)
            await album.take(page, f"panel/{name}-{look}")

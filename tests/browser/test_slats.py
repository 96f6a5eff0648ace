"""What turns the slats of a blind, chosen in the panel's form and shown in Home Assistant's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.album import Album
from tests.browser.frontend import INTEGRATION, button, choose, press_gear
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.screens import PHONE, Screen

SHUTTER_NAME = "Bedroom window"
OPENS, CLOSES = OutputAddress.parse("7/7"), OutputAddress.parse("7/8")
HAND = Screen(760, 1250)


@asynccontextmanager
async def form(home: Home, screen: Screen = PHONE, language: str = "") -> AsyncIterator[Page]:
    """Open the form of a blind in the panel."""
    async with panel_page(home, "house", screen, language) as page:
        await ready(page)
        await panel(page).locator("button.name").filter(has_text=SHUTTER_NAME).first.click()
        await field(page, "slats").wait_for()
        yield page


def field(page: Page, name: str) -> Locator:
    return panel(page).locator(f"dialog.sheet [name={name}]")


async def test_slats_with_a_motor_of_their_own_are_chosen_in_the_panel(furnished: Home, album: Album) -> None:
    async with form(furnished) as page:
        await field(page, "slats").select_option("own_motor")
        await button(page, "Save").click()
        await expect(panel(page).get_by_text("Say how many seconds the slats take")).to_be_visible()
        await field(page, "tilt_time").fill("6,5")
        await button(page, "Save").click()
        await expect(panel(page).get_by_text("Choose both outputs")).to_be_visible()
        await field(page, "tiltUp").select_option(str(CLOSES.index))
        await field(page, "tiltDown").select_option(str(OPENS.index))
        await button(page, "Swap the two outputs").click()
        await expect(field(page, "tiltUp")).to_have_value(str(OPENS.index))
        await button(page, "Swap the two outputs").scroll_into_view_if_needed()
        await album.take(page, "panel/slats")
        await button(page, "Save").click()
        await expect(panel(page).locator("dialog.sheet")).to_have_count(0)
    async with furnished.visitor.page(INTEGRATION, HAND) as page:
        await page.locator("ha-config-sub-entry-row").first.wait_for()
        await press_gear(page, SHUTTER_NAME, "Calibrate or change cover")
        await choose(page, "Settings")
        for text in ("A motor of their own", str(OPENS)):
            await expect(page.get_by_text(text).locator("visible=true").first).to_be_visible()
        await album.take(page, "slats")
    async with form(furnished) as page:
        await expect(field(page, "tiltUp")).to_have_value(str(OPENS.index))
        await field(page, "slats").select_option("")
        await button(page, "Save").click()
        await expect(panel(page).locator("dialog.sheet")).to_have_count(0)

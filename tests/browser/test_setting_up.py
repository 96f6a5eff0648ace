"""A newcomer gives the gateway's address, and sees what an import would do before it does it."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.album import Album
from tests.browser.frontend import ADD, button, choose
from tests.browser.home import Home
from tests.browser.screens import Screen

FORM = Screen(760, 1130)
PREVIEW = Screen(760, 900)


async def test_a_newcomer_sees_what_an_import_will_do(untouched: Home, album: Album, tmp_path: Path) -> None:
    devices = tmp_path / "devices.yaml"
    devices.write_text(untouched.house.devices_yaml())
    async with untouched.visitor.page(ADD, FORM) as page:
        await button(page, "OK").click()
        await _credentials(page)
        await album.take(page, "set-up")
        await page.set_viewport_size({"width": PREVIEW.width, "height": PREVIEW.height})
        await page.locator("input[name=host]").fill("127.0.0.1")
        await page.locator("ha-dialog input[type=number]").first.fill(str(untouched.gateway.port))
        await button(page, "Submit").click()
        await choose(page, "Upload a devices.yaml")
        await page.locator("ha-dialog input[type=file]").set_input_files(devices)
        await page.get_by_text("devices.yaml", exact=True).wait_for()
        await button(page, "Submit").click()
        await expect(button(page, "Import")).to_be_visible()
        await expect(page.get_by_text("Kitchen worktop")).to_be_visible()
        await album.take(page, "import-preview")


async def test_the_form_speaks_french(untouched: Home, album: Album) -> None:
    async with untouched.visitor.page(ADD, FORM, "fr") as page:
        await button(page, "OK").click()
        await _credentials(page)
        await expect(button(page, "Valider")).to_be_visible()
        await album.take(page, "fr/set-up")


async def _credentials(page: Page) -> None:
    await page.locator("input[name=host]").fill("192.168.1.20")
    await page.locator("input[name=username]").fill("demo")
    await page.locator("input[name=password]").fill("demo")
    await page.locator("input[name=username]").focus()

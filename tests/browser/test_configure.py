"""What *Configure* offers first: the panel."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.frontend import INTEGRATION
from tests.browser.home import Home
from tests.browser.screens import Screen

PHONE = Screen(390, 844)


async def test_configure_leads_to_the_panel(furnished: Home) -> None:
    async with furnished.visitor.page(INTEGRATION, PHONE) as page:
        await page.locator("ha-config-entry-row").get_by_label("Configure").first.click()
        await page.locator("ha-dialog").get_by_role("link", name="Open the panel").click()
        await expect(page.locator("ipcom-panel")).to_be_visible()
        await expect(page.locator("ha-dialog")).to_have_count(0)

"""The page Import: everything that the vendor's portal knows, chosen, planned and imported."""

from __future__ import annotations

import pytest_asyncio
from demo_house.entry import set_up_without_devices
from playwright.async_api import expect

from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.screens import PHONE
from tests.fake_portal.server import FakePortal


@pytest_asyncio.fixture(loop_scope="session")
async def empty(untouched: Home) -> Home:
    """A house in which nothing has a name yet."""
    await set_up_without_devices(untouched.live.web, untouched.gateway)
    return untouched


async def test_a_house_is_imported_from_the_portal(empty: Home, portal: FakePortal, album: Album) -> None:
    username, password = portal.owner
    async with panel_page(empty, "import", PHONE) as page:
        await ready(page)
        inside = panel(page)
        await inside.get_by_role("button", name="The portal").click()
        await inside.get_by_label("User name at the portal").fill(username)
        await inside.get_by_label("Password at the portal").fill("wrong")
        await inside.get_by_role("button", name="Log in").click()
        await expect(inside.get_by_role("alert").filter(has_text="portal")).to_be_visible()
        await inside.get_by_label("Password at the portal").fill(password)
        await inside.get_by_role("button", name="Log in").click()
        await expect(inside.get_by_text("What the portal knows")).to_be_visible()
        assert await violations(page) == []
        await album.take(page, "panel/portal")
        await inside.get_by_role("checkbox", name="Portail").check()
        await inside.get_by_role("button", name="See what it will do").click()
        await inside.get_by_role("button", name="Import:").click()
        await expect(inside.get_by_role("heading", name="Imported")).to_be_visible()
        await inside.get_by_role("button", name="See the house").click()
        await expect(inside.get_by_text("Éclairage séjour")).to_be_visible()
        await expect(inside.get_by_text("Küche größer")).to_be_visible()
    assert password not in await page_text(empty)


async def page_text(home: Home) -> str:
    """Return everything that Home Assistant has stored and logged."""
    stored = sorted((home.folder.config / ".storage").iterdir())
    texts = [
        path.read_text(errors="replace")
        for path in (*stored, home.folder.output, home.folder.log)
        if path.is_file()
    ]
    return "\n".join(texts)

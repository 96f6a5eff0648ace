"""One click on House: everything has an event for its wall switch, a double press is told, and one more click ends it."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Locator, Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.frontend import DASHBOARD
from tests.browser.home import Home
from tests.browser.panel import panel, panel_page, ready
from tests.browser.screens import DARK, DARK_PHONE, DESK, PHONE, Screen

CONTROLS = Screen(640, 700)
LAMP = OutputAddress.parse("3/4")
CALLED = {
    "": "Let wall switches start automations",
    "fr": "Les interrupteurs muraux déclenchent des automatisations",
}
AGAIN_S = 0.7
LOOKS = {"phone": PHONE, "desk": DESK, "dark": DARK, "dark-phone": DARK_PHONE}


async def test_one_click_makes_events_of_the_wall_switches(furnished: Home, album: Album) -> None:
    logins = furnished.gateway.transcript.counts["LoginRequest"]
    assert await _switches(furnished) == {}
    async with panel_page(furnished, "house", PHONE) as page:
        await ready(page)
        await _switch(page).click()
        await expect(_switch(page)).to_be_checked()
        await _until_there_are(furnished, 17)
        await _switch(page).scroll_into_view_if_needed()
        await _take(page, album, "panel/wall-switches")
        assert await violations(page) == []
    entity_id = next(
        each for name, each in (await _switches(furnished)).items() if name.endswith("_3_4_wall_press")
    )
    was_on = furnished.world.is_on(LAMP)
    for _ in range(2):
        furnished.world.press(LAMP)
        await asyncio.sleep(AGAIN_S)
    address = f"{DASHBOARD}?more-info-entity-id={entity_id}"
    async with furnished.visitor.page(address, CONTROLS, "fr") as page:
        await expect(page.get_by_text("Plusieurs appuis de suite").first).to_be_visible()
        await album.take(page, "wall-switch-fr")
    state = (await furnished.live.states())[entity_id]
    assert state["attributes"]["direction"] == ("on" if was_on else "off")
    assert state["attributes"]["multi_press_count"] == 2
    async with panel_page(furnished, "house", DESK) as page:
        await ready(page)
        await expect(_switch(page)).to_be_checked()
        await _switch(page).click()
        await expect(_switch(page)).not_to_be_checked()
        await _until_there_are(furnished, 0)
    assert furnished.gateway.transcript.counts["LoginRequest"] == logins, "the link was reloaded"


async def test_the_click_says_what_it_does_on_every_screen(furnished: Home, album: Album) -> None:
    for look, screen in LOOKS.items():
        async with panel_page(furnished, "house", screen, "fr") as page:
            await ready(page)
            await _switch(page, "fr").scroll_into_view_if_needed()
            await expect(panel(page).get_by_text("double appui très rapide")).to_be_visible()
            await _take(page, album, f"panel/wall-switches-fr-{look}")


def _switch(page: Page, language: str = "") -> Locator:
    return panel(page).get_by_role("switch", name=CALLED[language])


async def _take(page: Page, album: Album, name: str) -> None:
    await panel(page).locator(".presses").scroll_into_view_if_needed()
    await album.take(page, name)


async def _switches(home: Home) -> dict[str, str]:
    """Return the entity ID of each wall switch that has a state, by its unique ID."""
    rows: list[dict[str, Any]] = await home.live.command("config/entity_registry/list")
    shown = await home.live.states()
    return {
        row["unique_id"]: row["entity_id"]
        for row in rows
        if row["platform"] == "ipcom" and row["entity_id"] in shown and row["entity_id"].startswith("event.")
    }


async def _until_there_are(home: Home, count: int) -> None:
    for _ in range(100):
        if len(await _switches(home)) == count:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"there are {len(await _switches(home))} wall switches instead of {count}")

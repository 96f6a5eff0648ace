"""What Home Assistant's own activity says of who did it: a person, an automation, the wall, or a timer of the bus."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from ipcom.model.address import OutputAddress
from tests.browser.album import Album
from tests.browser.frontend import button, shows, until_so
from tests.browser.home import Home
from tests.browser.panel import panel_page
from tests.browser.screens import DESK, Screen

TALL = Screen(560, 1000)
KEPT_S = 6.0
"""Home Assistant itself forgets who called after five seconds."""
TIMER_S = 2.5
HALL, TERRACE = "1/1", "4/1"
COVER, PORCH, LAMP = "cover.bedroom_window", "light.porch", "light.terrace"
SHOWN = (COVER, "light.hall", PORCH, LAMP)
AUTOMATION = "Hall lights the porch"
CONFIG = {
    "alias": AUTOMATION,
    "triggers": [{"trigger": "state", "entity_id": "light.hall"}],
    "actions": [{"action": "light.turn_on", "target": {"entity_id": PORCH}}],
}


@asynccontextmanager
async def automation(home: Home) -> AsyncIterator[None]:
    path = "/api/config/automation/config/hall_lights_the_porch"
    await home.live.web.post(path, CONFIG)
    try:
        yield
    finally:
        await home.live.web.delete(path)


def press(home: Home, place: str) -> None:
    home.world.press(OutputAddress.parse(place))


async def hold_in_the_panel(home: Home) -> None:
    """Move a shutter from the panel for longer than Home Assistant keeps a context."""
    async with panel_page(home, "shutters", DESK) as page:
        await button(page, "Bedroom window: down").click()
        await shows(home, COVER, "closing")
        await asyncio.sleep(KEPT_S)
        await button(page, "Bedroom window: stop").click()
        await until_so(lambda: not any(motor.running for motor in home.world.shutters.values()), "it rests")


async def runs_on_a_timer(home: Home, times: int) -> None:
    """A lamp is switched on at the wall and goes off after the same time, as a timer of the bus does it."""
    for _ in range(times):
        press(home, TERRACE)
        await shows(home, LAMP, "on")
        await asyncio.sleep(TIMER_S)
        press(home, TERRACE)
        await shows(home, LAMP, "off")
        await asyncio.sleep(1.0)


async def entries(page: Page) -> list[str]:
    """Return what is said, newest first: the thing, what it became, and by whom."""
    shown = page.locator("ha-logbook-renderer .entry")
    await expect(shown.first).to_be_visible()
    texts = [each.splitlines() for each in await shown.all_inner_texts()]
    return [f"{name} {became}: {who}" for name, became, *_, who in texts]


async def test_the_activity_says_who_did_it(furnished: Home, album: Album) -> None:
    for lamp in (PORCH, LAMP, "light.hall"):
        await furnished.live.act("light.turn_off", lamp)
    async with automation(furnished):
        await hold_in_the_panel(furnished)
        press(furnished, HALL)
        await shows(furnished, PORCH, "on")
        await runs_on_a_timer(furnished, 3)
        path = f"/logbook?entity_id={','.join(SHOWN)}"
        async with furnished.visitor.page(path, TALL) as page:
            said = await entries(page)
            outside = "Via something outside Home Assistant"
            assert said[:6] == [
                "Terrace Off: Via a timer of the bus",
                f"Terrace On: {outside}",
                *(f"Terrace {state}: {outside}" for state in ("Off", "On") * 2),
            ]
            assert {f"Hall On: {outside}", f"Porch On: By automation: {AUTOMATION}"} <= set(said)
            covers = [each for each in said if each.startswith("Bedroom window")]
            assert covers[1] == "Bedroom window Closing: By Demo"
            assert all(each.endswith("By Demo") for each in covers)
            await album.take(page, "activity")

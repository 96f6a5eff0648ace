"""The command that shows what happens now, and what happened before."""

from tests.integration.homes import Home, at
from tests.integration.pages import Page


async def test_a_press_and_a_click_are_told_apart(page: Page, home: Home) -> None:
    now = await page.subscribe("ipcom/now/subscribe", entry_id=home.entry.entry_id)
    first = await now.event()
    assert first["type"] == "all"
    home.gateway.press(at("3/4"))
    told = await now.event_of("changes")
    (change,) = told["changes"]
    assert change["own"] is False

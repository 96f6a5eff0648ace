"""The panel's one click: wall presses on and off while the link stays up."""

from typing import Any

import pytest

from tests.integration.homes import Home
from tests.integration.pages import Page
from tests.integration.wall_house import logins, switches


async def test_one_click_makes_the_events_and_one_more_removes_them(page: Page, home: Home) -> None:
    house = await page.subscribe("ipcom/house/subscribe", entry_id=home.entry.entry_id)
    assert (await house.event())["presses"] is False
    for on in (True, False):
        answer = await page.result("ipcom/presses/set", entry_id=home.entry.entry_id, on=on)
        assert answer == {"on": on}
        assert await house.event_of("presses") == {"type": "presses", "on": on}
        await home.hass.async_block_till_done()
        assert bool(switches(home)) is on
        assert home.entry.options == {"wall_presses": on}
    assert logins(home) == 1


async def test_a_page_that_comes_later_is_told_what_was_chosen(page: Page, home: Home) -> None:
    await page.result("ipcom/presses/set", entry_id=home.entry.entry_id, on=True)
    house = await page.subscribe("ipcom/house/subscribe", entry_id=home.entry.entry_id)
    assert (await house.event_of("all"))["presses"] is True


async def test_what_is_chosen_already_is_told_to_nobody(page: Page, home: Home) -> None:
    house = await page.subscribe("ipcom/house/subscribe", entry_id=home.entry.entry_id)
    await house.event()
    await page.result("ipcom/presses/set", entry_id=home.entry.entry_id, on=False)
    await page.result("ipcom/presses/set", entry_id=home.entry.entry_id, on=True)
    assert await house.event() == {"type": "presses", "on": True}


async def test_the_choice_of_an_entry_that_is_not_loaded_is_kept(page: Page, home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await page.result("ipcom/presses/set", entry_id=home.entry.entry_id, on=True)
    assert home.entry.options == {"wall_presses": True}


@pytest.mark.parametrize("fields", [{}, {"on": 1}, {"on": "yes"}, {"on": True, "more": 1}])
async def test_what_no_page_asks_is_refused(page: Page, home: Home, fields: dict[str, Any]) -> None:
    answer = await page.ask("ipcom/presses/set", entry_id=home.entry.entry_id, **fields)
    assert answer["error"]["code"] == "invalid_format"


async def test_an_entry_that_is_not_there_is_not_found(page: Page) -> None:
    answer = await page.ask("ipcom/presses/set", entry_id="none", on=True)
    assert answer["error"]["code"] == "not_found"

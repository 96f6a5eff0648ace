"""Keeping where a cover stands as its favourite, from a page."""

import asyncio
from typing import Any

import pytest
from homeassistant.helpers import entity_registry as er

from tests.integration.homes import Home, HomeMaker, at
from tests.integration.motor_pages import MotorPage
from tests.integration.test_cover import calibrate_all

LEFT, COVER = "subentry_5_2", "cover.living_left"


@pytest.fixture
async def open_page(house: HomeMaker, hass_admin_user: Any) -> MotorPage:
    """A page of the demo house, whose left shutter is a blind that stands at 40 %."""
    page = MotorPage(await calibrate_all(house(), tilt_time=2.0).start(), hass_admin_user)
    await page.home.call("ipcom", "set_known_position", COVER, position=40)
    return page


def keep(page: MotorPage, thing_id: str = LEFT) -> Any:
    return page.said[page.send("favourite/keep", entry_id=page.home.entry.entry_id, thing_id=thing_id)][0]


def kept(home: Home) -> Any:
    row = er.async_get(home.hass).async_get(COVER)
    assert row is not None
    return row.options.get("cover")


async def test_it_is_the_first_of_home_assistants_own(open_page: MotorPage) -> None:
    assert keep(open_page)["result"]["position"] == 40
    assert kept(open_page.home)["favorite_positions"] == [40, 0, 25, 75, 100]
    assert kept(open_page.home)["favorite_tilt_positions"][1:]


async def test_the_page_is_told_the_favourite_with_its_thing(open_page: MotorPage) -> None:
    house = open_page.subscribe("house/subscribe")
    (thing,) = (each for each in house.events[0]["things"] if each["id"] == LEFT)
    assert thing["favourite"] is None
    answer = keep(open_page)["result"]
    await asyncio.sleep(1)
    (told,) = (event for event in house.events if event["type"] == "things")
    (thing,) = (each for each in told["things"] if each["id"] == LEFT)
    assert thing["favourite"] == answer
    open_page.close()


async def test_it_keeps_the_link_and_the_entity(open_page: MotorPage) -> None:
    home = open_page.home
    before = home.entry.runtime_data
    keep(open_page)
    await asyncio.sleep(1)
    assert home.entry.runtime_data is before
    assert home.client.statistics.reconnects == 0
    assert home.state(COVER) == "open"


async def refused(page: MotorPage) -> None:
    error = keep(page)["error"]
    assert (error["code"], error["translation_key"]) == ("not_allowed", "favourite_unknown")
    assert error["translation_placeholders"] == {"name": "Living left"}
    assert kept(page.home) is None


async def test_while_it_moves_nothing_is_kept(open_page: MotorPage) -> None:
    open_page.home.gateway.press(at("5/2"))
    await open_page.home.shows(COVER, "opening")
    await refused(open_page)


async def test_a_cover_that_was_never_measured_has_no_position(motor_page: MotorPage) -> None:
    await refused(motor_page)


async def test_without_its_entry_nothing_is_kept(open_page: MotorPage) -> None:
    assert await open_page.home.hass.config_entries.async_unload(open_page.home.entry.entry_id)
    await refused(open_page)


@pytest.mark.parametrize("thing_id", ["", "none", "subentry_3_4"])
async def test_what_is_no_cover_is_not_found(open_page: MotorPage, thing_id: str) -> None:
    error = keep(open_page, thing_id)["error"]
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_thing")


async def test_an_unknown_entry_is_not_found(open_page: MotorPage) -> None:
    error = open_page.error("favourite/keep", entry_id="none", thing_id=LEFT)
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_entry")


@pytest.mark.parametrize("fields", [{}, {"thing_id": 1}, {"thing_id": LEFT, "position": 40}])
async def test_bad_input_is_told(open_page: MotorPage, fields: dict[str, Any]) -> None:
    error = open_page.error("favourite/keep", entry_id=open_page.home.entry.entry_id, **fields)
    assert error["code"] == "invalid_format"

"""The blueprint for a long absence, run by a real Home Assistant whose clock is moved on."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,
    mock_restore_cache_with_extra_data,
)

from tests.integration.blueprint_house import AUTOMATION, automation, open_the_window, use_blueprint
from tests.integration.homes import Home, HomeMaker
from tests.integration.wall_house import KITCHEN, press


@pytest.fixture
async def told(house: HomeMaker) -> Home:
    """The demo house, whose wall switches are told."""
    return await house(wall_presses=True).start()


@pytest.fixture(autouse=True)
async def automation_that_ends(hass: HomeAssistant) -> AsyncIterator[None]:
    """An automation that looks at the clock leaves no timer behind."""
    yield
    if hass.states.get(AUTOMATION):
        await hass.services.async_call("automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True)


async def looks_at_the_clock(home: Home, freezer: FrozenDateTimeFactory, hours: float) -> None:
    """Let hours pass, at the end of which the automation looks at the clock."""
    freezer.tick(timedelta(hours=hours))
    async_fire_time_changed(home.hass, dt_util.utcnow(), fire_all=True)
    await home.hass.async_block_till_done()


async def absence(home: Home, **inputs: Any) -> None:
    """Have the bedroom's shutter, which is open, move after a day without a press."""
    await use_blueprint(home.hass, "long_absence_shutters", covers=["cover.bedroom_window"], **inputs)
    await open_the_window(home)


async def test_after_a_long_absence_the_shutters_close_once(
    told: Home, freezer: FrozenDateTimeFactory
) -> None:
    await absence(told)
    await looks_at_the_clock(told, freezer, 25)
    assert told.state("cover.bedroom_window") == "open", "no press was ever seen"
    await press(told, "3/4")
    await looks_at_the_clock(told, freezer, 23)
    assert told.state("cover.bedroom_window") == "open"
    await looks_at_the_clock(told, freezer, 2)
    assert told.state("cover.bedroom_window") == "closing"
    await told.call("cover", "stop_cover", "cover.bedroom_window")
    await told.shows("cover.bedroom_window", "open")
    await looks_at_the_clock(told, freezer, 2)
    assert told.state("cover.bedroom_window") == "open", "once for each absence"
    await press(told, "3/4")
    await looks_at_the_clock(told, freezer, 25)
    assert told.state("cover.bedroom_window") == "closing"


async def test_a_press_at_any_watched_switch_shows_that_somebody_is_there(
    told: Home, freezer: FrozenDateTimeFactory
) -> None:
    await absence(told)
    await press(told, "3/4")
    freezer.tick(timedelta(hours=20))
    await press(told, "1/2")
    await looks_at_the_clock(told, freezer, 20)
    assert told.state("cover.bedroom_window") == "open"


async def test_nothing_moves_while_a_person_is_at_home(told: Home, freezer: FrozenDateTimeFactory) -> None:
    told.hass.states.async_set("person.ann", "home")
    await absence(told, persons=["person.ann"])
    await press(told, "3/4")
    await looks_at_the_clock(told, freezer, 25)
    assert told.state("cover.bedroom_window") == "open"
    told.hass.states.async_set("person.ann", "not_home")
    await looks_at_the_clock(told, freezer, 0.2)
    assert told.state("cover.bedroom_window") == "closing"


async def test_nothing_moves_while_presses_cannot_be_seen(told: Home, freezer: FrozenDateTimeFactory) -> None:
    await absence(told)
    await press(told, "3/4")
    await told.gateway.stop()
    await told.shows(KITCHEN, "unavailable")
    await looks_at_the_clock(told, freezer, 25)
    assert automation(told.hass).attributes["last_triggered"] is None
    assert all(motor.running is None for motor in told.world.shutters.values())


async def test_after_a_long_absence_a_shutter_goes_to_the_position_that_was_chosen(
    told: Home, freezer: FrozenDateTimeFactory
) -> None:
    await absence(told, movement="position", position=40, hours=2)
    await press(told, "3/4")
    await looks_at_the_clock(told, freezer, 3)
    assert told.state("cover.bedroom_window") == "closing"
    await told.shows("cover.bedroom_window", "open", 30)
    assert told.attribute("cover.bedroom_window", "current_position") == 40


async def test_after_a_long_absence_a_shutter_goes_to_its_own_favourite(
    told: Home, freezer: FrozenDateTimeFactory
) -> None:
    await absence(told, movement="favourite")
    favourites = {"favorite_positions": [70]}
    er.async_get(told.hass).async_update_entity_options("cover.bedroom_window", "cover", favourites)
    await press(told, "3/4")
    await looks_at_the_clock(told, freezer, 25)
    await told.shows("cover.bedroom_window", "open", 30)
    assert told.attribute("cover.bedroom_window", "current_position") == 70


@pytest.mark.parametrize(
    ("ran", "state"), [(5, "open"), (40, "closing")], ids=["of this", "of an earlier one"]
)
async def test_a_restart_forgets_neither_the_last_press_nor_what_was_done_in_an_absence(
    hass: HomeAssistant, house: HomeMaker, freezer: FrozenDateTimeFactory, ran: int, state: str
) -> None:
    now = dt_util.utcnow()
    pressed, done = ((now - timedelta(hours=hours)).isoformat(timespec="milliseconds") for hours in (30, ran))
    press_of_yesterday = {"last_event_type": "press_end", "last_event_attributes": {"direction": "on"}}
    mock_restore_cache_with_extra_data(
        hass,
        [
            (State(KITCHEN, pressed), press_of_yesterday),
            (State(AUTOMATION, "on", {"last_triggered": done}), {}),
        ],
    )
    home = await house(wall_presses=True).start()
    assert home.state(KITCHEN) == pressed
    await absence(home)
    await looks_at_the_clock(home, freezer, 0.2)
    assert home.state("cover.bedroom_window") == state

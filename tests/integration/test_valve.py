"""Valves on relays."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from tests.integration.homes import Home, at
from tests.integration.kinds_house import start_kinds

ENTITY = "valve.water"


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    return await start_kinds(hass, gateway)


async def test_it_follows_its_commands_and_the_relay_follows_it(home: Home) -> None:
    assert home.state(ENTITY) == "closed"
    await home.call("valve", "open_valve", ENTITY)
    assert home.world.is_on(at("2/4"))
    assert home.state(ENTITY) == "open"
    await home.call("valve", "close_valve", ENTITY)
    assert not home.world.is_on(at("2/4"))
    assert home.state(ENTITY) == "closed"


async def test_a_press_at_the_wall_shows(home: Home) -> None:
    home.gateway.press(at("2/4"))
    assert await home.shows(ENTITY, "open") < 0.4


async def test_it_is_for_water_unless_its_owner_said_gas(home: Home) -> None:
    assert home.attribute(ENTITY, "device_class") == "water"

"""Sirens on relays."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from tests.integration.homes import Home, at
from tests.integration.kinds_house import start_kinds

ENTITY = "siren.alarm"


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    return await start_kinds(hass, gateway)


async def test_it_follows_its_commands_and_the_relay_follows_it(home: Home) -> None:
    assert home.state(ENTITY) == "off"
    await home.call("siren", "turn_on", ENTITY)
    assert home.world.is_on(at("2/5"))
    assert home.state(ENTITY) == "on"
    await home.call("siren", "turn_off", ENTITY)
    assert not home.world.is_on(at("2/5"))
    assert home.state(ENTITY) == "off"


async def test_a_press_at_the_wall_shows(home: Home) -> None:
    home.gateway.press(at("2/5"))
    assert await home.shows(ENTITY, "on") < 0.4

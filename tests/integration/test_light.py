"""Lights: on a relay and on a dimmer."""

from functools import partial
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.restored import async_remember
from tests.integration.simulated import Faults

DIMMER = OutputAddress(6, 1)
"""The address of the integration's library; with the zip, the simulator has another class."""


async def test_a_click_switches_the_lamp(home: Home) -> None:
    assert home.state("light.kitchen") == "off"
    await home.light("turn_on", "light.kitchen")
    assert home.world.is_on(at("3/4"))
    assert home.state("light.kitchen") == "on"
    await home.light("turn_off", "light.kitchen")
    assert not home.world.is_on(at("3/4"))
    assert home.state("light.kitchen") == "off"


async def test_a_press_at_the_wall_shows_within_a_poll(home: Home) -> None:
    home.gateway.press(at("3/4"))
    assert await home.shows("light.kitchen", "on") < 0.4


async def test_a_click_never_flickers_back(home: Home) -> None:
    home.gateway.faults = Faults(late_writes_s=0.6)
    seen: list[str] = []
    home.hass.bus.async_listen("state_changed", lambda event: seen.append(event.data["new_state"].state))
    await home.light("turn_on", "light.kitchen")
    await until(lambda: home.world.is_on(at("3/4")))
    assert seen == ["on"]


async def test_what_the_gateway_does_not_confirm_becomes_an_error(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await home.light("turn_on", "light.kitchen")
    assert failure.value.translation_key == "output_unseen"
    assert failure.value.translation_placeholders == {"output": "Kitchen", "value": "255"}
    assert home.state("light.kitchen") == "off"


async def test_a_command_that_a_newer_one_overtakes_is_no_error(home: Home) -> None:
    home.gateway.faults = Faults(late_writes_s=0.3)
    older = home.hass.async_create_task(home.light("turn_on", "light.kitchen"))
    await until(lambda: home.state("light.kitchen") == "on")
    await home.light("turn_off", "light.kitchen")
    await older
    assert home.state("light.kitchen") == "off"


async def test_a_command_without_a_link_becomes_an_error(home: Home) -> None:
    await home.gateway.stop()
    with pytest.raises(HomeAssistantError) as failure:
        await home.light("turn_on", "light.kitchen")
    assert failure.value.translation_key == "output_unseen_offline"


async def test_a_dimmer_takes_a_brightness(home: Home) -> None:
    await home.light("turn_on", "light.living_room", brightness=128)
    assert home.world.value(at("6/1")) == 50
    assert home.attribute("light.living_room", "brightness") == 128


async def test_a_plain_on_brings_the_last_level_back(home: Home) -> None:
    await home.light("turn_on", "light.living_room", brightness_pct=30)
    await home.light("turn_off", "light.living_room")
    assert home.attribute("light.living_room", "brightness") is None
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 30


async def test_a_level_from_the_wall_is_remembered_too(home: Home) -> None:
    home.gateway.press(at("6/1"), held=1.0)
    await home.shows("light.living_room", "on")
    await until(lambda: 1 <= home.client.observed.value(DIMMER) <= 100)
    level = home.world.value(at("6/1"))
    await reads(home, 3)
    await home.light("turn_off", "light.living_room")
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == level == 25


async def test_a_level_that_a_fade_passes_through_is_not_remembered(home: Home) -> None:
    show_level(home, 60)
    await reads(home, 3)
    for level in (40, 20, 1, 0):
        show_level(home, level)
        await until(partial(shows_level, home, level))
    assert home.state("light.living_room") == "off"
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 60


async def test_a_level_before_an_outage_is_remembered(home: Home) -> None:
    show_level(home, 60)
    await home.shows("light.living_room", "on")
    await reads(home, 3)
    await home.gateway.stop()
    await home.shows("light.living_room", "unavailable")
    show_level(home, 0)
    await home.gateway.start()
    await home.shows("light.living_room", "off")
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 60


async def test_a_level_that_the_wall_took_back_at_once_is_not_remembered(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError):
        await home.light("turn_on", "light.living_room", brightness_pct=30)
    home.gateway.faults = Faults()
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 100


def show_level(home: Home, level: int) -> None:
    """Let the dimmer stand at a level."""
    home.world.write(6, bytes((level, 0, 0, 0, 0, 0, 0, 0)))


def shows_level(home: Home, level: int) -> bool:
    return bool(home.client.observed.value(DIMMER) == level)


async def reads(home: Home, number: int) -> None:
    """Wait until so many more reads were answered."""
    enough = home.client.statistics.polls + number
    await until(lambda: home.client.statistics.polls >= enough)


async def test_the_first_plain_on_is_full(home: Home) -> None:
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 100
    assert home.attribute("light.living_room", "brightness") == 255


async def test_a_plain_on_is_full_for_those_who_want_that(house: HomeMaker) -> None:
    home: Home = await house(full_brightness_on=True).start()
    await home.light("turn_on", "light.living_room", brightness_pct=30)
    await home.light("turn_off", "light.living_room")
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 100


@pytest.mark.parametrize(("stored", "level"), [(30, 30), (0, 100), ("?", 100)])
async def test_the_last_level_outlives_a_restart(
    hass: HomeAssistant, hass_storage: dict[str, Any], house: HomeMaker, stored: object, level: int
) -> None:
    await async_remember(hass, hass_storage, {"light.living_room": {"level": stored}})
    home: Home = await house().start()
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == level


async def test_the_last_level_outlives_a_reload(home: Home) -> None:
    await home.light("turn_on", "light.living_room", brightness_pct=30)
    await home.light("turn_off", "light.living_room")
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 30


async def test_a_value_above_full_shows_as_full(home: Home) -> None:
    home.world.write(6, bytes((255, 0, 0, 0, 0, 0, 0, 0)))
    await home.shows("light.living_room", "on")
    assert home.attribute("light.living_room", "brightness") == 255

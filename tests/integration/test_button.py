"""The button that stops every shutter."""

import asyncio

from homeassistant.core import HomeAssistant

from tests.integration.homes import Home, at

LEFT = "cover.living_left"
UP, DOWN = "5/2", "5/1"


async def test_one_button_stops_every_shutter(hass: HomeAssistant, home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    home.gateway.press(at("5/4"))
    await home.shows("cover.living_right", "opening")
    await home.call("button", "press", "button.the_house_stop_all_shutters")
    assert not home.world.is_on(at(UP))
    assert not home.world.is_on(at("5/4"))


async def test_the_button_also_stops_what_is_about_to_move(home: Home) -> None:
    """In the pause of a reversal both relays are off, and one is about to go on."""
    await home.call("cover", "open_cover", LEFT)
    reversal = home.hass.async_create_task(home.call("cover", "close_cover", LEFT))
    await home.shows(LEFT, "unknown")
    await home.call("button", "press", "button.the_house_stop_all_shutters")
    await reversal
    await asyncio.sleep(3)
    assert not home.world.is_on(at(DOWN))


async def test_the_button_sends_nothing_when_all_shutters_rest(home: Home) -> None:
    sent = home.client.statistics.frames_sent
    await home.call("button", "press", "button.the_house_stop_all_shutters")
    assert home.client.statistics.frames_sent == sent


async def test_the_button_stays_usable_in_an_outage_and_the_stop_leaves_when_the_link_is_back(
    home: Home,
) -> None:
    await home.call("cover", "open_cover", LEFT)
    await home.gateway.stop()
    await home.shows(LEFT, "unavailable")
    assert home.state("button.the_house_stop_all_shutters") != "unavailable"
    pressed = home.hass.async_create_task(home.call("button", "press", "button.the_house_stop_all_shutters"))
    await asyncio.sleep(0.5)
    assert home.world.is_on(at(UP))
    await home.gateway.start()
    await pressed
    assert not home.world.is_on(at(UP))

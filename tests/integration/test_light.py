"""Lights: on a relay and on a dimmer."""

from .homes import Home, at, until


async def test_a_click_switches_the_lamp(home: Home) -> None:
    assert home.state("light.kitchen") == "off"
    await home.light("turn_on", "light.kitchen")
    assert home.world.is_on(at("3/4"))
    assert home.state("light.kitchen") == "on"


async def test_a_press_at_the_wall_shows_within_a_poll(home: Home) -> None:
    home.gateway.press(at("3/4"))
    took = await home.shows("light.kitchen", "on")
    assert took < 0.4

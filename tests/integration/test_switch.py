"""Outlets and appliances."""

from tests.integration.homes import Home, at


async def test_an_outlet_is_switched(home: Home) -> None:
    assert home.state("switch.coffee_machine") == "off"
    await home.call("switch", "turn_on", "switch.coffee_machine")
    assert home.world.is_on(at("4/5"))
    await home.call("switch", "turn_off", "switch.coffee_machine")
    assert not home.world.is_on(at("4/5"))


async def test_a_press_at_the_wall_shows(home: Home) -> None:
    home.gateway.press(at("4/6"))
    assert await home.shows("switch.garden_socket", "on") < 0.4

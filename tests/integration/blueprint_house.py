"""The blueprints in a configuration folder, an automation made of one of them, and the wall switches that work it."""

import shutil
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.setup import async_setup_component

from tests.integration.homes import Home, at
from tests.integration.wall_house import press

FOLDER = Path(__file__).parents[2] / "blueprints/automation/ipcom"
NAMES = ("double_press_all_off", "long_absence_shutters", "wall_switch_scene")
AUTOMATION = "automation.of_the_blueprint"
SOON_S = 0.5
"""A press so soon after another one makes it a double press, and both are read."""


def copy_blueprints(hass: HomeAssistant) -> None:
    """Put all of them where Home Assistant looks for the blueprints of automations."""
    shutil.copytree(FOLDER, hass.config.path("blueprints/automation/ipcom"))


async def use_blueprint(hass: HomeAssistant, name: str, **inputs: Any) -> None:
    """Make an automation of a blueprint, as its form does."""
    copy_blueprints(hass)
    instance = {
        "id": "of_the_blueprint",
        "alias": "Of the blueprint",
        "use_blueprint": {"path": f"ipcom/{name}.yaml", "input": inputs},
    }
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "automation", {"automation": [instance]})
    await hass.async_block_till_done()
    assert automation(hass).state == "on"


def automation(hass: HomeAssistant) -> State:
    """The state of the automation; one that Home Assistant could not make of the blueprint fails the test."""
    state = hass.states.get(AUTOMATION)
    assert state is not None
    return state


async def open_the_window(home: Home) -> None:
    """Have the bedroom's shutter know its travel times, and stand open."""
    await home.call("ipcom", "calibrate", "cover.bedroom_window", travel_time_up=17, travel_time_down=16)
    await home.call("ipcom", "set_known_position", "cover.bedroom_window", position=100)


async def press_in_a_row(home: Home, place: str, count: int, last: str = "off") -> None:
    """Press a wall button so many times, each soon after the one before; the last press switches on or off.

    The output is put as it has to be before the first press, long enough before it to be no press of this row.
    """
    before = (last == "on") == (count % 2 == 0)
    if home.world.is_on(at(place)) != before:
        await press(home, place)
    for number in range(1, count + 1):
        await press(home, place, **({} if number == count else {"then_wait": SOON_S}))
    await home.hass.async_block_till_done()

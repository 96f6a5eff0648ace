"""The example of the manual for floors and areas, run as it stands there by a real Home Assistant."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import floor_registry as fr
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml

from tests.integration.homes import Home
from tests.integration.registries import device_of

MANUAL = Path(__file__).parents[2] / "docs/home-assistant.md"
HEADING = "## Rooms, floors and targets\n"
ROOMS = {
    "Kitchen": ("light.kitchen", "switch.coffee_machine"),
    "Living room": ("light.living_room", "cover.living_left", "cover.living_right"),
    "Bedroom": ("light.bedroom", "cover.bedroom_window"),
}
LIGHTS = ("light.kitchen", "light.living_room", "light.bedroom")
SHUTTERS = ("cover.living_left", "cover.living_right")


def example() -> Any:
    """The automation in the section, without its time."""
    section = MANUAL.read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("    ")]
    parsed: Any = parse_yaml(dedent("\n".join(lines)))
    return {**parsed, "id": "night", "alias": "Night", "triggers": []}


def put_in_rooms(hass: HomeAssistant) -> None:
    """Put things into rooms, of which all but the bedroom are on the ground floor."""
    floor = fr.async_get(hass).async_create("Ground floor")
    for name, entities in ROOMS.items():
        area = ar.async_get(hass).async_create(name, floor_id=None if name == "Bedroom" else floor.floor_id)
        for entity_id in entities:
            dr.async_get(hass).async_update_device(device_of(hass, entity_id).id, area_id=area.id)


@pytest.fixture
async def night(home: Home) -> Home:
    """A house with rooms on floors, in which much is on, and the automation of the manual."""
    put_in_rooms(home.hass)
    for entity_id in LIGHTS:
        await home.light("turn_on", entity_id)
    await home.call("switch", "turn_on", "switch.coffee_machine")
    assert await async_setup_component(home.hass, "automation", {"automation": [example()]})
    await home.hass.async_block_till_done()
    for entity_id in (*SHUTTERS, "cover.bedroom_window"):
        await home.call("ipcom", "calibrate", entity_id, travel_time_up=20, travel_time_down=20)
        await home.call("ipcom", "set_known_position", entity_id, position=0)
    return home


async def comes(home: Home) -> None:
    """Let the time of the automation come."""
    await home.call("automation", "trigger", "automation.night", skip_condition=False)
    await home.hass.async_block_till_done()


def lit(home: Home) -> list[str]:
    return [each for each in LIGHTS if home.state(each) == "on"]


async def test_one_open_shutter_of_a_floor_lets_its_lights_go_off_and_its_rooms_close(night: Home) -> None:
    await night.call("ipcom", "set_known_position", "cover.living_right", position=100)
    await comes(night)
    assert lit(night) == ["light.bedroom"]
    assert night.state("switch.coffee_machine") == "on"
    assert night.state("cover.living_right") == "closing"


async def test_an_open_shutter_of_another_floor_does_nothing(night: Home) -> None:
    await night.call("ipcom", "set_known_position", "cover.bedroom_window", position=100)
    await comes(night)
    assert lit(night) == list(LIGHTS)

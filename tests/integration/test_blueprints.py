"""The blueprints, loaded, instantiated and run by a real Home Assistant over the simulated house."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.importer import fetch_blueprint_from_url
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.changes import async_add_device
from custom_components.ipcom.devices.mapping import MappedOutput
from custom_components.ipcom.library import OutputAddress
from tests.integration.blueprint_house import (
    FOLDER,
    NAMES,
    automation,
    copy_blueprints,
    open_the_window,
    press_in_a_row,
    use_blueprint,
)
from tests.integration.homes import Home, HomeMaker, at
from tests.integration.wall_house import KITCHEN, logins, press

README = FOLDER.parents[2] / "README.md"
OF_OTHERS = {"persons", "scene"}
"""The inputs that offer what is not this integration's."""
LIT = ("light.hall", "light.office", "light.living_room")


@pytest.fixture
async def told(house: HomeMaker) -> Home:
    """The demo house, whose wall switches are told."""
    return await house(wall_presses=True).start()


@pytest.fixture
async def blueprints(hass: HomeAssistant) -> dict[str, Any]:
    """All blueprints of the configuration folder, as Home Assistant has loaded them."""
    copy_blueprints(hass)
    assert await async_setup_component(hass, "automation", {})
    return dict((await async_get_blueprints(hass).async_get_blueprints()).items())


@pytest.mark.parametrize("name", NAMES)
async def test_home_assistant_takes_a_blueprint_and_all_that_it_asks_is_explained(
    blueprints: dict[str, Any], name: str
) -> None:
    blueprint = blueprints[f"ipcom/{name}.yaml"]
    assert isinstance(blueprint, Blueprint), blueprint
    assert blueprint.validate() is None
    assert blueprint.metadata["source_url"].endswith(f"/blueprints/automation/ipcom/{name}.yaml")
    assert all(each["name"] for each in blueprint.inputs.values())


async def test_no_blueprint_is_left_out_here(blueprints: dict[str, Any]) -> None:
    assert {path for path in blueprints if path.startswith("ipcom/")} == {
        f"ipcom/{each}.yaml" for each in NAMES
    }
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
async def test_only_what_is_of_this_integration_is_offered(blueprints: dict[str, Any], name: str) -> None:
    for key, asked in blueprints[f"ipcom/{name}.yaml"].inputs.items():
        if (selector := asked["selector"].get("entity")) is None or key in OF_OTHERS:
            continue
        assert [each["integration"] for each in selector["filter"]] == ["ipcom"], key


@pytest.mark.parametrize("name", NAMES)
async def test_the_link_of_the_readme_imports_it(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, name: str
) -> None:
    links = [
        part.partition(")")[0] for part in README.read_text("utf-8").split("(") if "blueprint_url=" in part
    ]
    (address,) = (
        url for each in links for url in parse_qs(urlsplit(each).query)["blueprint_url"] if f"/{name}." in url
    )
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    raw = address.replace("//github.com/", "//raw.githubusercontent.com/").replace("/blob/", "/")
    aioclient_mock.get(raw, text=text)
    imported = await fetch_blueprint_from_url(hass, address)
    assert imported.suggested_filename == f"ipcom-community/{name}"
    assert imported.blueprint.metadata["source_url"] == address


async def all_on(home: Home) -> None:
    """Switch on some lights and an outlet, and open a shutter."""
    for entity_id in LIT:
        await home.light("turn_on", entity_id)
    await home.call("switch", "turn_on", "switch.coffee_machine")
    await open_the_window(home)


async def all_off(home: Home, **inputs: Any) -> None:
    """Have a double press in the kitchen switch all lights off; much is on."""
    await use_blueprint(home.hass, "double_press_all_off", wall_switches=[KITCHEN], **inputs)
    await all_on(home)


def lit(home: Home) -> set[str]:
    return {each for each in LIT if home.state(each) == "on"}


@pytest.mark.parametrize("last", ["off", "on"])
async def test_a_double_press_either_way_switches_all_lights_off_and_nothing_else(
    told: Home, last: str
) -> None:
    await all_off(told)
    await press_in_a_row(told, "3/4", 2, last)
    assert lit(told) == set()
    assert told.state("light.kitchen") == "off"
    assert not told.world.is_on(at("1/1"))
    assert told.state("switch.coffee_machine") == "on"
    assert told.state("cover.bedroom_window") == "open"
    assert all(motor.running is None for motor in told.world.shutters.values())
    assert logins(told) == 1


@pytest.mark.parametrize(
    ("inputs", "count", "last"),
    [
        ({}, 1, "off"),
        ({"directions": ["off"]}, 2, "on"),
        ({"directions": ["on"]}, 2, "off"),
        ({"presses": 3}, 2, "off"),
        ({"directions": ["up", "down", "stop"]}, 2, "off"),
    ],
    ids=["a single press", "the other direction", "the other one", "a wrong count", "a shutter's directions"],
)
async def test_what_is_no_such_double_press_does_nothing(
    told: Home, inputs: dict[str, Any], count: int, last: str
) -> None:
    await all_off(told, **inputs)
    await press_in_a_row(told, "3/4", count, last)
    assert lit(told) == set(LIT)
    assert automation(told.hass).attributes["last_triggered"] is None


async def test_a_triple_press_may_be_chosen(told: Home) -> None:
    await all_off(told, presses=3)
    await press_in_a_row(told, "3/4", 3)
    assert lit(told) == set()


async def test_another_wall_switch_does_nothing(told: Home) -> None:
    await all_off(told)
    await press_in_a_row(told, "1/2", 2)
    assert lit(told) == set(LIT)


async def test_a_click_in_home_assistant_does_nothing(told: Home) -> None:
    await all_off(told)
    for action in ("turn_on", "turn_off", "turn_on"):
        await told.light(action, "light.kitchen")
    assert lit(told) == set(LIT)


async def test_only_the_lights_that_were_chosen_go_off_and_those_that_stay_stay(told: Home) -> None:
    await all_off(told, lights=["light.hall", "light.office"], lights_that_stay=["light.hall"])
    await press_in_a_row(told, "3/4", 2)
    assert lit(told) == {"light.hall", "light.living_room"}


async def test_what_is_more_than_lights_is_touched_when_it_is_named(told: Home) -> None:
    await all_off(told, also_off=["switch.coffee_machine"], covers_to_close=["cover.bedroom_window"])
    await press_in_a_row(told, "3/4", 2)
    assert told.state("switch.coffee_machine") == "off"
    assert told.state("cover.bedroom_window") == "closing"


SPARE = OutputAddress(7, 1)
SCENE = {"name": "Evening", "entities": {"light.hall": {"state": "on"}}}


async def scene(home: Home, **inputs: Any) -> None:
    """Have the wall switch of an output that drives nothing start a scene in which the hall's light is on."""
    async_add_device(home.hass, home.entry, MappedOutput("Spare", SPARE, MappedKind.SWITCH))
    assert await async_setup_component(home.hass, "scene", {"scene": [SCENE]})
    await use_blueprint(
        home.hass,
        "wall_switch_scene",
        **{"wall_switch": "event.spare_wall_switch", "scene": "scene.evening", **inputs},
    )


@pytest.mark.parametrize("last", ["on", "off"])
async def test_each_press_of_an_unused_output_starts_the_scene(told: Home, last: str) -> None:
    await scene(told)
    await press_in_a_row(told, "7/1", 1, last)
    assert told.state("light.hall") == "on"
    assert logins(told) == 1


@pytest.mark.parametrize(
    ("inputs", "count", "last"),
    [
        ({"directions": ["on"]}, 1, "off"),
        ({"presses": 2}, 1, "on"),
        ({"presses": 3}, 2, "on"),
        ({"presses": 2, "directions": ["off"]}, 2, "on"),
    ],
    ids=["the other direction", "a single press", "a wrong count", "the other direction twice"],
)
async def test_what_is_no_such_press_starts_no_scene(
    told: Home, inputs: dict[str, Any], count: int, last: str
) -> None:
    await scene(told, **inputs)
    if count == 1 and last == "off":
        await press(told, "7/1")
        await told.light("turn_off", "light.hall")
    await press_in_a_row(told, "7/1", count, last)
    assert told.state("light.hall") == "off"
    await press_in_a_row(told, "7/1", inputs.get("presses", 1), inputs.get("directions", ["on"])[0])
    assert told.state("light.hall") == "on"


async def test_a_press_may_start_a_script(told: Home) -> None:
    act = {"action": "light.turn_on", "target": {"entity_id": "light.hall"}}
    assert await async_setup_component(told.hass, "script", {"script": {"party": {"sequence": [act]}}})
    await scene(told, scene="script.party", presses=2)
    await press_in_a_row(told, "7/1", 2)
    assert told.state("light.hall") == "on"

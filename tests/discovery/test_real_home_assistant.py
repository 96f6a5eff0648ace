"""Home Assistant's own MQTT integration discovers the house of `ipcom bridge`."""

import asyncio

import pytest
from homeassistant.helpers import device_registry

from tests.discovery.bridge_process import BridgeProgram
from tests.discovery.discovered_house import (
    DIMMER,
    DOOR,
    LAMP,
    UP,
    DiscoveredHouse,
    several_kinds,
    until,
)

pytestmark = pytest.mark.timeout(180)

COVER = "cover.living_left"
OPERATED = {
    "light.kitchen": "off",
    "light.living_room": "off",
    "switch.coffee_machine": "off",
    "switch.pump": "off",
    "button.front_door": "unknown",
    "fan.fan": "off",
    "valve.garden_water": "closed",
    "siren.alarm": "off",
    COVER: "unknown",
}
REACHED = "binary_sensor.ipcom_home_connectivity"
ONLY_SHOWN = {
    **{f"binary_sensor.{each.partition('.')[2]}": "off" for each in OPERATED if each != COVER},
    "sensor.living_room_brightness": "0",
    COVER: "unknown",
}
ROOMS = {
    "Kitchen": "Kitchen",
    "Living room": "Living room",
    "Coffee machine": "Kitchen",
    "Pump": "Cellar",
    "Front door": "Hall",
    "Fan": "Bathroom",
    "Garden water": "Garden",
    "Alarm": "Hall",
    "Living left": "Living room",
    "IPCom home": None,
}


def walls(entities: dict[str, str]) -> set[str]:
    return {f"event.{each.partition('.')[2]}_wall_switch" for each in entities}


async def test_names_rooms_and_states_are_those_of_the_house(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    expected = OPERATED | {REACHED: "on"} | dict.fromkeys(walls(OPERATED), "unknown")
    async with program.running():
        await until(lambda: discovered.states() == expected, discovered.states)
        assert discovered.names_and_rooms() == ROOMS
        assert all(unique.startswith("ipcom_home_") for unique in discovered.unique_ids().values())
        devices = {each.name: each for each in device_registry.async_get(discovered.hass).devices}
        kitchen = devices["Kitchen"]
        assert (kitchen.manufacturer, kitchen.model) == ("AnB/Rimex", "3/4")
        assert kitchen.via_device_id == devices["IPCom home"].id
    await until(lambda: set(discovered.states().values()) == {"unavailable"}, discovered.states)


async def test_a_click_reaches_the_house_and_its_state_comes_back(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
        await discovered.click("light.turn_on", "light.kitchen")
        await discovered.is_on(LAMP)
        await discovered.shows("light.kitchen", "on")
        await discovered.click("light.turn_on", "light.living_room", brightness_pct=40)
        await discovered.is_on(DIMMER, 40)
        await until(lambda: discovered.attribute("light.living_room", "brightness") == 102)
        for entity_id, on in (
            ("switch.pump", "on"), ("fan.fan", "on"), ("siren.alarm", "on"), ("light.kitchen", "off")
        ):  # fmt: skip
            await discovered.click(f"{entity_id.partition('.')[0]}.turn_{on}", entity_id)
            await discovered.shows(entity_id, on)
        await discovered.click("valve.open_valve", "valve.garden_water")
        await discovered.shows("valve.garden_water", "open")


async def test_a_shutter_goes_where_it_is_sent_and_a_door_opens(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running():
        await discovered.shows(COVER, "unknown")
        await asyncio.sleep(3.2)  # so soon after its connection the bridge lets no motor run
        await discovered.click("cover.close_cover", COVER)
        await discovered.shows(COVER, "closing")
        await discovered.shows(COVER, "closed")
        await until(lambda: discovered.attribute(COVER, "current_position") == 0)
        await discovered.click("cover.set_cover_position", COVER, position=50)
        await discovered.shows(COVER, "opening")
        await discovered.shows(COVER, "open")
        await until(lambda: 30 <= discovered.attribute(COVER, "current_position") <= 70)
        (motor,) = discovered.gateway.house.world.shutters.values()
        assert abs(motor.position - discovered.attribute(COVER, "current_position")) <= 10
        await discovered.click("cover.open_cover", COVER)
        await discovered.is_on(UP)
        await discovered.click("cover.stop_cover", COVER)
        await discovered.is_on(UP, 0)
        await discovered.click("button.press", "button.front_door")
        await discovered.is_on(DOOR)


async def test_a_press_at_the_wall_is_an_event(discovered: DiscoveredHouse, program: BridgeProgram) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
        discovered.gateway.press(LAMP)
        await discovered.shows("light.kitchen", "on")
        event = "event.kitchen_wall_switch"
        await until(lambda: discovered.attribute(event, "event_type") == "press_end")
        assert discovered.attribute(event, "direction") == "on"
        discovered.gateway.press(LAMP)
        await until(lambda: discovered.attribute(event, "event_type") == "multi_press_end")
        assert discovered.attribute(event, "multi_press_count") == 2


async def test_what_is_gone_from_the_house_goes(discovered: DiscoveredHouse, program: BridgeProgram) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
    program.write(several_kinds(without="kitchen"))
    async with program.running():
        await until(lambda: "light.kitchen" not in discovered.states(), discovered.states)
        await discovered.shows("light.living_room", "off")
        assert "event.kitchen_wall_switch" not in discovered.unique_ids()
        assert "Kitchen" not in discovered.names_and_rooms()


async def test_a_house_that_is_only_shown_has_nothing_to_click(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
    program.write(several_kinds(), "commands = false")
    expected = ONLY_SHOWN | {REACHED: "on"} | dict.fromkeys(walls(OPERATED), "unknown")
    async with program.running():
        await until(lambda: discovered.states() == expected, discovered.states)
        assert discovered.attribute(COVER, "supported_features") == 0
        discovered.gateway.press(LAMP)
        await discovered.shows("binary_sensor.kitchen", "on")


async def test_a_home_assistant_that_comes_later_finds_all_of_it(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
        (entry,) = discovered.hass.config_entries.async_entries("mqtt")
        await discovered.hass.config_entries.async_unload(entry.entry_id)
        discovered.gateway.press(LAMP)
        await discovered.is_on(LAMP)
        await discovered.hass.config_entries.async_setup(entry.entry_id)
        await discovered.shows("light.kitchen", "on")
        await discovered.shows(COVER, "unknown")


async def test_a_bridge_that_dies_is_seen_at_once(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running() as process:
        await discovered.shows("light.kitchen", "off")
        process.kill()
        await until(lambda: set(discovered.states().values()) == {"unavailable"}, discovered.states)


async def test_a_gateway_that_is_gone_leaves_only_its_connectivity(
    discovered: DiscoveredHouse, program: BridgeProgram
) -> None:
    async with program.running():
        await discovered.shows("light.kitchen", "off")
        await discovered.gateway.stop()
        await discovered.shows("light.kitchen", "unavailable")
        await discovered.shows(REACHED, "off")

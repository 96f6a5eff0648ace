"""Presses at the wall as events: which, of which things, and when there are such entities at all."""

import asyncio
from typing import Any

import pytest
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.changes import async_add_device, async_change_device
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.kinds_house import BELL, EACH_KIND
from tests.integration.registries import device_of, entity_at, row_of
from tests.integration.wall_house import KITCHEN, Presses, logins, press, set_presses, switches

LANGUAGES = ("de", "en", "fr", "nl")
ON, OFF = ("press_end", "on", None), ("press_end", "off", None)


@pytest.fixture
async def told(house: HomeMaker) -> Home:
    """The demo house with the option on from the beginning."""
    return await house(wall_presses=True).start()


def kitchen(home: Home) -> Presses:
    return Presses(home.hass, KITCHEN)


# -- which presses -------------------------------------------------------------


async def test_a_press_tells_its_direction(told: Home) -> None:
    presses = kitchen(told)
    await press(told, "3/4")
    assert presses.told == [ON]
    await press(told, "3/4")
    assert presses.told == [ON, OFF]
    assert logins(told) == 1


async def test_a_press_is_told_within_a_poll(told: Home) -> None:
    presses = kitchen(told)
    told.gateway.press(at("3/4"))
    assert await until(lambda: presses.told) < 0.4


async def test_a_double_press_is_told_with_its_count(told: Home) -> None:
    presses = kitchen(told)
    await press(told, "3/4", then_wait=0.6)
    await press(told, "3/4")
    assert presses.told == [ON, OFF, ("multi_press_end", "off", 2)]


async def test_a_third_press_in_a_row_counts_on(told: Home) -> None:
    presses = kitchen(told)
    for pause in (0.6, 0.6, 3.0):
        await press(told, "3/4", then_wait=pause)
    assert presses.told[-2:] == [ON, ("multi_press_end", "on", 3)]


async def test_a_click_in_home_assistant_is_no_press(told: Home) -> None:
    presses = kitchen(told)
    await told.light("turn_on", "light.kitchen")
    await asyncio.sleep(3.0)
    await told.light("turn_off", "light.kitchen")
    await asyncio.sleep(3.0)
    assert presses.told == []


async def test_a_press_after_a_click_is_one(told: Home) -> None:
    presses = kitchen(told)
    await told.light("turn_on", "light.kitchen")
    await asyncio.sleep(0.5)
    await press(told, "3/4")
    assert presses.told == [OFF]


async def test_what_is_on_at_the_start_was_not_pressed(house: HomeMaker) -> None:
    made = house(wall_presses=True)
    made.world.press(at("3/4"))
    home = await made.start()
    await asyncio.sleep(3.0)
    assert home.state("light.kitchen") == "on"
    assert home.state(KITCHEN) == "unknown"


async def test_what_changed_while_the_link_was_away_is_no_press(told: Home) -> None:
    await press(told, "3/5")
    presses = kitchen(told)
    await told.gateway.stop()
    await told.shows(KITCHEN, "unavailable")
    told.world.press(at("3/4"))
    await told.gateway.start()
    await told.shows("light.kitchen", "on", within=60.0)
    await asyncio.sleep(3.0)
    assert presses.told == []
    await press(told, "3/4")
    assert presses.told == [OFF]


async def test_a_reload_tells_nothing_again(told: Home) -> None:
    await press(told, "3/4")
    presses = kitchen(told)
    last = told.state(KITCHEN)
    await told.hass.config_entries.async_reload(told.entry.entry_id)
    await told.hass.async_block_till_done()
    await asyncio.sleep(3.0)
    assert presses.told == []
    assert told.state(KITCHEN) == last


async def test_a_timer_of_the_bus_is_no_press_once_its_time_was_seen(told: Home) -> None:
    presses = kitchen(told)
    for _ in range(3):
        await press(told, "3/4", then_wait=90.0)
        await press(told, "3/4", then_wait=10.0)
    assert presses.told == [ON, OFF, ON, OFF, ON]


async def test_a_shutter_tells_up_down_and_stop(told: Home) -> None:
    presses = Presses(told.hass, "event.living_left_wall_switch")
    pair = next(iter(told.world.shutters))
    for button in ("up", "stop", "down", "stop"):
        told.gateway.press_shutter(pair, button)
        await asyncio.sleep(3.0)
    assert presses.told == [("press_end", button, None) for button in ("up", "stop", "down", "stop")]


async def test_a_dimmer_that_ramps_is_one_press(told: Home) -> None:
    presses = Presses(told.hass, "event.living_room_wall_switch")
    await press(told, "6/1", held=2.0)
    assert presses.told == [ON]
    await press(told, "6/1")
    assert presses.told == [ON, OFF]


@pytest.mark.parametrize("device", EACH_KIND, ids=lambda device: device.kind.value + device.device_class)
async def test_every_kind_has_its_wall_switch(
    hass: HomeAssistant, gateway: Any, device: MappedOutput
) -> None:
    home = await Home(hass, gateway, (device,), {"wall_presses": True}).start()
    (entity_id,) = switches(home)
    presses = Presses(hass, entity_id)
    await press(home, str(device.address))
    assert presses.told == [ON]


async def test_a_bell_that_is_let_go_was_not_pressed_again(hass: HomeAssistant, gateway: Any) -> None:
    home = await Home(hass, gateway, (BELL,), {"wall_presses": True}).start()
    presses = Presses(hass, "event.bell_wall_switch")
    for held, pause in ((0.4, 0.4), (0.4, 3.0)):
        await press(home, "2/1", then_wait=held)
        await press(home, "2/1", then_wait=pause)
    assert presses.told == [ON, ON, ("multi_press_end", "on", 2)]


async def test_a_scene_at_the_wall_is_a_press_of_each_thing(told: Home) -> None:
    presses, hall = kitchen(told), Presses(told.hass, "event.hall_wall_switch")
    told.gateway.press(at("3/4"))
    await press(told, "1/1")
    assert (presses.told, hall.told) == ([ON], [ON])


async def test_a_press_has_the_cause_that_the_lamp_has(told: Home) -> None:
    events: list[Event[Any]] = []
    told.hass.bus.async_listen("ipcom_outside_change", events.append)
    await press(told, "3/4")
    contexts = {told.whole_state(entity_id).context.id for entity_id in ("light.kitchen", KITCHEN)}
    assert contexts == {event.context.id for event in events}


async def test_an_automation_starts_with_a_double_press(told: Home) -> None:
    assert await async_setup_component(
        told.hass,
        "automation",
        {
            "automation": {
                "triggers": {
                    "trigger": "event.received",
                    "target": {"entity_id": KITCHEN},
                    "options": {"event_type": ["multi_press_end"]},
                },
                "actions": {"action": "light.turn_on", "target": {"entity_id": "light.hall"}},
            }
        },
    )
    await press(told, "3/4")
    assert told.state("light.hall") == "off"
    await press(told, "3/4", then_wait=0.6)
    await press(told, "3/4")
    assert told.state("light.hall") == "on"


# -- which entities ------------------------------------------------------------


async def test_there_is_none_unless_the_owner_wants_it(home: Home) -> None:
    assert switches(home) == set()


async def test_the_option_adds_and_removes_them_while_the_link_stays_up(home: Home) -> None:
    await set_presses(home, on=True)
    wanted = switches(home)
    assert len(wanted) == len(home.devices)
    assert home.state(KITCHEN) == "unknown"
    presses = kitchen(home)
    await press(home, "3/4")
    assert presses.told == [ON]
    await set_presses(home, on=False)
    assert switches(home) == set()
    await press(home, "3/4")
    await set_presses(home, on=True)
    assert switches(home) == wanted
    assert (logins(home), home.client.statistics.reconnects) == (1, 0)


async def test_they_come_back_under_the_ids_that_their_owner_gave_them(told: Home) -> None:
    er.async_get(told.hass).async_update_entity(KITCHEN, new_entity_id="event.breakfast", name="Breakfast")
    await told.hass.async_block_till_done()
    wanted = switches(told)
    assert "event.breakfast" in wanted
    await set_presses(told, on=False)
    await set_presses(told, on=True)
    assert switches(told) == wanted
    assert row_of(told.hass, "event.breakfast").name == "Breakfast"


async def test_a_thing_that_is_mapped_later_has_one_until_it_is_removed(told: Home) -> None:
    before = switches(told)
    attic = MappedOutput("Attic", OutputAddress(7, 1), MappedKind.LIGHT)
    blind = MappedCover("Blind", OutputAddress(7, 3), OutputAddress(7, 4))
    added = [async_add_device(told.hass, told.entry, device) for device in (attic, blind)]
    await told.hass.async_block_till_done()
    lamp, shutter = "event.attic_wall_switch", "event.blind_wall_switch"
    assert switches(told) == before | {lamp, shutter}
    presses, moves = Presses(told.hass, lamp), Presses(told.hass, shutter)
    await press(told, "7/1")
    await press(told, "7/3")
    assert (presses.told, moves.told) == ([ON], [("press_end", "up", None)])
    for subentry_id in added:
        told.hass.config_entries.async_remove_subentry(told.entry, subentry_id)
    await told.hass.async_block_till_done()
    assert switches(told) == before
    assert logins(told) == 1


async def test_another_output_or_kind_leaves_the_switch_what_it_is_called(told: Home) -> None:
    moved = MappedOutput("Kitchen", OutputAddress(7, 1), MappedKind.OUTLET)
    async_change_device(told.hass, told.entry, "subentry_3_4", moved)
    await told.hass.async_block_till_done()
    presses = kitchen(told)
    await press(told, "3/4")
    assert presses.told == []
    await press(told, "7/1")
    assert presses.told == [ON]


async def test_two_outputs_of_a_shutter_that_become_lamps_are_told_as_lamps(told: Home) -> None:
    told.hass.config_entries.async_remove_subentry(told.entry, "subentry_5_2")
    await told.hass.async_block_till_done()
    async_add_device(told.hass, told.entry, MappedOutput("Lamp", OutputAddress(5, 2), MappedKind.LIGHT))
    await told.hass.async_block_till_done()
    entity_id = entity_at(told.hass, "event", f"{told.entry.entry_id}_5_2_wall_press")
    presses = Presses(told.hass, entity_id)
    await press(told, "5/2")
    assert presses.told == [ON]


async def test_a_switch_belongs_to_its_thing(told: Home) -> None:
    assert device_of(told.hass, KITCHEN) == device_of(told.hass, "light.kitchen")
    assert told.attribute(KITCHEN, "device_class") == "button"
    assert told.attribute(KITCHEN, "event_types") == ["press_end", "multi_press_end"]
    assert row_of(told.hass, KITCHEN).entity_category is None


async def test_a_switch_is_unavailable_without_a_link(told: Home) -> None:
    await told.gateway.stop()
    await told.shows(KITCHEN, "unavailable")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_switch_is_called_so_in_every_language(
    hass: HomeAssistant, house: HomeMaker, language: str
) -> None:
    hass.config.language = language
    home = await house(wall_presses=True).start()
    words = await async_get_translations(home.hass, language, "entity", ["ipcom"])
    stem = "component.ipcom.entity.event.wall_press"
    names = {home.attribute(entity_id, "friendly_name") for entity_id in switches(home)}
    assert f"Kitchen {words[f'{stem}.name']}" in names
    for direction in ("on", "off", "up", "down", "stop"):
        assert words[f"{stem}.state_attributes.direction.state.{direction}"]


async def test_an_option_that_changes_while_the_entry_is_not_loaded_counts_at_the_next_load(
    home: Home,
) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await set_presses(home, on=True)
    assert await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert len(switches(home)) == len(home.devices)

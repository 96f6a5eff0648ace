"""The cause of a change by way of a room, a group, a scene, a script, an automation, or a form."""

from typing import Any

import pytest
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.homes import Home, at
from tests.integration.kinds_house import start_kinds
from tests.integration.simulated import pair

LAMP, HALL, COVER = "light.kitchen", "light.hall", "cover.living_left"
BUTTONS = ("button.bell", "cover.drive")


def cause(home: Home, entity_id: str) -> Context:
    return home.whole_state(entity_id).context


def heard(home: Home, event_type: str) -> list[Event[Any]]:
    events: list[Event[Any]] = []

    @callback
    def hear(event: Event[Any]) -> None:
        events.append(event)

    home.hass.bus.async_listen(event_type, hear)
    return events


async def call(home: Home, domain: str, action: str, user: str = "ada", **target: Any) -> Context:
    context = Context(user_id=None, parent_id=user)
    await home.hass.services.async_call(domain, action, target, blocking=True, context=context)
    return context


async def set_up(home: Home, domain: str, config: Any) -> None:
    assert await async_setup_component(home.hass, domain, {domain: config})
    await home.hass.async_block_till_done()


async def test_all_lamps_of_a_room_have_the_cause_of_the_one_call(home: Home) -> None:
    area = ar.async_get(home.hass).async_get_or_create("Downstairs")
    for entity_id in (LAMP, HALL):
        row = er.async_get(home.hass).async_get(entity_id)
        assert row is not None
        assert row.device_id is not None
        dr.async_get(home.hass).async_update_device(row.device_id, area_id=area.id)
    context = await call(home, "light", "turn_on", area_id=area.id)
    assert cause(home, LAMP) == cause(home, HALL) == context


async def test_the_members_of_a_group_have_the_cause_of_its_call(home: Home) -> None:
    options = {"group_type": "light", "name": "Lamps", "entities": [LAMP, HALL], "hide_members": False}
    group = MockConfigEntry(domain="group", title="Lamps", options=options)
    group.add_to_hass(home.hass)
    assert await home.hass.config_entries.async_setup(group.entry_id)
    context = await call(home, "light", "turn_on", entity_id="light.lamps")
    assert cause(home, LAMP) == cause(home, HALL) == context


async def test_what_a_scene_sets_has_the_cause_of_its_call(home: Home) -> None:
    await set_up(home, "scene", [{"name": "Evening", "entities": {LAMP: "on", HALL: {"state": "on"}}}])
    context = await call(home, "scene", "turn_on", entity_id="scene.evening")
    assert cause(home, LAMP) == cause(home, HALL) == context


async def test_what_a_script_does_leads_to_its_caller(home: Home) -> None:
    steps = [{"action": "light.turn_on", "target": {"entity_id": LAMP}}]
    await set_up(home, "script", {"evening": {"sequence": steps}})
    context = await call(home, "script", "evening")
    assert cause(home, LAMP) in (context, Context(id=cause(home, LAMP).id, parent_id=context.id))


async def test_an_automation_leads_to_the_wall_switch_that_began_it(home: Home) -> None:
    automation = {
        "alias": "Hall lights the kitchen",
        "triggers": [{"trigger": "state", "entity_id": HALL, "to": "on"}],
        "actions": [{"action": "light.turn_on", "target": {"entity_id": LAMP}}],
    }
    await set_up(home, "automation", [automation])
    outside, runs = heard(home, "ipcom_outside_change"), heard(home, "automation_triggered")
    home.gateway.press(at("1/1"))
    await home.shows(LAMP, "on")
    (pressed,), (run,) = outside, runs
    assert cause(home, HALL).id == pressed.context.id
    assert run.context.parent_id == pressed.context.id
    assert cause(home, LAMP) == run.context


async def test_one_who_switches_on_and_one_who_switches_off_at_once(home: Home) -> None:
    await call(home, "light", "turn_on", entity_id=[LAMP, HALL])
    contexts = [Context(parent_id=user) for user in ("ada", "bob")]
    tasks = [
        home.hass.async_create_task(
            home.hass.services.async_call(
                "light", action, {"entity_id": [LAMP, HALL]}, blocking=True, context=context
            )
        )
        for action, context in zip(("turn_on", "turn_off"), contexts, strict=True)
    ]
    for task in tasks:
        await task
    assert home.state(LAMP) == home.state(HALL) == "off"
    assert cause(home, LAMP) == cause(home, HALL) == contexts[1]


async def test_the_button_that_stops_all_shutters_is_its_callers(home: Home) -> None:
    await call(home, "cover", "open_cover", entity_id=COVER)
    bob = await call(home, "button", "press", "bob", entity_id="button.the_house_stop_all_shutters")
    assert home.state(COVER) == "unknown"
    assert cause(home, COVER) == bob


async def test_a_lamp_that_identifies_itself_is_its_callers(home: Home) -> None:
    await call(home, "light", "turn_on", entity_id=LAMP)
    bob = await call(home, "button", "press", "bob", entity_id="button.kitchen_identify")
    assert cause(home, LAMP) == bob


@pytest.mark.parametrize(
    ("domain", "action", "entity_id", "place"),
    [("button", "press", "button.bell", "2/1"), ("cover", "open_cover", "cover.drive", "2/6")],
)
async def test_an_impulse_and_a_gate_note_their_caller(
    hass: HomeAssistant, gateway: Any, domain: str, action: str, entity_id: str, place: str
) -> None:
    home = await start_kinds(hass, gateway)
    context = await call(home, domain, action, entity_id=entity_id)
    device = next(each for each in home.devices if str(each.addresses[0]) == place)
    assert home.entry.runtime_data.coordinator.causes.of(device.addresses) == context


async def test_a_position_that_a_person_tells_is_theirs(home: Home) -> None:
    await call(home, "cover", "open_cover", entity_id=COVER)
    await call(home, "ipcom", "calibrate", "bob", entity_id=COVER, travel_time_up=20, travel_time_down=20)
    assert cause(home, COVER).parent_id != "ada", "the cover was stopped for another"
    eve = await call(home, "ipcom", "set_known_position", "eve", entity_id=COVER, position=100)
    assert home.state(COVER) == "open"
    assert cause(home, COVER) == eve


async def test_a_position_that_is_refused_is_not_the_cause_of_what_comes_next(home: Home) -> None:
    device = next(each for each in home.devices if str(each.addresses[0]) == "5/2")
    with pytest.raises(Exception, match="travel"):
        await call(home, "ipcom", "set_known_position", entity_id=COVER, position=100)
    causes = home.entry.runtime_data.coordinator.causes
    assert causes.of(device.addresses) is None
    ada = await call(home, "cover", "open_cover", entity_id=COVER)
    with pytest.raises(Exception, match="travel"):
        await call(home, "ipcom", "set_known_position", "bob", entity_id=COVER, position=100)
    assert causes.of(device.addresses) == ada


async def test_after_a_restart_nobody_is_the_cause(home: Home) -> None:
    await call(home, "light", "turn_on", entity_id=LAMP)
    await call(home, "cover", "open_cover", entity_id=COVER)
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.state(LAMP) == "on"
    for entity_id in (LAMP, COVER):
        assert cause(home, entity_id).parent_id is cause(home, entity_id).user_id is None


async def test_the_guard_that_ends_both_directions_of_a_motor_is_nobodys(home: Home) -> None:
    cover = next(each for each in home.devices if str(each.addresses[0]) == "5/2")
    await call(home, "cover", "open_cover", entity_id=COVER)
    await call(home, "cover", "stop_cover", entity_id=COVER)
    home.gateway.press(at("5/2"))
    await home.shows(COVER, "opening")
    home.world.write(5, bytes([255, 255, 0, 0, 0, 0, 0, 0]))
    await home.shows(COVER, "unknown")
    assert home.world.shutters[pair(cover)].both_on_count == 1
    assert cause(home, COVER).parent_id is None

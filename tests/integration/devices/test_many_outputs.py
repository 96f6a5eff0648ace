"""The action `ipcom.set_outputs`: a scene in one frame for each module, and one error for all."""

from typing import Any

import probatio
import pytest
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from tests.integration.homes import Home, at
from tests.integration.simulated import Faults

LAMPS = {"light.hall": "1/1", "light.porch": "1/2", "light.kitchen": "3/4", "light.kitchen_worktop": "3/5"}


async def set_outputs(home: Home, entity_ids: object, **data: Any) -> Context:
    context = Context()
    await home.hass.services.async_call(
        "ipcom", "set_outputs", {"entity_id": entity_ids, **data}, blocking=True, context=context
    )
    return context


def are_on(home: Home) -> list[bool]:
    return [home.world.is_on(at(place)) for place in LAMPS.values()]


async def test_a_scene_is_one_frame_for_each_module(home: Home) -> None:
    sent = home.client.statistics.frames_sent
    await set_outputs(home, list(LAMPS), level=100)
    assert are_on(home) == [True] * 4
    assert home.client.statistics.frames_sent - sent == 2


async def test_a_dimmer_has_its_own_level_and_a_lamp_that_is_left_out_goes_off(home: Home) -> None:
    await set_outputs(home, list(LAMPS), level=100)
    await set_outputs(home, [*LAMPS, "light.living_room"], level=0, levels={"light.living_room": 40})
    assert are_on(home) == [False] * 4
    assert home.world.value(at("6/1")) == 40
    await home.light("turn_off", "light.living_room")
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 40


async def test_switches_come_along(home: Home) -> None:
    await set_outputs(home, ["switch.coffee_machine", "light.hall"], level=1)
    assert home.world.is_on(at("4/5"))
    assert home.world.is_on(at("1/1"))


async def test_each_change_has_the_cause_of_the_call(home: Home) -> None:
    context = await set_outputs(home, list(LAMPS), level=100)
    assert all(home.whole_state(lamp).context == context for lamp in LAMPS)


async def test_one_error_names_all_that_are_not_so(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    with pytest.raises(HomeAssistantError) as failure:
        await set_outputs(home, ["light.hall", "light.kitchen"], level=100)
    assert failure.value.translation_key == "outputs_not_set"
    assert failure.value.translation_placeholders == {"names": "Hall, Kitchen"}


async def test_without_a_link_all_are_named(home: Home) -> None:
    await home.gateway.stop()
    with pytest.raises(HomeAssistantError) as failure:
        await set_outputs(home, ["light.hall", "light.kitchen"], level=100)
    assert failure.value.translation_placeholders == {"names": "Hall, Kitchen"}


@pytest.mark.parametrize(
    ("entity_ids", "data", "key"),
    [
        (["light.hall"], {}, "target_without_level"),
        (["light.hall"], {"levels": {"light.kitchen": 100}, "level": 0}, "level_of_no_target"),
        (["light.hall", "light.kitchen"], {"levels": {"light.kitchen": 100}}, "target_without_level"),
    ],
)
async def test_nothing_is_sent_if_a_level_is_missing_or_too_many(
    home: Home, entity_ids: list[str], data: dict[str, Any], key: str
) -> None:
    sent = home.client.statistics.frames_sent
    with pytest.raises(ServiceValidationError) as failure:
        await set_outputs(home, entity_ids, **data)
    assert failure.value.translation_key == key
    assert home.client.statistics.frames_sent == sent


async def test_a_whole_room_may_be_meant(home: Home) -> None:
    await home.light("turn_on", "light.kitchen")
    await set_outputs(home, "all", level=0)
    assert not home.world.is_on(at("3/4"))


async def test_without_a_link_that_is_known_to_be_lost_all_are_named(home: Home) -> None:
    await home.gateway.stop()
    await home.shows("light.hall", "unavailable")
    for target in (["light.hall", "light.kitchen"], ["light.hall", "light.kitchen", "light.kitchen"]):
        with pytest.raises(HomeAssistantError) as failure:
            await set_outputs(home, target, level=0, levels={"light.hall": 100})
        assert failure.value.translation_key == "outputs_not_set"
        assert failure.value.translation_placeholders == {"names": "Hall, Kitchen"}


async def test_one_that_is_not_set_up_is_named_and_the_others_are_set(home: Home) -> None:
    er.async_get(home.hass).async_update_entity("light.porch", disabled_by=er.RegistryEntryDisabler.USER)
    await home.hass.async_block_till_done()
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    with pytest.raises(HomeAssistantError) as failure:
        await set_outputs(home, ["light.hall", "light.porch"], level=100)
    assert failure.value.translation_placeholders == {"names": "light.porch"}
    assert home.world.is_on(at("1/1"))


@pytest.mark.parametrize("target", ["light.of_the_neighbour", "cover.living_left", "button.kitchen_identify"])
async def test_what_is_no_light_or_switch_of_ours_is_told_before_anything_is_sent(
    home: Home, target: str
) -> None:
    with pytest.raises(ServiceValidationError) as failure:
        await set_outputs(home, ["light.hall", target], level=100)
    assert failure.value.translation_key == "no_output_target"
    assert failure.value.translation_placeholders == {"entities": target}
    assert not home.world.is_on(at("1/1"))


async def test_what_else_is_in_a_room_is_left_alone(home: Home) -> None:
    area = ar.async_get(home.hass).async_get_or_create("Downstairs")
    for entity_id in ("light.hall", "cover.living_left"):
        row = er.async_get(home.hass).async_get(entity_id)
        assert row is not None
        assert row.device_id is not None
        dr.async_get(home.hass).async_update_device(row.device_id, area_id=area.id)
    target = {"area_id": area.id, "level": 100}
    await home.hass.services.async_call("ipcom", "set_outputs", target, blocking=True)
    assert home.world.is_on(at("1/1"))
    assert home.state("cover.living_left") == "unknown"


async def test_the_members_of_a_group_are_meant(home: Home) -> None:
    group = {"lamps": {"entities": ["light.hall", "light.kitchen"]}}
    assert await async_setup_component(home.hass, "group", {"group": group})
    await set_outputs(home, ["group.lamps"], level=100)
    assert home.world.is_on(at("1/1"))
    assert home.world.is_on(at("3/4"))


@pytest.mark.parametrize(
    "data", [{"level": 101}, {"level": -1}, {"levels": {"light.hall": 300}}, {"levels": {"hall": 1}}]
)
async def test_what_is_no_level_is_refused(home: Home, data: dict[str, Any]) -> None:
    with pytest.raises(probatio.Invalid):
        await set_outputs(home, ["light.hall"], **data)

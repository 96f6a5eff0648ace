"""The action `ipcom.set_outputs`: a scene in one frame for each module, and one error for all."""

from typing import Any

import pytest
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

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

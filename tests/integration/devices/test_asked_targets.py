"""What a call names one by one, what of it cannot be used now, and what is none of ours."""

from typing import Any

import pytest
from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component

from custom_components.ipcom.devices.asked_targets import AskedTargets, async_targets, our_entities
from tests.integration.homes import Home

LIGHTS = ("light",)


def targets(home: Home, **data: Any) -> AskedTargets:
    return async_targets(home.hass, ServiceCall(home.hass, "ipcom", "any", data), LIGHTS, "no_output_target")


async def test_all_that_is_named_is_there(home: Home) -> None:
    found = targets(home, entity_id=["light.hall", "light.kitchen"])
    assert found == AskedTargets(frozenset({"light.hall", "light.kitchen"}), ())
    assert our_entities(home.hass, LIGHTS).keys() > found.named


async def test_all_means_every_one_and_names_none(home: Home) -> None:
    assert targets(home, entity_id="all") == AskedTargets(frozenset(), ())
    await home.gateway.stop()
    await home.shows("light.hall", "unavailable")
    assert set(targets(home, entity_id="all").absent) == our_entities(home.hass, LIGHTS).keys()


async def test_the_members_of_a_group_are_named(home: Home) -> None:
    group = {"lamps": {"entities": ["light.hall"]}}
    assert await async_setup_component(home.hass, "group", {"group": group})
    assert targets(home, entity_id=["group.lamps"]) == AskedTargets(frozenset({"light.hall"}), ())


async def test_what_is_not_loaded_is_absent(home: Home) -> None:
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert targets(home, entity_id=["light.hall"]).absent == ("light.hall",)


@pytest.mark.parametrize("entity_id", ["light.nowhere", "switch.coffee_machine"])
async def test_what_is_none_of_ours_or_of_another_kind_is_an_error(home: Home, entity_id: str) -> None:
    with pytest.raises(ServiceValidationError) as failure:
        targets(home, entity_id=[entity_id, "light.hall"])
    assert failure.value.translation_placeholders == {"entities": entity_id}

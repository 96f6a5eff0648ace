"""A subentry's title is the one name: Home Assistant's own *Rename* arrives, and nothing is taken away."""

import asyncio
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, EventStateChangedData
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from tests.integration.homes import Home, at
from tests.integration.registries import device_of, row_of
from tests.integration.simulated import Faults

LEFT = "cover.living_left"
UP, DOWN = "5/2", "5/1"


@pytest.fixture
async def rename(home: Home, hass_ws_client: Any) -> Any:
    """What *Rename* in the menu of a subentry does."""
    for component in ("http", "config"):
        assert await async_setup_component(home.hass, component, {})
    client = await hass_ws_client(home.hass)

    async def call(local_id: str, title: str) -> None:
        await client.send_json_auto_id(
            {
                "type": "config_entries/subentries/update",
                "entry_id": home.entry.entry_id,
                "subentry_id": home.subentry(local_id).subentry_id,
                "title": title,
            }
        )
        assert (await client.receive_json())["success"]
        await home.hass.async_block_till_done()

    return call


def states_of(home: Home, entity_id: str) -> list[str | None]:
    """What the state of an entity becomes from now on; None when it is taken away."""
    seen: list[str | None] = []

    def note(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] == entity_id:
            new = event.data["new_state"]
            seen.append(None if new is None else new.state)

    home.hass.bus.async_listen("state_changed", note)
    return seen


@pytest.mark.real_time
async def test_home_assistant_s_own_rename_arrives_at_the_entity(home: Home, rename: Any) -> None:
    seen = states_of(home, "light.hall")
    before = row_of(home.hass, "light.hall")
    await rename("1_1", "Corridor")
    assert home.attribute("light.hall", "friendly_name") == "Corridor"
    assert device_of(home.hass, "light.hall").name == "Corridor"
    assert row_of(home.hass, "light.hall").id == before.id
    assert set(seen) == {"off"}


def retitle(home: Home, local_id: str, title: str) -> None:
    home.hass.config_entries.async_update_subentry(home.entry, home.subentry(local_id), title=title)


async def test_a_cover_that_moves_is_renamed_and_goes_on(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    await asyncio.sleep(1)
    seen = states_of(home, LEFT)
    retitle(home, "5_2", "Left window")
    await home.hass.async_block_till_done()
    assert home.world.is_on(at(UP))
    assert home.attribute(LEFT, "friendly_name") == "Left window"
    assert home.state(LEFT) == "opening"
    assert set(seen) == {"opening"}
    await home.call("cover", "stop_cover", LEFT)
    assert not home.world.is_on(at(UP))


async def test_a_renamed_device_is_named_so_in_messages(home: Home) -> None:
    retitle(home, "5_2", "Left window")
    retitle(home, "1_1", "Corridor")
    await home.hass.async_block_till_done()
    home.gateway.faults = Faults(ignore_writes_percent=100)
    for domain, action, entity_id, name in (
        ("light", "turn_on", "light.hall", "Corridor"),
        ("cover", "open_cover", LEFT, "Left window"),
    ):
        with pytest.raises(HomeAssistantError) as failure:
            await home.call(domain, action, entity_id)
        assert name in (failure.value.translation_placeholders or {}).values()
    assert home.entry.runtime_data.covers["subentry_5_2"].name == "Left window"


async def test_a_device_that_its_owner_renamed_keeps_that_name(home: Home) -> None:
    devices = dr.async_get(home.hass)
    devices.async_update_device(device_of(home.hass, "light.hall").id, name_by_user="My hall")
    retitle(home, "1_1", "Corridor")
    await home.hass.async_block_till_done()
    assert home.attribute("light.hall", "friendly_name") == "My hall"
    assert device_of(home.hass, "light.hall").name == "Corridor"
    devices.async_update_device(device_of(home.hass, "light.hall").id, name_by_user=None)
    await home.hass.async_block_till_done()
    assert home.attribute("light.hall", "friendly_name") == "Corridor"


async def test_an_entity_that_takes_another_entity_id_keeps_the_new_name(home: Home) -> None:
    retitle(home, "1_1", "Corridor")
    await home.hass.async_block_till_done()
    er.async_get(home.hass).async_update_entity("light.hall", new_entity_id="light.corridor")
    await home.hass.async_block_till_done()
    assert home.attribute("light.corridor", "friendly_name") == "Corridor"


async def test_a_disabled_entity_s_device_is_renamed_too(home: Home) -> None:
    er.async_get(home.hass).async_update_entity(LEFT, disabled_by=er.RegistryEntryDisabler.USER)
    await home.hass.async_block_till_done()
    retitle(home, "5_2", "Left window")
    await home.hass.async_block_till_done()
    assert device_of(home.hass, LEFT).name == "Left window"


async def test_a_rename_while_the_entry_is_not_loaded_arrives_with_its_next_start(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    retitle(home, "1_1", "Corridor")
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.attribute("light.hall", "friendly_name") == "Corridor"


async def test_a_device_without_a_title_is_called_by_its_output(home: Home) -> None:
    retitle(home, "1_1", "  ")
    retitle(home, "5_2", "")
    await home.hass.async_block_till_done()
    assert home.attribute("light.hall", "friendly_name") == "1/1"
    assert home.attribute(LEFT, "friendly_name") == "5/2"


async def test_another_type_leaves_a_moving_cover_alone(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    subentry = home.subentry("5_2")
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data={**subentry.data, "device_class": "awning"}
    )
    await home.hass.async_block_till_done()
    assert home.world.is_on(at(UP))
    assert home.attribute(LEFT, "device_class") == "awning"
    await home.call("cover", "stop_cover", LEFT)

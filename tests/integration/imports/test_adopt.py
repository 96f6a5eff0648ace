"""Which earlier row becomes which device's, and what it is called then, on each Home Assistant."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import patch

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from tests.integration.earlier_homes import HOUSEKEEPING_S, EarlierHome
from tests.integration.files import put_in_folder
from tests.integration.registries import device_of, row_of, state_of

TERRACE = "light.terrace"
"""A lamp to which its owner has given nothing in the stored house."""


@pytest.fixture(autouse=True)
async def housekeeping(hass: HomeAssistant) -> AsyncIterator[None]:
    """Let Home Assistant look for devices that nothing needs, as it does after rows were changed."""
    yield
    for entry in hass.config_entries.async_loaded_entries("ipcom"):
        await hass.config_entries.async_unload(entry.entry_id)
    await asyncio.sleep(2 * HOUSEKEEPING_S)


async def taken_over(
    hass: HomeAssistant, gateway: Any, storage: dict[str, Any], **changes: dict[str, Any]
) -> EarlierHome:
    home = EarlierHome(hass, gateway, "main").prepare()
    await home.load(storage, {key.replace("__", "."): value for key, value in changes.items()})
    put_in_folder(hass, gateway.house.devices_yaml())
    return await home.start()


@pytest.mark.parametrize(
    "name", ["Terrace left", "terrace lamp", "Lamp on the terrace", "Terrace", "Salon", "灯"]
)
async def test_a_name_that_its_owner_gave_is_shown_as_before(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], name: str
) -> None:
    """Home Assistant 2026.11 takes the device's name off the front when it loads the earlier row."""
    await taken_over(hass, gateway, hass_storage, light__terrace={"name": name})
    shown = state_of(hass, TERRACE).attributes["friendly_name"]
    assert shown.casefold() == name.casefold()
    row, device = row_of(hass, TERRACE), device_of(hass, TERRACE)
    assert (row.name, (device.name_by_user or "").casefold()) == (None, name.casefold())
    assert er.async_get_full_entity_name(hass, row) == shown


async def test_a_later_name_of_the_device_is_shown_too(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    await taken_over(hass, gateway, hass_storage, light__terrace={"name": "Outside"})
    device = device_of(hass, TERRACE)
    dr.async_get(hass).async_update_device(device.id, name_by_user="Garden")
    await hass.async_block_till_done()
    assert state_of(hass, TERRACE).attributes["friendly_name"] == "Garden"


async def test_a_lamp_and_a_switch_with_one_key_keep_a_row_each(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    home = EarlierHome(hass, gateway, "main").prepare()
    await home.load(hass_storage)
    switch = er.async_get(hass).async_get_or_create(
        "switch", "ipcom", "ipcom_terrace", config_entry=home.entry, suggested_object_id="pump"
    )
    text: str = gateway.house.devices_yaml()
    put_in_folder(hass, text.replace("  coffee:", "  terrace:"))
    await home.start()
    assert row_of(hass, TERRACE).id == home.rows[TERRACE].id
    assert row_of(hass, "switch.pump").id == switch.id
    assert state_of(hass, "switch.pump").state == "off"
    assert "key terrace is already used" in home.problems("devices_file_warnings")


async def test_one_row_that_home_assistant_refuses_leaves_the_others(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    update = er.EntityRegistry.async_update_entity

    def refusing(self: er.EntityRegistry, entity_id: str, **changes: Any) -> er.RegistryEntry:
        if entity_id == TERRACE:
            raise ValueError("refused")
        return update(self, entity_id, **changes)

    with patch.object(er.EntityRegistry, "async_update_entity", refusing):
        home = await taken_over(hass, gateway, hass_storage)
    assert "light.terrace cannot be taken over: refused" in caplog.text
    assert row_of(hass, "light.kitchen").id == home.rows["light.kitchen"].id
    assert state_of(hass, "light.kitchen").state == "off"

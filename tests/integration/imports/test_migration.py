"""Entries of the earlier integration of this domain, from its stored registries."""

from functools import partial
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom import async_remove_config_entry_device
from custom_components.ipcom.const import DOMAIN
from tests.integration.files import SMALL, put_in_folder
from tests.integration.homes import at, until
from tests.integration.registries import device_of, row_of, state_of

FIRST = {"cover.living_left": "ipcom_cover_living_left"}
LATER = {"cover.living_left": "ipcom_living_left_m"}
BOTH = {
    "light.kitchen": "ipcom_kitchen",
    "light.sofa": "ipcom_living",
    "switch.coffee_machine": "ipcom_coffee",
}


class Earlier:
    """An entry of the earlier integration, with a device for each entity and with changes of the user."""

    def __init__(self, hass: HomeAssistant, gateway: Any, rows: dict[str, str], **data: Any) -> None:
        self.hass = hass
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="IPCom (old)",
            version=1,
            unique_id=f"{gateway.host}:{gateway.port}",
            data={
                "host": gateway.host,
                "port": gateway.port,
                "cli_path": "ipcom/ipcom_cli.py",
                "scan_interval": 10,
                **data,
            },
        )
        self.entry.add_to_hass(hass)
        self.area = ar.async_get(hass).async_create("Downstairs")
        self.rows = {entity_id: self._row(entity_id, unique_id) for entity_id, unique_id in rows.items()}

    def _row(self, entity_id: str, unique_id: str) -> er.RegistryEntry:
        domain, _, object_id = entity_id.partition(".")
        devices = dr.async_get(self.hass)
        device = devices.async_get_or_create(
            config_entry_id=self.entry.entry_id, identifiers={(DOMAIN, unique_id)}, name=object_id
        )
        devices.async_update_device(device.id, area_id=self.area.id)
        return er.async_get(self.hass).async_get_or_create(
            domain,
            DOMAIN,
            unique_id,
            config_entry=self.entry,
            device_id=device.id,
            suggested_object_id=object_id,
        )

    async def start(self, state: ConfigEntryState = ConfigEntryState.LOADED) -> None:
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        assert self.entry.state is state, self.entry.reason


CREDENTIALS = {"username": "demo", "password": "demo"}


@pytest.mark.parametrize("covers", [FIRST, LATER], ids=["first generation", "later generation"])
async def test_entity_ids_history_and_areas_stay(
    hass: HomeAssistant, gateway: Any, covers: dict[str, str]
) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, BOTH | covers, **CREDENTIALS)
    await earlier.start()
    assert earlier.entry.version == 3
    assert earlier.entry.unique_id is None
    assert earlier.entry.options == {"fallback_interval_s": 10}
    entities, devices = er.async_get(hass), dr.async_get(hass)
    for entity_id, before in earlier.rows.items():
        row = entities.async_get(entity_id)
        assert row is not None
        assert row.id == before.id, "history hangs on the entity ID, everything else on this"
        assert row.unique_id.startswith(earlier.entry.entry_id)
        assert row.config_subentry_id in earlier.entry.subentries
        assert row.device_id == before.device_id
        device = device_of(hass, entity_id)
        assert device.area_id == earlier.area.id
        assert device.identifiers == {(DOMAIN, row.unique_id)}
        assert device.config_subentry_id == row.config_subentry_id
        assert state_of(hass, entity_id).state != "unavailable"
    assert len(dr.async_entries_for_config_entry(devices, earlier.entry.entry_id)) == 5
    await hass.services.async_call("light", "turn_on", {"entity_id": "light.kitchen"}, blocking=True)
    assert gateway.house.world.is_on(at("3/4"))


async def test_missing_credentials_start_a_reauthentication(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, BOTH | LATER)
    await earlier.start(ConfigEntryState.SETUP_ERROR)
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    await hass.config_entries.flow.async_configure(flow["flow_id"], CREDENTIALS)
    await hass.async_block_till_done()
    assert earlier.entry.state is ConfigEntryState.LOADED
    assert state_of(hass, "light.sofa").state == "off"


def is_available(hass: HomeAssistant, entity_id: str) -> bool:
    return state_of(hass, entity_id).state != "unavailable"


async def test_without_its_file_the_rows_wait_for_an_import(hass: HomeAssistant, gateway: Any) -> None:
    earlier = Earlier(hass, gateway, BOTH | FIRST, **CREDENTIALS)
    await earlier.start()
    assert (
        ir.async_get(hass).async_get_issue(DOMAIN, f"devices_file_missing_{earlier.entry.entry_id}")
        is not None
    )
    assert row_of(hass, "light.sofa").unique_id == "ipcom_living"
    put_in_folder(hass, SMALL)
    options = hass.config_entries.options
    flow = await options.async_init(earlier.entry.entry_id)
    flow = await options.async_configure(flow["flow_id"], {"next_step_id": "import_folder"})
    await options.async_configure(flow["flow_id"], {})
    await hass.async_block_till_done()
    for entity_id, before in earlier.rows.items():
        assert row_of(hass, entity_id).id == before.id
        await until(partial(is_available, hass, entity_id))
    assert (
        ir.async_get(hass).async_get_issue(DOMAIN, f"devices_file_missing_{earlier.entry.entry_id}") is None
    )


async def test_a_device_that_is_no_longer_mapped_can_be_removed(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(
        hass, gateway, {"light.kitchen": "ipcom_kitchen", "light.gone": "ipcom_gone"}, **CREDENTIALS
    )
    await earlier.start()
    devices = dr.async_get(hass)
    may_go = {
        device.name: await async_remove_config_entry_device(hass, earlier.entry, device)
        for device in dr.async_entries_for_config_entry(devices, earlier.entry.entry_id)
    }
    assert [name for name, may in may_go.items() if may] == ["gone"]


async def test_a_row_without_a_device_gets_one(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, {"light.kitchen": "ipcom_kitchen"}, **CREDENTIALS)
    er.async_get(hass).async_update_entity("light.kitchen", device_id=None)
    await earlier.start()
    assert row_of(hass, "light.kitchen").device_id is not None


async def test_a_device_that_is_there_already_is_used(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, {"light.kitchen": "ipcom_kitchen"}, **CREDENTIALS)
    there = dr.async_get(hass).async_get_or_create(
        config_entry_id=earlier.entry.entry_id, identifiers={(DOMAIN, f"{earlier.entry.entry_id}_3_4")}
    )
    await earlier.start()
    assert row_of(hass, "light.kitchen").device_id == there.id


async def test_a_row_of_another_domain_goes(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, {"light.coffee": "ipcom_coffee"}, **CREDENTIALS)
    await earlier.start()
    assert er.async_get(hass).async_get("light.coffee") is None
    assert hass.states.get("switch.coffee_machine") is not None


async def test_a_device_that_others_share_stays(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    earlier = Earlier(hass, gateway, {"light.kitchen": "ipcom_kitchen"}, **CREDENTIALS)
    row = earlier.rows["light.kitchen"]
    assert row.device_id is not None
    er.async_get(hass).async_get_or_create(
        "sensor", DOMAIN, "ipcom_else", config_entry=earlier.entry, device_id=row.device_id
    )
    await earlier.start()
    assert row_of(hass, "light.kitchen").device_id != row.device_id
    assert dr.async_get(hass).async_get(row.device_id) is not None


async def test_rows_that_are_there_twice_become_one(hass: HomeAssistant, gateway: Any) -> None:
    put_in_folder(hass, SMALL)
    both = {"cover.living_left": "ipcom_living_left_m", "cover.first": "ipcom_cover_living_left"}
    earlier = Earlier(hass, gateway, both, **CREDENTIALS)
    await earlier.start()
    assert er.async_get(hass).async_get("cover.living_left") is not None
    assert er.async_get(hass).async_get("cover.first") is None


async def test_an_entry_of_a_newer_release_is_left_alone(hass: HomeAssistant, gateway: Any) -> None:
    entry = MockConfigEntry(domain=DOMAIN, version=4, data={})
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.MIGRATION_ERROR

"""An entry without a single thing raises a repair that leads to adding one."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.changes import async_add_device
from custom_components.ipcom.devices.nothing_mapped import NOTHING_MAPPED
from custom_components.ipcom.repairs import ConnectionFlow, MapSomethingFlow
from tests.integration.homes import Home, demo_devices


def issue(home: Home) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{NOTHING_MAPPED}_{home.entry.entry_id}_")


async def begin(home: Home) -> tuple[Any, Any]:
    assert await async_setup_component(home.hass, "repairs", {})
    from homeassistant.components.repairs import repairs_flow_manager

    manager = repairs_flow_manager(home.hass)
    assert manager is not None
    return manager, await manager.async_init(DOMAIN, context={"issue_id": issue(home).issue_id})


@pytest.mark.parametrize(
    ("option", "flow_type"),
    [
        ("output", "config_subentries_flow"),
        ("cover", "config_subentries_flow"),
        ("import", "options_flow"),
    ],
)
async def test_it_leads_to_every_way_of_adding(empty: Home, option: str, flow_type: str) -> None:
    manager, result = await begin(empty)
    assert result["menu_options"] == ["output", "cover", "import"]
    result = await manager.async_configure(result["flow_id"], {"next_step_id": option})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "continue"
    assert result["next_flow"][0] == flow_type


async def test_the_first_thing_withdraws_it_and_the_last_brings_it_back(
    hass: HomeAssistant, empty: Home
) -> None:
    assert issue(empty) is not None
    async_add_device(hass, empty.entry, demo_devices(empty.gateway)[0])
    await hass.async_block_till_done()
    assert issue(empty) is None
    (subentry_id,) = empty.entry.subentries
    hass.config_entries.async_remove_subentry(empty.entry, subentry_id)
    await hass.async_block_till_done()
    assert issue(empty) is not None


@pytest.mark.parametrize("kind", [MapSomethingFlow, ConnectionFlow])
async def test_an_entry_that_is_gone_meanwhile_is_said_to_be(hass: HomeAssistant, kind: Any) -> None:
    flow = kind("gone")
    flow.hass, flow.flow_id, flow.handler = hass, "flow", DOMAIN
    assert (await flow.async_step_init())["reason"] == "entry_gone"

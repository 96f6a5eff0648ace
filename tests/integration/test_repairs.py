"""Repairs: covers that are not calibrated, and covers with both relays on."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import Home, HomeMaker, at, until

UP, DOWN = "5/2", "5/1"
SUBENTRY = "subentry_5_2"


def issue(home: Home, kind: str) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{kind}_{home.entry.entry_id}_{SUBENTRY}")


async def begin_repair(home: Home, kind: str) -> Any:
    assert await async_setup_component(home.hass, "repairs", {})
    from homeassistant.components.repairs import repairs_flow_manager

    manager = repairs_flow_manager(home.hass)
    assert manager is not None
    return manager, await manager.async_init(DOMAIN, context={"issue_id": issue(home, kind).issue_id})


async def test_the_repair_leads_into_the_cover_s_menu(home: Home) -> None:
    _, result = await begin_repair(home, "cover_not_calibrated")
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "continue_with_calibration"
    _, flow_id = result["next_flow"]
    (flow,) = home.hass.config_entries.subentries.async_progress()
    assert flow["flow_id"] == flow_id
    assert flow["step_id"] == "reconfigure"


async def test_the_repair_of_a_cover_that_is_gone(home: Home) -> None:
    from custom_components.ipcom.repairs import CalibrateFlow

    flow = CalibrateFlow(home.entry.entry_id, "gone")
    flow.hass = home.hass
    flow.flow_id, flow.handler = "flow", DOMAIN
    result = await flow.async_step_init()
    assert result["reason"] == "cover_gone"


async def test_both_relays_on_is_reported_and_can_be_confirmed(home: Home) -> None:
    home.world.write(5, bytes((255, 255, 0, 0, 0, 0, 0, 0)))
    await until(lambda: issue(home, "both_relays_on") is not None)
    await until(lambda: not (home.world.is_on(at(UP)) or home.world.is_on(at(DOWN))), 3)
    manager, flow = await begin_repair(home, "both_relays_on")
    assert flow["step_id"] == "confirm"
    assert flow["description_placeholders"] == {"name": "Living left"}
    await manager.async_configure(flow["flow_id"], {})
    assert issue(home, "both_relays_on") is None


async def test_both_relays_on_at_the_start_is_reported_too(house: HomeMaker) -> None:
    home = house()
    home.world.write(5, bytes((255, 255, 0, 0, 0, 0, 0, 0)))
    await home.start()
    await until(lambda: not (home.world.is_on(at(UP)) or home.world.is_on(at(DOWN))), 3)
    await until(lambda: issue(home, "both_relays_on") is not None, 3)


async def test_the_repairs_go_with_the_cover_and_with_the_entry(hass: HomeAssistant, home: Home) -> None:
    hass.config_entries.async_remove_subentry(home.entry, SUBENTRY)
    await hass.async_block_till_done()
    assert issue(home, "cover_not_calibrated") is None
    left = [key for domain, key in ir.async_get(hass).issues if domain == DOMAIN]
    assert len(left) == 2
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert not [key for domain, key in ir.async_get(hass).issues if domain == DOMAIN]

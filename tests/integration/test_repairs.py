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


def issue(home: Home, kind: str, subentry: str = SUBENTRY) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{kind}_{home.entry.entry_id}_{subentry}")


async def begin_repair(home: Home, kind: str, subentry: str = SUBENTRY) -> Any:
    assert await async_setup_component(home.hass, "repairs", {})
    from homeassistant.components.repairs import repairs_flow_manager

    manager = repairs_flow_manager(home.hass)
    assert manager is not None
    return manager, await manager.async_init(
        DOMAIN, context={"issue_id": issue(home, kind, subentry).issue_id}
    )


async def calibrate(home: Home, entity_id: str) -> None:
    await home.call("ipcom", "calibrate", entity_id, travel_time_up=20, travel_time_down=19)
    await home.hass.async_block_till_done()


async def test_one_repair_leads_from_cover_to_cover(home: Home) -> None:
    manager, flow = await begin_repair(home, "covers_not_calibrated", "")
    assert flow["type"] is FlowResultType.FORM
    assert flow["description_placeholders"]["next"] == "Living left"
    count = len(flow["description_placeholders"]["without"].splitlines())
    assert issue(home, "covers_not_calibrated", "").translation_placeholders == {
        "name": "The house",
        "count": str(count),
    }
    result = await manager.async_configure(flow["flow_id"], {})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "continue_with_calibration"
    _, flow_id = result["next_flow"]
    (flow,) = home.hass.config_entries.subentries.async_progress()
    assert flow["flow_id"] == flow_id
    assert flow["step_id"] == "reconfigure"
    home.hass.config_entries.subentries.async_abort(flow_id)
    await calibrate(home, "cover.living_left")
    assert issue(home, "covers_not_calibrated", "").translation_placeholders["count"] == str(count - 1)
    _, flow = await begin_repair(home, "covers_not_calibrated", "")
    assert flow["description_placeholders"]["next"] == "Living right"


async def test_guessed_times_are_to_be_measured_after_all_others(home: Home) -> None:
    subentry = home.entry.subentries[SUBENTRY]
    guess = {"travel_time_up": 25.0, "travel_time_down": 25.0, "times_guessed": True}
    home.hass.config_entries.async_update_subentry(home.entry, subentry, data={**subentry.data, **guess})
    await home.hass.async_block_till_done()
    _, flow = await begin_repair(home, "covers_not_calibrated", "")
    assert flow["description_placeholders"]["next"] == "Living right"
    assert flow["description_placeholders"]["guessed"] == "- Living left"
    assert home.attribute("cover.living_left", "assumed_state")
    await calibrate(home, "cover.living_left")
    assert "times_guessed" not in home.subentry("5_2").data
    _, flow = await begin_repair(home, "covers_not_calibrated", "")
    assert flow["description_placeholders"]["guessed"] == "—"


async def test_the_repair_goes_with_the_last_cover_that_was_not_calibrated(home: Home) -> None:
    manager, flow = await begin_repair(home, "covers_not_calibrated", "")
    for entity_id in home.hass.states.async_entity_ids("cover"):
        await calibrate(home, entity_id)
    assert issue(home, "covers_not_calibrated", "") is None
    assert (await manager.async_configure(flow["flow_id"], {}))["reason"] == "all_calibrated"


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
    home.world.write(5, bytes((255, 255, 0, 0, 0, 0, 0, 0)))
    await until(lambda: issue(home, "both_relays_on") is not None)
    await until(lambda: not (home.world.is_on(at(UP)) or home.world.is_on(at(DOWN))), 3)
    hass.config_entries.async_remove_subentry(home.entry, SUBENTRY)
    await hass.async_block_till_done()
    assert issue(home, "both_relays_on") is None
    left = [key for domain, key in ir.async_get(hass).issues if domain == DOMAIN]
    assert left == [f"covers_not_calibrated_{home.entry.entry_id}_"]
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert not [key for domain, key in ir.async_get(hass).issues if domain == DOMAIN]

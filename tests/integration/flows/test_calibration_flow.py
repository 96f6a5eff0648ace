"""The calibration in the flow of covers."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.simulated import Faults

LEFT = "cover.living_left"
UP, DOWN = "5/2", "5/1"
SUBENTRY = "subentry_5_2"


def flows(home: Home) -> Any:
    return home.hass.config_entries.subentries


async def menu(home: Home) -> Any:
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, SUBENTRY)
    assert flow["menu_options"] == ["calibrate", "change", "settings"]
    return flow


async def submit(home: Home, flow: Any, user_input: dict[str, Any] | None = None) -> Any:
    return await flows(home).async_configure(flow["flow_id"], user_input or {})


async def choose(home: Home, option: str) -> Any:
    return await submit(home, await menu(home), {"next_step_id": option})


def issue(home: Home, kind: str) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{kind}_{home.entry.entry_id}_")


async def closed(home: Home) -> None:
    """Close the cover without a measurement."""
    await home.call("cover", "close_cover", LEFT)
    await asyncio.sleep(22)
    await home.call("cover", "stop_cover", LEFT)


async def test_both_ways_are_measured_and_the_times_are_filled_in(home: Home) -> None:
    await closed(home)
    before = issue(home, "covers_not_calibrated").translation_placeholders["count"]
    flow = await choose(home, "calibrate")
    assert flow["step_id"] == "calibrate_up"
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    assert home.world.is_on(at(UP))
    await asyncio.sleep(21)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_down"
    assert not home.world.is_on(at(UP))
    flow = await submit(home, flow)
    assert home.world.is_on(at(DOWN))
    await asyncio.sleep(19.5)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_done"
    suggested = {str(key): key.description["suggested_value"] for key in flow["data_schema"].schema}
    assert suggested["travel_time_up"] == pytest.approx(21, abs=0.3)
    assert suggested["travel_time_down"] == pytest.approx(19.5, abs=0.3)
    result = await submit(home, flow, suggested)
    await home.hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert home.subentry("5_2").data["travel_time_up"] == suggested["travel_time_up"]
    assert home.state(LEFT) == "closed"
    assert home.attribute(LEFT, "current_position") == 0
    after = issue(home, "covers_not_calibrated").translation_placeholders["count"]
    assert int(after) == int(before) - 1


async def test_times_that_look_wrong_are_asked_about_once(home: Home) -> None:
    flow = await choose(home, "calibrate")
    for seconds in (5, 9):
        flow = await submit(home, flow)
        await asyncio.sleep(seconds)
        flow = await submit(home, flow)
    times = {"travel_time_up": 5, "travel_time_down": 9}
    flow = await submit(home, flow, times)
    assert flow["errors"] == {"base": "times_doubtful"}
    assert (await submit(home, flow, times))["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.subentry("5_2").data["travel_time_down"] == 9


async def test_closing_the_dialog_stops_the_motor(home: Home) -> None:
    flow = await submit(home, await choose(home, "calibrate"))
    assert home.world.is_on(at(UP))
    flows(home).async_abort(flow["flow_id"])
    await until(lambda: not home.world.is_on(at(UP)), 2)
    await home.hass.async_block_till_done()


async def test_closing_the_dialog_while_the_motor_waits_to_turn_starts_nothing(home: Home) -> None:
    home.gateway.press(at(DOWN))
    await home.shows(LEFT, "closing")
    flow = await choose(home, "calibrate")
    start = home.hass.async_create_task(submit(home, flow))
    await until(lambda: not home.world.is_on(at(DOWN)), 2)
    await asyncio.sleep(0.3)
    flows(home).async_abort(flow["flow_id"])
    await asyncio.gather(start, return_exceptions=True)
    await asyncio.sleep(3)
    assert not home.world.is_on(at(UP))
    await home.hass.async_block_till_done()


async def test_a_run_that_is_not_ended_stops_by_itself(home: Home) -> None:
    flow = await submit(home, await choose(home, "calibrate"))
    await until(lambda: not home.world.is_on(at(UP)), 125)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up"
    assert flow["errors"] == {"base": "run_ended"}
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    flows(home).async_abort(flow["flow_id"])
    await home.hass.async_block_till_done()


async def test_a_motor_that_does_not_start_can_be_tried_again(home: Home) -> None:
    flow = await choose(home, "calibrate")
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await submit(home, flow)
    assert flow["errors"] == {"base": "not_started"}
    home.gateway.faults = Faults()
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await submit(home, flow)
    assert flow["errors"] == {"base": "not_stopped"}
    home.gateway.faults = Faults()
    flows(home).async_abort(flow["flow_id"])
    await until(lambda: not home.world.is_on(at(UP)), 5)
    await home.hass.async_block_till_done()


async def test_a_cover_that_has_its_times_knows_its_place_after_a_calibration(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=5, travel_time_down=5)
    await home.hass.async_block_till_done()
    flow = await choose(home, "calibrate")
    for _ in range(2):
        flow = await submit(home, flow)
        await asyncio.sleep(5)
        flow = await submit(home, flow)
    await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    await home.hass.async_block_till_done()
    assert home.state(LEFT) == "closed"
    assert not home.attribute(LEFT, "assumed_state")


async def test_a_calibration_is_not_kept_while_both_directions_are_on(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=5, travel_time_down=5)
    await home.hass.async_block_till_done()
    flow = await choose(home, "calibrate")
    for _ in range(2):
        flow = await submit(home, flow)
        await asyncio.sleep(5)
        flow = await submit(home, flow)
    await home.breaks_switch(UP, DOWN)
    flow = await submit(home, flow, {"travel_time_up": 6, "travel_time_down": 6})
    assert (flow["step_id"], flow["errors"]) == ("calibrate_done", {"base": "not_stopped"})
    assert home.subentry("5_2").data["travel_time_up"] == 5
    home.world.write(at(UP).module, bytes(8))
    await asyncio.sleep(1.0)
    result = await submit(home, flow, {"travel_time_up": 6, "travel_time_down": 6})
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.state(LEFT) == "closed"


async def test_a_position_measured_before_there_are_times_stays_unknown_while_both_directions_are_on(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    flow = await choose(home, "calibrate")
    for _ in range(2):
        flow = await submit(home, flow)
        await asyncio.sleep(5)
        flow = await submit(home, flow)
    await home.breaks_switch(UP, DOWN)
    result = await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.subentry("5_2").data["travel_time_up"] == 5
    assert "its position stays unknown" in caplog.text


async def test_the_times_are_kept_even_if_the_entry_is_unloaded_meanwhile(home: Home) -> None:
    flow = await choose(home, "calibrate")
    for _ in range(2):
        flow = await submit(home, flow)
        await asyncio.sleep(5)
        flow = await submit(home, flow)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    result = await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    assert home.subentry("5_2").data["travel_time_up"] == 5


async def test_without_a_link_there_is_no_calibration(home: Home) -> None:
    await home.gateway.stop()
    await home.shows(LEFT, "unavailable")
    result = await choose(home, "calibrate")
    assert result["reason"] == "link_down"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    result = await choose(home, "calibrate")
    assert result["reason"] == "link_down"


async def test_a_cover_that_cannot_be_used_is_not_calibrated(house: HomeMaker) -> None:
    home = house()
    odd = MappedCover("Odd", OutputAddress.parse("5/7"), OutputAddress.parse("5/1"))
    home = replace(home, devices=(*home.devices, odd))
    await home.start()
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, "subentry_5_7")
    result = await submit(home, flow, {"next_step_id": "calibrate"})
    assert result["reason"] == "not_usable"


async def test_measured_times_that_cannot_be_are_put_right(home: Home) -> None:
    subentry = home.subentry("5_2")
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data={**subentry.data, "tilt_time": 3.0}
    )
    await home.hass.async_block_till_done()
    flow = await choose(home, "calibrate")
    for _ in range(2):
        flow = await submit(home, flow)
        await asyncio.sleep(5)
        flow = await submit(home, flow)
    flow = await submit(home, flow, {"travel_time_up": 2, "travel_time_down": 5})
    assert flow["errors"] == {"base": "settings_wrong"}
    result = await submit(home, flow, {"travel_time_up": 6, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()

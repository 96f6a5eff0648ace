"""The calibration in the flow of covers."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.direction import turned
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.simulated import Faults, pair

LEFT = "cover.living_left"
UP, DOWN = "5/2", "5/1"
SUBENTRY = "subentry_5_2"
LEFT_COVER = MappedCover("Living left", OutputAddress.parse(UP), OutputAddress.parse(DOWN))


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


async def shown(home: Home, flow: Any, step_id: str, within: float = 130) -> Any:
    """Wait until it has run down; the page then asks for the next form."""
    await until(lambda: flows(home).async_get(flow["flow_id"])["step_id"] == "calibrate_closed", within)
    flow = await flows(home).async_configure(flow["flow_id"])
    assert flow["step_id"] == step_id
    return flow


async def closed(home: Home) -> Any:
    """Begin a calibration, and let the cover run down by itself."""
    flow = await choose(home, "calibrate")
    assert flow["step_id"] == "calibrate"
    assert flow["description_placeholders"] == {"name": "Living left", "max_run": "60", "person": ""}
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["type"]) == ("calibrate_closing", FlowResultType.SHOW_PROGRESS)
    return await shown(home, flow, "calibrate_up")


async def both_ways(home: Home, flow: Any, up: float, down: float) -> Any:
    """Start the run up, and say twice that it has arrived."""
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    await asyncio.sleep(up)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_down_arrived"
    await asyncio.sleep(down)
    return await submit(home, flow)


async def test_it_runs_down_first_and_the_times_of_both_ways_are_filled_in(home: Home) -> None:
    before = issue(home, "covers_not_calibrated").translation_placeholders["count"]
    home.world.shutters[pair(LEFT_COVER)].place(60.0)
    flow = await closed(home)
    assert not home.world.is_on(at(DOWN))
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    assert home.world.is_on(at(UP))
    await asyncio.sleep(21)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_down_arrived"
    assert not home.world.is_on(at(UP))
    assert home.world.is_on(at(DOWN))
    await asyncio.sleep(19.5)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_done"
    assert not home.world.is_on(at(DOWN))
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


async def test_a_quick_press_is_not_believed(home: Home) -> None:
    flow = await closed(home)
    flow = await submit(home, flow)
    await asyncio.sleep(1)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "too_quick"})
    assert not home.world.is_on(at(UP))
    flow = await submit(home, flow)
    flow = await shown(home, flow, "calibrate_up")
    flow = await submit(home, flow)
    await asyncio.sleep(20)
    flow = await submit(home, flow)
    await asyncio.sleep(1)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "too_quick"})


async def test_ways_that_differ_by_more_than_half_are_asked_about(home: Home) -> None:
    flow = await both_ways(home, await closed(home), 20, 9)
    assert flow["step_id"] == "calibrate_differs"
    assert float(flow["description_placeholders"]["travel_time_down"]) == pytest.approx(9, abs=0.3)
    flow = await submit(home, flow, {"next_step_id": "calibrate"})
    flow = await shown(home, await submit(home, flow), "calibrate_up")
    flow = await both_ways(home, flow, 20, 9)
    flow = await submit(home, flow, {"next_step_id": "calibrate_done"})
    suggested = {str(key): key.description["suggested_value"] for key in flow["data_schema"].schema}
    assert (await submit(home, flow, suggested))["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()


async def test_a_cover_that_is_surely_closed_does_not_run_down_first(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=20)
    await home.hass.async_block_till_done()
    await home.call("ipcom", "set_known_position", LEFT, position=0)
    flow = await submit(home, await choose(home, "calibrate"))
    assert flow["step_id"] == "calibrate_up"
    await home.call("ipcom", "set_known_position", LEFT, position=50)
    flow = await submit(home, await choose(home, "calibrate"))
    assert flow["step_id"] == "calibrate_closing"
    assert await until(lambda: not home.world.is_on(at(DOWN)), 30) < 25
    await shown(home, flow, "calibrate_up")


async def test_closing_the_dialog_while_it_runs_down_stops_the_motor(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    flow = await submit(home, await choose(home, "calibrate"))
    await until(lambda: home.world.is_on(at(DOWN)))
    flows(home).async_abort(flow["flow_id"])
    await until(lambda: not home.world.is_on(at(DOWN)), 2)
    await home.hass.async_block_till_done()
    assert "Living left: its calibration ended while it ran down" in caplog.text


async def test_a_run_down_that_the_wall_ends_begins_anew(home: Home) -> None:
    flow = await submit(home, await choose(home, "calibrate"))
    await until(lambda: home.world.is_on(at(DOWN)))
    await asyncio.sleep(5)
    home.gateway.press(at(DOWN))
    flow = await shown(home, flow, "calibrate", 5)
    assert flow["errors"] == {"base": "run_ended"}


async def test_a_motor_that_does_not_run_down_can_be_tried_again(home: Home) -> None:
    flow = await choose(home, "calibrate")
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await shown(home, await submit(home, flow), "calibrate")
    assert flow["errors"] == {"base": "not_started"}
    home.gateway.faults = Faults()
    await shown(home, await submit(home, flow), "calibrate_up")


async def test_a_run_down_that_does_not_start_is_started_by_a_press(home: Home) -> None:
    flow = await submit(home, await closed(home))
    await asyncio.sleep(20)
    motor = home.world.shutters[pair(LEFT_COVER)]
    assert motor.position > 90
    stopping = home.hass.async_create_task(submit(home, flow))
    await until(lambda: not home.world.is_on(at(UP)))
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await stopping
    assert (flow["step_id"], flow["errors"]) == ("calibrate_down", {"base": "not_started"})
    home.gateway.faults = Faults()
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_down_arrived"
    await asyncio.sleep(19)
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_done"


async def test_times_that_look_wrong_are_asked_about_once(home: Home) -> None:
    flow = await both_ways(home, await closed(home), 5, 5)
    times = {"travel_time_up": 5, "travel_time_down": 9}
    flow = await submit(home, flow, times)
    assert flow["errors"] == {"base": "times_doubtful"}
    assert (await submit(home, flow, times))["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.subentry("5_2").data["travel_time_down"] == 9


async def test_closing_the_dialog_stops_the_motor(home: Home) -> None:
    flow = await submit(home, await closed(home))
    assert home.world.is_on(at(UP))
    flows(home).async_abort(flow["flow_id"])
    await until(lambda: not home.world.is_on(at(UP)), 2)
    await home.hass.async_block_till_done()


async def test_closing_the_dialog_while_the_motor_waits_to_turn_starts_nothing(home: Home) -> None:
    flow = await closed(home)
    home.gateway.press(at(DOWN))
    await home.shows(LEFT, "closing")
    start = home.hass.async_create_task(submit(home, flow))
    await until(lambda: not home.world.is_on(at(DOWN)), 2)
    await asyncio.sleep(0.3)
    flows(home).async_abort(flow["flow_id"])
    await asyncio.gather(start, return_exceptions=True)
    await asyncio.sleep(3)
    assert not home.world.is_on(at(UP))
    await home.hass.async_block_till_done()


async def test_a_machine_that_slept_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    flow = await submit(home, await closed(home))
    sleep = home.client._engine._sleep
    monkeypatch.setattr(sleep, "_ahead", sleep._ahead - 5.0)
    await until(lambda: not home.world.is_on(at(UP)), 3)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "slept"})


async def test_a_run_that_is_not_ended_stops_by_itself(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    flow = await submit(home, await closed(home))
    assert await until(lambda: not home.world.is_on(at(UP)), 65) > 55
    assert "Living left: its run up for a calibration was stopped after 60 s" in caplog.text
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "run_ended"})
    flow = await shown(home, await submit(home, flow), "calibrate_up")
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    flows(home).async_abort(flow["flow_id"])
    await home.hass.async_block_till_done()


async def test_a_motor_that_does_not_start_can_be_tried_again(home: Home) -> None:
    flow = await closed(home)
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate_up", {"base": "not_started"})
    home.gateway.faults = Faults()
    flow = await submit(home, flow)
    assert flow["step_id"] == "calibrate_up_arrived"
    await asyncio.sleep(5)
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "not_stopped"})
    home.gateway.faults = Faults()
    flows(home).async_abort(flow["flow_id"])
    await until(lambda: not home.world.is_on(at(UP)), 5)
    await home.hass.async_block_till_done()


async def test_a_cover_that_has_its_times_knows_its_place_after_a_calibration(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=5, travel_time_down=5)
    await home.hass.async_block_till_done()
    flow = await both_ways(home, await closed(home), 5, 5)
    await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    await home.hass.async_block_till_done()
    assert home.state(LEFT) == "closed"
    assert not home.attribute(LEFT, "assumed_state")


async def test_a_calibration_is_not_kept_while_both_directions_are_on(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=5, travel_time_down=5)
    await home.hass.async_block_till_done()
    flow = await both_ways(home, await closed(home), 5, 5)
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
    flow = await both_ways(home, await closed(home), 5, 5)
    await home.breaks_switch(UP, DOWN)
    result = await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.subentry("5_2").data["travel_time_up"] == 5
    assert "its position stays unknown" in caplog.text


async def test_the_times_are_kept_even_if_the_entry_is_unloaded_meanwhile(home: Home) -> None:
    flow = await both_ways(home, await closed(home), 5, 5)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    result = await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    assert home.subentry("5_2").data["travel_time_up"] == 5


async def test_a_run_is_not_started_once_the_entry_is_unloaded(home: Home) -> None:
    flow = await closed(home)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("calibrate_up", {"base": "not_started"})
    assert not home.world.is_on(at(UP))
    flows(home).async_abort(flow["flow_id"])
    await home.hass.async_block_till_done()


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
    flow = await both_ways(home, await closed(home), 5, 5)
    flow = await submit(home, flow, {"travel_time_up": 2, "travel_time_down": 5})
    assert flow["errors"] == {"base": "settings_wrong"}
    result = await submit(home, flow, {"travel_time_up": 6, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()


async def test_times_that_were_measured_before_the_direction_was_turned_are_not_kept(home: Home) -> None:
    flow = await both_ways(home, await closed(home), 5, 4)
    subentry = home.subentry("5_2")
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data=turned(LEFT_COVER).as_data(), unique_id="5_1"
    )
    await home.hass.async_block_till_done()
    flow = await submit(home, flow, {"travel_time_up": 5, "travel_time_down": 4})
    assert (flow["step_id"], flow["errors"]) == ("calibrate", {"base": "wiring_changed"})
    assert "travel_time_up" not in home.subentry("5_1").data
    flow = await submit(home, flow)
    flow = await both_ways(home, await shown(home, flow, "calibrate_up"), 4, 5)
    result = await submit(home, flow, {"travel_time_up": 4, "travel_time_down": 5})
    assert result["reason"] == "reconfigure_successful"
    assert home.subentry("5_1").data["travel_time_up"] == 4

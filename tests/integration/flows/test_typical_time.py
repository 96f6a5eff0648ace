"""One typical travel time for all new covers of an import: a guess, and shown as one."""

from typing import Any

from homeassistant.components.cover import CoverEntityFeature
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from tests.integration.files import SMALL, put_in_folder
from tests.integration.homes import Home

LEFT = "cover.living_left"
SETTINGS = {
    "start_delay": 0,
    "stop_lag": 0,
    "overrun_percent": 5,
    "overrun": 1,
    "pause": 1,
    "full_run_first": False,
}


async def preview(home: Home) -> Any:
    put_in_folder(home.hass, SMALL)
    options = home.hass.config_entries.options
    flow = await options.async_init(home.entry.entry_id)
    return await options.async_configure(flow["flow_id"], {"next_step_id": "import_folder"})


async def submit(home: Home, flow: Any, **given: float) -> Any:
    result = await home.hass.config_entries.options.async_configure(flow["flow_id"], given)
    await home.hass.async_block_till_done()
    return result


def repair(home: Home) -> Any:
    return ir.async_get(home.hass).async_get_issue(DOMAIN, f"covers_not_calibrated_{home.entry.entry_id}_")


async def test_a_guess_gives_positions_that_are_assumed_until_they_are_measured(empty: Home) -> None:
    flow = await preview(empty)
    assert [str(key) for key in flow["data_schema"].schema] == ["typical_travel_time"]
    flow = await submit(empty, flow, typical_travel_time=0.5)
    assert flow["errors"] == {"typical_travel_time": "travel_time_impossible"}
    (key,) = flow["data_schema"].schema
    assert key.description["suggested_value"] == 0.5
    assert (await submit(empty, flow, typical_travel_time=25))["reason"] == "devices_imported"
    data = empty.subentry("5_2").data
    assert (data["travel_time_up"], data["travel_time_down"], data["times_guessed"]) == (25, 25, True)
    assert empty.attribute(LEFT, "supported_features") & CoverEntityFeature.SET_POSITION
    assert empty.attribute(LEFT, "assumed_state")
    assert repair(empty).translation_placeholders["count"] == "1"
    await empty.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=20)
    await empty.hass.async_block_till_done()
    assert not empty.attribute(LEFT, "assumed_state")
    assert repair(empty) is None


async def test_a_second_import_asks_no_more_and_keeps_the_guess(empty: Home) -> None:
    await submit(empty, await preview(empty), typical_travel_time=25)
    flow = await preview(empty)
    assert flow["data_schema"].schema == {}
    await submit(empty, flow)
    assert empty.subentry("5_2").data["times_guessed"]


async def test_without_a_guess_nothing_is_guessed(empty: Home) -> None:
    await submit(empty, await preview(empty))
    assert "travel_time_up" not in empty.subentry("5_2").data


async def test_settings_keep_a_guess_until_the_times_are_changed(empty: Home) -> None:
    await submit(empty, await preview(empty), typical_travel_time=25)
    subentries = empty.hass.config_entries.subentries
    for seconds, guessed in ((25, True), (24, False)):
        flow = await empty.entry.start_subentry_reconfigure_flow(
            empty.hass, empty.subentry("5_2").subentry_id
        )
        flow = await subentries.async_configure(flow["flow_id"], {"next_step_id": "settings"})
        times = {"travel_time_up": seconds, "travel_time_down": seconds}
        await subentries.async_configure(flow["flow_id"], {**SETTINGS, **times})
        await empty.hass.async_block_till_done()
        assert empty.subentry("5_2").data.get("times_guessed", False) is guessed

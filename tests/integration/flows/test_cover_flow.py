"""The flow of covers: adding one, and its settings."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType

from tests.integration.homes import Home

LEFT = "cover.living_left"
SUBENTRY = "subentry_5_2"


def flows(home: Home) -> Any:
    return home.hass.config_entries.subentries


async def menu(home: Home) -> Any:
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, SUBENTRY)
    assert flow["menu_options"] == ["calibrate", "settings"]
    return flow


async def submit(home: Home, flow: Any, user_input: dict[str, Any] | None = None) -> Any:
    return await flows(home).async_configure(flow["flow_id"], user_input or {})


async def choose(home: Home, option: str) -> Any:
    return await submit(home, await menu(home), {"next_step_id": option})


SETTINGS = {
    "travel_time_up": 21.0,
    "travel_time_down": 19.5,
    "start_delay": 0.1,
    "stop_lag": 0.0,
    "overrun_percent": 4.0,
    "overrun": 2.0,
    "pause": 1.5,
    "full_run_first": True,
}


async def test_settings_take_effect_at_once(home: Home) -> None:
    flow = await choose(home, "settings")
    flow = await submit(
        home, flow, {key: value for key, value in SETTINGS.items() if key != "travel_time_up"}
    )
    assert flow["errors"] == {"base": "one_time_missing"}
    flow = await submit(home, flow, {**SETTINGS, "tilt_time": 10.0, "travel_time_down": 5.0})
    assert flow["errors"] == {"base": "settings_wrong"}
    result = await submit(home, flow, SETTINGS)
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert any(pair.pause == 1.5 for pair in home.client.shutters)
    await home.call("cover", "set_cover_position", LEFT, position=50)
    assert home.state(LEFT) in ("opening", "closing")


async def test_a_cover_added_by_hand(home: Home) -> None:
    flow = await flows(home).async_init((home.entry.entry_id, "cover"), context={"source": "user"})
    wiring = {
        "name": "Attic",
        "up_module": 7,
        "up_output": 1,
        "down_module": 7,
        "down_output": 1,
        "device_class": "blind",
    }
    flow = await submit(home, flow, wiring)
    assert flow["errors"] == {"base": "same_output"}
    flow = await submit(home, flow, {**wiring, "down_module": 1})
    assert flow["errors"] == {"base": "output_taken"}
    result = await submit(home, flow, {**wiring, "down_output": 2})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    assert home.state("cover.attic") == "unknown"
    assert home.attribute("cover.attic", "device_class") == "blind"

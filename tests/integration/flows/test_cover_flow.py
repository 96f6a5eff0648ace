"""The flow of covers: adding one, and its settings."""

from typing import Any

import pytest
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar

from tests.integration.homes import Home, at
from tests.integration.registries import device_of, entity_at, row_of

LEFT = "cover.living_left"
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


@pytest.mark.parametrize(
    ("field", "number", "words"),
    [
        ("travel_time_up", 301, "travel_time_impossible"),
        ("travel_time_down", 0, "travel_time_impossible"),
        ("start_delay", -1, "delay_impossible"),
        ("stop_lag", 11, "delay_impossible"),
        ("overrun_percent", 51, "overrun_percent_impossible"),
        ("overrun", 61, "overrun_impossible"),
        ("pause", 0.4, "pause_impossible"),
        ("tilt_time", 0, "tilt_time_impossible"),
    ],
)
async def test_an_impossible_number_has_words_of_its_own(
    home: Home, field: str, number: float, words: str
) -> None:
    flow = await choose(home, "settings")
    flow = await submit(home, flow, {**SETTINGS, field: number})
    assert flow["errors"] == {field: words}
    assert (await submit(home, flow, SETTINGS))["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()


WIRING = {
    "name": "Attic",
    "up_output": "7/1",
    "down_output": "7/2",
    "device_class": "blind",
    "add_another": False,
}


async def begin(home: Home) -> Any:
    return await flows(home).async_init((home.entry.entry_id, "cover"), context={"source": "user"})


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": " "}, {"name": "name_blank"}),
        ({"name": None}, {"name": "name_blank"}),
        ({"down_output": "7/1"}, {"down_output": "same_output"}),
        ({"up_output": "5/1"}, {"up_output": "output_taken"}),
        ({"down_output": "1/1"}, {"down_output": "output_taken"}),
        ({"up_output": None}, {"up_output": "output_missing"}),
        ({"down_output": None}, {"down_output": "output_missing"}),
    ],
)
async def test_a_cover_added_by_hand(home: Home, wrong: dict[str, Any], errors: dict[str, str]) -> None:
    given = {key: value for key, value in {**WIRING, **wrong}.items() if value is not None}
    flow = await submit(home, await begin(home), given)
    assert flow["errors"] == errors
    owners = {"5/1": "Living left", "1/1": "Hall"}
    taken = next((place for place in wrong.values() if place in owners), "")
    assert flow["description_placeholders"]["owner"] == owners.get(taken, "")
    result = await submit(home, flow, WIRING)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    assert home.state("cover.attic") == "unknown"
    assert home.attribute("cover.attic", "device_class") == "blind"


async def test_several_covers_are_added_one_after_the_other(home: Home) -> None:
    room = ar.async_get(home.hass).async_create("Upstairs").id
    flow = await submit(home, await begin(home), {**WIRING, "area": room, "add_another": True})
    assert flow["step_id"] == "next"
    assert flow["description_placeholders"]["added"] == "Attic"
    suggested = {
        str(key): key.description["suggested_value"] for key in flow["data_schema"].schema if key.description
    }
    assert suggested == {"device_class": "blind", "area": room, "add_another": True}
    result = await submit(home, flow, {**WIRING, "name": "Loft", "up_output": "7/3", "down_output": "7/4"})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    attic = entity_at(home.hass, "cover", f"{home.entry.entry_id}_7_1")
    assert device_of(home.hass, attic).area_id == room
    assert device_of(home.hass, "cover.loft").area_id is None


def changed(home: Home, flow: Any, **values: Any) -> dict[str, Any]:
    """The form as it comes, with these values instead."""
    shown = {
        str(key): key.description["suggested_value"] for key in flow["data_schema"].schema if key.description
    }
    return {"wrong_way": False, **shown, **values}


async def calibrated(home: Home) -> None:
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=21, travel_time_down=19)
    await home.hass.async_block_till_done()


async def test_a_cover_that_runs_the_wrong_way_is_put_right_with_one_tick(home: Home) -> None:
    await calibrated(home)
    row = row_of(home.hass, LEFT)
    flow = await choose(home, "change")
    result = await submit(home, flow, changed(home, flow, wrong_way=True))
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    data = home.entry.subentries[SUBENTRY].data
    assert (data["travel_time_up"], data["travel_time_down"]) == (19, 21)
    assert home.entry.subentries[SUBENTRY].unique_id == "5_1"
    now = row_of(home.hass, LEFT)
    assert (now.id, now.device_id) == (row.id, row.device_id)
    await home.call("cover", "open_cover", LEFT)
    assert home.world.is_on(at("5/1"))


async def test_name_type_room_and_outputs_of_a_cover_are_changed_and_its_calibration_stays(
    home: Home,
) -> None:
    await calibrated(home)
    room = ar.async_get(home.hass).async_create("Living room").id
    flow = await choose(home, "change")
    wanted = changed(
        home, flow, name=" Big  left ", device_class="awning", area=room, up_output="7/1", down_output="7/2"
    )
    assert (await submit(home, flow, wanted))["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    subentry = home.entry.subentries[SUBENTRY]
    assert (subentry.title, subentry.unique_id) == ("Big left", "7_1")
    assert subentry.data["travel_time_up"] == 21
    assert home.attribute(LEFT, "device_class") == "awning"
    assert home.attribute(LEFT, "friendly_name") == "Big left"
    assert device_of(home.hass, LEFT).area_id == room
    await home.call("cover", "close_cover", LEFT)
    assert home.world.is_on(at("7/2"))
    flow = await choose(home, "change")
    assert changed(home, flow)["area"] == room


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": ""}, {"name": "name_blank"}),
        ({"up_output": "5/4"}, {"up_output": "output_taken"}),
        ({"up_output": "7/1", "wrong_way": True}, {"wrong_way": "direction_and_outputs"}),
    ],
)
async def test_what_cannot_be_changed_is_said_and_can_be_corrected(
    home: Home, wrong: dict[str, Any], errors: dict[str, str]
) -> None:
    flow = await choose(home, "change")
    flow = await submit(home, flow, changed(home, flow, **wrong))
    assert flow["errors"] == errors
    result = await submit(home, flow, changed(home, flow, name="Left", up_output="5/2", wrong_way=False))
    assert result["reason"] == "reconfigure_successful"
    await home.hass.async_block_till_done()
    assert home.attribute(LEFT, "friendly_name") == "Left"


async def test_a_moving_cover_that_is_only_renamed_goes_on(home: Home) -> None:
    await home.call("cover", "open_cover", LEFT)
    flow = await choose(home, "change")
    await submit(home, flow, changed(home, flow, name="Left"))
    await home.hass.async_block_till_done()
    assert home.world.is_on(at("5/2"))
    await home.call("cover", "stop_cover", LEFT)

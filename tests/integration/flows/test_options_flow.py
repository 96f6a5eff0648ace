"""The options flow: the settings of an entry, and a later import of devices."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from homeassistant.components.frontend import async_panel_exists as panel_exists
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import DOMAIN
from tests.integration.files import BROKEN, SMALL, put_in_folder
from tests.integration.homes import Home, HomeMaker, at
from tests.integration.uploads import upload


async def menu(home: Home) -> Any:
    return await home.hass.config_entries.options.async_init(home.entry.entry_id)


async def choose(home: Home, flow: Any, option: str) -> Any:
    return await submit(home, flow, {"next_step_id": option})


async def submit(home: Home, flow: Any, user_input: dict[str, Any]) -> Any:
    return await home.hass.config_entries.options.async_configure(flow["flow_id"], user_input)


SETTINGS = {
    "poll_interval_ms": 200,
    "keep_alive_s": 20,
    "fallback_interval_s": 60,
    "full_brightness_on": True,
}


async def test_configure_offers_the_panel_before_anything_else(home: Home) -> None:
    flow = await menu(home)
    assert flow["description_placeholders"] == {"panel": f"/ipcom/house?entry={home.entry.entry_id}"}
    assert panel_exists(home.hass, "ipcom")


async def test_settings_reload_the_entry_with_the_new_pace(home: Home) -> None:
    flow = await choose(home, await menu(home), "settings")
    result = await submit(home, flow, SETTINGS)
    await home.hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert home.entry.options == SETTINGS
    timings = home.client._engine.timings
    assert (timings.poll_interval, timings.keep_alive, timings.fallback_interval) == (0.2, 20, 60)


async def test_the_settings_keep_what_the_panel_has_switched(house: HomeMaker) -> None:
    home = await house(wall_presses=True).start()
    flow = await choose(home, await menu(home), "settings")
    await submit(home, flow, SETTINGS)
    await home.hass.async_block_till_done()
    assert home.entry.options == {**SETTINGS, "wall_presses": True}


@pytest.mark.parametrize("poll_interval", [99, 5001])
async def test_a_pace_out_of_range_is_refused(home: Home, poll_interval: int) -> None:
    flow = await choose(home, await menu(home), "settings")
    with pytest.raises(Exception, match="poll_interval_ms"):
        await submit(home, flow, {**SETTINGS, "poll_interval_ms": poll_interval})


async def test_an_import_shows_what_it_would_do_and_does_not_drop_the_link(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway).start()
    connections = gateway.connections
    reconnects = home.client.statistics.reconnects
    client = home.client
    put_in_folder(hass, SMALL)
    flow = await menu(home)
    assert flow["menu_options"] == ["settings", "import_folder", "import_upload", "portal", "export"]
    preview = await choose(home, flow, "import_folder")
    assert preview["description_placeholders"]["added_count"] == "4"
    assert hass.states.get("light.kitchen") is None
    result = await submit(home, preview, {})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "devices_imported"
    assert result["description_placeholders"] == {"added_count": "4", "changed_count": "0"}
    await hass.async_block_till_done()
    await home.light("turn_on", "light.kitchen")
    assert home.world.is_on(at("3/4"))
    assert home.client is client
    assert (gateway.connections, client.statistics.reconnects) == (connections, reconnects)


async def test_a_second_import_changes_only_what_differs(hass: HomeAssistant, home: Home) -> None:
    changed = (
        SMALL.replace('"Kitchen"', '"Scullery"')
        .replace("type: dimmer", "type: switch")
        .replace("module: 4, output: 5", "module: 4, output: 8")
    )
    put_in_folder(hass, changed)
    preview = await choose(home, await menu(home), "import_folder")
    shown = preview["description_placeholders"]
    assert (shown["added_count"], shown["changed_count"]) == ("0", "4")
    assert "Kitchen (3/4, Light) → Scullery (3/4, Light)" in shown["changed"]
    assert "Coffee machine (4/5, Outlet) → Coffee machine (4/8, Outlet)" in shown["changed"]
    assert "Hall (1/1, Light)" in shown["left_alone"]
    await submit(home, preview, {})
    await hass.async_block_till_done()
    assert home.attribute("light.kitchen", "friendly_name") == "Scullery"
    assert home.attribute("light.living_room", "supported_color_modes") == ["onoff"]
    await home.call("switch", "turn_on", "switch.coffee_machine")
    assert home.world.is_on(at("4/8"))
    preview = await choose(home, await menu(home), "import_folder")
    assert preview["description_placeholders"]["changed_count"] == "0"


async def test_what_changed_since_the_preview_is_shown_first(hass: HomeAssistant, home: Home) -> None:
    put_in_folder(hass, SMALL.replace('"Kitchen"', '"Scullery"'))
    preview = await choose(home, await menu(home), "import_folder")
    assert "→ Scullery (3/4, Light)" in preview["description_placeholders"]["changed"]
    hass.config_entries.async_remove_subentry(home.entry, home.subentry("3_4").subentry_id)
    await hass.async_block_till_done()
    preview = await submit(home, preview, {})
    assert preview["step_id"] == "preview"
    assert preview["description_placeholders"]["added"] == "- Scullery (3/4, Light)"
    result = await submit(home, preview, {})
    assert result["reason"] == "devices_imported"
    await hass.async_block_till_done()
    names = {state.attributes["friendly_name"] for state in hass.states.async_all("light")}
    assert "Scullery" in names
    assert "Kitchen" not in names


async def test_lamps_that_swap_outputs_in_the_file_keep_their_names(hass: HomeAssistant, home: Home) -> None:
    swapped = (
        "lights:\n"
        '  hall: {module: 1, output: 2, type: switch, display_name: "Hall"}\n'
        '  porch: {module: 1, output: 1, type: switch, display_name: "Porch"}\n'
    )
    put_in_folder(hass, swapped)
    preview = await choose(home, await menu(home), "import_folder")
    assert "Hall (1/1, Light) → Hall (1/2, Light)" in preview["description_placeholders"]["changed"]
    await submit(home, preview, {})
    await hass.async_block_till_done()
    await home.light("turn_on", "light.hall")
    assert home.world.is_on(at("1/2"))
    assert home.attribute("light.hall", "friendly_name") == "Hall"


async def test_an_output_of_another_device_is_not_taken(hass: HomeAssistant, home: Home) -> None:
    put_in_folder(hass, 'lights:\n  odd: {module: 5, output: 1, type: switch, display_name: "Odd"}\n')
    preview = await choose(home, await menu(home), "import_folder")
    assert preview["description_placeholders"]["blocked"] == "- Odd (5/1, Light)"
    await submit(home, preview, {})
    await hass.async_block_till_done()
    assert hass.states.get("light.odd") is None


async def test_mistakes_of_the_file_in_the_folder_are_shown(hass: HomeAssistant, home: Home) -> None:
    put_in_folder(hass, BROKEN)
    result = await choose(home, await menu(home), "import_folder")
    assert result["type"] is FlowResultType.MENU
    assert result["menu_options"] == ["import_folder", "import_upload"]
    assert "output 9" in result["description_placeholders"]["problems"]


async def test_one_wrong_device_leaves_the_others_and_is_shown_before_anything_is_done(
    hass: HomeAssistant, gateway: Any
) -> None:
    home = await Home(hass, gateway).start()
    odd = SMALL.replace("module: 3,", 'module: "3", shade: red,').replace("type: dimmer", "type: dimer")
    put_in_folder(hass, odd)
    preview = await choose(home, await menu(home), "import_folder")
    assert preview["step_id"] == "preview"
    shown = preview["description_placeholders"]
    assert (shown["added_count"], shown["left_out_count"], shown["understood_count"]) == ("3", "1", "2")
    assert shown["left_out"].startswith("- ipcom/devices.yaml:3: type is dimer, ")
    assert "- ipcom/devices.yaml:2: The property shade is unknown." in shown["understood"]
    await submit(home, preview, {})
    await hass.async_block_till_done()
    assert {entry.title for entry in home.entry.subentries.values()} == {
        "Kitchen",
        "Coffee machine",
        "Living left",
    }


async def test_a_file_that_vanishes_in_between_is_said_so(hass: HomeAssistant, home: Home) -> None:
    path = put_in_folder(hass, SMALL)
    flow = await menu(home)
    path.unlink()
    result = await choose(home, flow, "import_folder")
    assert "There is no such file" in result["description_placeholders"]["problems"]


@pytest.mark.real_time
async def test_an_uploaded_file_is_imported_after_its_mistakes_are_corrected(
    hass: HomeAssistant, gateway: Any, hass_client: Callable[[], Awaitable[Any]]
) -> None:
    assert await async_setup_component(hass, DOMAIN, {})
    client = await hass_client()
    home = await Home(hass, gateway).start()
    flow = await choose(home, await menu(home), "import_upload")
    assert flow["step_id"] == "import_upload"
    result = await submit(home, flow, {"file": await upload(client, BROKEN)})
    assert result["errors"] == {"file": "invalid_file"}
    assert "output 9" in result["description_placeholders"]["problems"]
    preview = await submit(home, result, {"file": await upload(client, SMALL)})
    assert preview["step_id"] == "preview"
    await submit(home, preview, {})
    await hass.async_block_till_done()
    assert hass.states.get("light.kitchen") is not None


@pytest.mark.real_time
async def test_a_file_that_is_gone_or_too_large_is_said_so(
    hass: HomeAssistant, gateway: Any, hass_client: Callable[[], Awaitable[Any]]
) -> None:
    assert await async_setup_component(hass, DOMAIN, {})
    client = await hass_client()
    home = await Home(hass, gateway).start()
    flow = await choose(home, await menu(home), "import_upload")
    result = await submit(home, flow, {"file": "0" * 32})
    assert "Choose it again" in result["description_placeholders"]["problems"]
    result = await submit(home, flow, {"file": await upload(client, b"#" * 1_000_001)})
    assert "larger than" in result["description_placeholders"]["problems"]

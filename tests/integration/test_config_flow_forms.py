"""The forms of all flows as the frontend gets them, over HTTP: a form that cannot be serialised fails here."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from tests.integration.homes import Home, connection_data

pytestmark = pytest.mark.real_time
"""The web server runs in other threads, which have no virtual time."""

FLOWS = "/api/config/config_entries"


@pytest.fixture
async def browser(hass: HomeAssistant, hass_client: Any) -> Any:
    for component in ("http", "config", "file_upload", "ipcom"):
        assert await async_setup_component(hass, component, {})
    return await hass_client()


async def post(browser: Any, path: str, content: dict[str, Any]) -> dict[str, Any]:
    response = await browser.post(f"{FLOWS}/{path}", json=content)
    assert response.status == 200, await response.text()
    answer: dict[str, Any] = await response.json()
    return answer


def fields(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    assert form["type"] == "form", form
    return {field["name"]: field for field in form["data_schema"]}


async def test_the_set_up_asks_for_the_connection(browser: Any, gateway: Any) -> None:
    form = await post(browser, "flow", {"handler": "ipcom"})
    asked = fields(form)
    assert list(asked) == ["host", "port", "username", "password", "bus", "bus_type", "second_address"]
    second = asked.pop("second_address")
    assert second["type"] == "expandable"
    assert [each["name"] for each in second["schema"]] == ["second_host", "second_port"]
    assert asked["port"]["default"] == 5000
    assert asked["password"]["selector"]["text"]["type"] == "password"
    assert asked["bus"]["selector"]["select"]["options"] == ["1", "2"]
    assert all(field["required"] for field in asked.values())
    wrong = connection_data(gateway, bus="1", password="wrong")
    form = await post(browser, f"flow/{form['flow_id']}", wrong)
    again = fields(form)
    assert form["errors"] == {"base": "invalid_auth"}
    assert again["host"]["description"]["suggested_value"] == gateway.host
    assert "description" not in again["password"]
    menu = await post(browser, f"flow/{form['flow_id']}", connection_data(gateway, bus="1"))
    assert menu["step_id"] == "devices"


async def test_reconfiguring_shows_what_is_set(browser: Any, home: Home) -> None:
    form = await post(browser, "flow", {"handler": "ipcom", "entry_id": home.entry.entry_id})
    asked = fields(form)
    assert asked["bus"]["description"]["suggested_value"] == "1"
    assert asked["username"]["description"]["suggested_value"] == "demo"
    assert "description" not in asked["password"]


async def test_the_settings_show_their_ranges(browser: Any, home: Home) -> None:
    menu = await post(browser, "options/flow", {"handler": home.entry.entry_id})
    asked = fields(await post(browser, f"options/flow/{menu['flow_id']}", {"next_step_id": "settings"}))
    assert list(asked) == ["poll_interval_ms", "keep_alive_s", "fallback_interval_s", "full_brightness_on"]
    ranges = {
        name: tuple(field["selector"]["number"][bound] for bound in ("min", "max"))
        for name, field in asked.items()
        if "number" in field["selector"]
    }
    assert ranges["poll_interval_ms"] == (100, 5000)
    assert [asked[name]["default"] for name in ranges] == [350, 30, 10]


async def test_an_output_s_forms(browser: Any, home: Home) -> None:
    path, handler = "subentries/flow", [home.entry.entry_id, "output"]
    form = await post(browser, path, {"handler": handler})
    asked = fields(form)
    assert list(asked) == ["output", "name", "kind", "area", "details", "add_another", "try_first"]
    assert len(asked["output"]["selector"]["select"]["options"]) == 128
    assert asked["output"]["selector"]["select"]["options"][0] == {"value": "1/1", "label": "○ 1/1 · Hall"}
    assert not asked["output"]["required"]
    kinds = asked["kind"]["selector"]["select"]
    assert kinds["translation_key"] == "kind"
    assert kinds["options"][:4] == ["light", "dimmer", "switch", "outlet"]
    details = {field["name"]: field for field in asked["details"]["schema"]}
    assert list(details) == ["pulse", "watts", "energy", "icon", "device_class"]
    assert not asked["details"]["expanded"]
    given = {"output": "1/1", "name": "Attic", "kind": "fan", "add_another": False}
    form = await post(
        browser, f"{path}/{form['flow_id']}", {**given, "details": {"pulse": 900, "energy": False}}
    )
    assert form["errors"] == {"output": "output_taken"}
    assert form["description_placeholders"]["owner"] == "Hall"
    wrong = {**given, "output": "7/1", "details": {"pulse": 900, "energy": False}}
    form = await post(browser, f"{path}/{form['flow_id']}", wrong)
    assert form["errors"] == {"base": "pulse_impossible"}
    assert fields(form)["name"]["description"]["suggested_value"] == "Attic"
    right = {**wrong, "details": {"pulse": 0.5, "energy": False}}
    result = await post(browser, f"{path}/{form['flow_id']}", right)
    assert (result["type"], result["title"]) == ("create_entry", "Attic")
    form = await post(browser, path, {"handler": handler, "subentry_id": "subentry_1_1"})
    asked = fields(form)
    assert list(asked) == ["output", "name", "kind", "area", "details", "try_first"]
    assert asked["output"]["description"]["suggested_value"] == "1/1"


async def test_a_cover_s_forms(browser: Any, home: Home) -> None:
    path, handler = "subentries/flow", [home.entry.entry_id, "cover"]
    asked = fields(await post(browser, path, {"handler": handler}))
    assert len(asked["up_output"]["selector"]["select"]["options"]) == 128
    assert "shutter" in asked["device_class"]["selector"]["select"]["options"]
    menu = await post(browser, path, {"handler": handler, "subentry_id": "subentry_5_2"})
    asked = fields(await post(browser, f"{path}/{menu['flow_id']}", {"next_step_id": "change"}))
    assert list(asked) == [
        "up_output",
        "down_output",
        "name",
        "device_class",
        "area",
        "wrong_way",
        "try_first",
    ]
    assert asked["up_output"]["description"]["suggested_value"] == "5/2"
    menu = await post(browser, path, {"handler": handler, "subentry_id": "subentry_5_2"})
    asked = fields(await post(browser, f"{path}/{menu['flow_id']}", {"next_step_id": "settings"}))
    assert asked["pause"]["selector"]["number"]["min"] == 0.5
    assert asked["overrun_percent"]["description"]["suggested_value"] == 5
    assert not asked["travel_time_up"]["required"]
    menu = await post(browser, path, {"handler": handler, "subentry_id": "subentry_5_2"})
    form = await post(browser, f"{path}/{menu['flow_id']}", {"next_step_id": "calibrate"})
    assert fields(form) == {}
    response = await browser.delete(f"{FLOWS}/{path}/{menu['flow_id']}")
    assert response.status == 200

"""The commands that import a file, carry an import out, and export."""

import asyncio
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState

from custom_components.ipcom.devices.mapping import from_subentries
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.imports.import_plan import plan_import
from custom_components.ipcom.library import parse_devices
from custom_components.ipcom.panel import import_sessions
from tests.integration.files import BROKEN
from tests.integration.homes import Home, HomeMaker
from tests.integration.pages import Page, WebSocketMaker

ATTIC = """
lights:
  attic: {display_name: Attic, type: switch, module: 9, output: 1}
"""
NEW = f"""{ATTIC}
shutters:
  gable_u: {{display_name: Gable, type: switch, module: 9, output: 2, relay_role: up, paired_device: gable_d}}
  gable_d: {{display_name: Gable, type: switch, module: 9, output: 3, relay_role: down, paired_device: gable_u}}
"""
ATTIC_LINE = {"name": "Attic", "type": "output", "kind": "light", "outputs": [64], "room": ""}
GABLE_LINE = {"name": "Gable", "type": "cover", "kind": "shutter", "outputs": [65, 66], "room": ""}


async def read(page: Page, home: Home, text: str) -> Any:
    return await page.result("ipcom/import/file", entry_id=home.entry.entry_id, text=text)


async def refused(page: Page, token: str, command: str = "ipcom/import/apply", **fields: Any) -> Any:
    error = (await page.ask(command, token=token, **fields))["error"]
    return error["code"], error["translation_key"]


OVER = ("not_found", "import_over")


async def test_a_file_is_read_planned_and_carried_out(page: Page, home: Home) -> None:
    found = await read(page, home, NEW)
    assert (found["problems"], found["warnings"]) == ([], [])
    plan = found["plan"]
    assert plan["added"] == [ATTIC_LINE, GABLE_LINE]
    assert (plan["changed"], plan["blocked"], plan["empty"]) == ([], [], False)
    assert len(plan["left_alone"]) == len(home.devices)
    assert plan["asks_typical_time"]
    done = await page.result("ipcom/import/apply", token=found["token"], typical_time=25)
    assert done == {"done": True, "added": 2, "changed": 0}
    cover = home.subentry("9_2").data
    assert (cover["travel_time_up"], cover["times_guessed"]) == (25, True)
    await home.hass.async_block_till_done()
    assert home.state("light.attic") == "off"


async def test_what_a_file_changes_is_shown_before_and_after(page: Page, home: Home) -> None:
    porch = next(each for each in home.devices if each.name == "Porch")
    text = f"lights:\n  {porch.key}: {{display_name: Porch, type: dimmer, module: 7, output: 1, room: Out}}\n"
    found = await read(page, home, text)
    (change,) = found["plan"]["changed"]
    assert (change["before"]["kind"], change["after"]["kind"]) == ("light", "dimmer")
    assert (change["after"]["outputs"], change["after"]["room"]) == ([48], "Out")
    assert await page.result("ipcom/import/apply", token=found["token"]) == {
        "done": True,
        "added": 0,
        "changed": 1,
    }
    assert home.subentry("7_1").data["kind"] == "dimmer"


async def test_mistakes_are_told_by_line_in_words_that_the_page_translates(page: Page, home: Home) -> None:
    found = await read(page, home, BROKEN)
    assert found["plan"] is None
    assert [each["where"] for each in found["problems"]] == ["devices.yaml:2", "devices.yaml:3"]
    assert {each["text"]["category"] for each in found["problems"]} == {"exceptions"}
    assert all(each["text"]["key"].endswith(".message") for each in found["problems"])
    assert await refused(page, found["token"]) == OVER


async def test_what_is_understood_all_the_same_is_told_too(page: Page, home: Home) -> None:
    found = await read(page, home, ATTIC.replace("type: switch, ", ""))
    assert [each["text"]["key"] for each in found["warnings"]] == ["type_missing.message"]
    assert found["plan"]["added"] == [ATTIC_LINE]


@pytest.mark.parametrize("text", ["#" * 3_000_000, "é" * 600_000])
async def test_a_file_that_is_too_large_is_told(page: Page, home: Home, text: str) -> None:
    found = await read(page, home, text)
    (problem,) = found["problems"]
    assert problem["text"]["key"] == "file_too_large.message"
    assert found["plan"] is None


async def test_an_impossible_time_is_told_and_another_is_taken(page: Page, home: Home) -> None:
    found = await read(page, home, NEW)
    answer = await page.result("ipcom/import/apply", token=found["token"], typical_time=301)
    assert (answer["done"], answer["plan"]) == (False, found["plan"])
    assert answer["mistake"]["category"] == "options"
    assert answer["mistake"]["key"] == "error.travel_time_impossible"
    assert (await page.result("ipcom/import/apply", token=found["token"], typical_time=None))["done"]
    assert "travel_time_up" not in home.subentry("9_2").data


async def test_a_plan_that_changed_meanwhile_is_shown_again(
    page: Page, home: Home, hass_ws_client: WebSocketMaker
) -> None:
    found = await read(page, home, NEW)
    other = Page(await hass_ws_client())
    elsewhere = await read(other, home, ATTIC)
    assert (await other.result("ipcom/import/apply", token=elsewhere["token"]))["done"]
    again = await page.result("ipcom/import/apply", token=found["token"])
    assert again["done"] is False
    assert again["plan"]["added"] == [GABLE_LINE]
    assert "mistake" not in again
    done = await page.result("ipcom/import/apply", token=found["token"])
    assert done == {"done": True, "added": 1, "changed": 0}


async def test_an_import_is_carried_out_once(page: Page, home: Home) -> None:
    token = (await read(page, home, ATTIC))["token"]
    await page.result("ipcom/import/apply", token=token)
    assert await refused(page, token) == OVER


async def test_an_import_is_its_own_pages(page: Page, home: Home, hass_ws_client: WebSocketMaker) -> None:
    token = (await read(page, home, ATTIC))["token"]
    assert await refused(Page(await hass_ws_client()), token) == OVER
    assert await refused(page, "none") == OVER
    assert (await page.result("ipcom/import/apply", token=token))["done"]


async def test_a_page_has_one_import_and_may_give_it_up(page: Page, home: Home) -> None:
    first = (await read(page, home, ATTIC))["token"]
    second = (await read(page, home, NEW))["token"]
    assert await refused(page, first) == OVER
    await page.result("ipcom/import/end", token=second)
    assert await refused(page, second) == OVER
    assert await refused(page, second, "ipcom/import/end") == OVER
    assert not home.hass.data[import_sessions._SESSIONS]


async def test_an_import_that_waits_too_long_is_over(
    page: Page, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_sessions, "LIFE_S", 5.0)
    token = (await read(page, home, ATTIC))["token"]
    await asyncio.sleep(4.5)
    assert len(home.hass.data[import_sessions._SESSIONS]) == 1
    await asyncio.sleep(1)
    assert not home.hass.data[import_sessions._SESSIONS]
    assert await refused(page, token) == OVER


async def test_nothing_is_kept_for_a_page_that_is_closed(page: Page, home: Home) -> None:
    await read(page, home, ATTIC)
    await page.close()
    await asyncio.sleep(1)
    assert not home.hass.data[import_sessions._SESSIONS]


async def test_an_entry_that_is_unloaded_meanwhile_gets_its_devices_when_it_is_loaded(
    page: Page, home: Home
) -> None:
    token = (await read(page, home, ATTIC))["token"]
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert (await page.result("ipcom/import/apply", token=token))["done"]
    assert home.entry.state is ConfigEntryState.NOT_LOADED
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.state("light.attic") == "off"


async def test_an_entry_that_is_removed_meanwhile_is_told(page: Page, home: Home) -> None:
    token = (await read(page, home, ATTIC))["token"]
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert await refused(page, token) == ("not_found", "no_such_entry")
    assert await refused(page, token) == OVER


async def test_an_export_imports_to_the_same(page: Page, home: Home) -> None:
    file = await page.result("ipcom/export", entry_id=home.entry.entry_id)
    assert file["filename"] == "devices.yaml"
    plan = plan_import(from_subentries(home.entry.subentries), mapped_devices(parse_devices(file["text"])))
    assert plan.empty
    assert not plan.blocked


async def test_an_export_needs_no_link(
    hass_ws_client: WebSocketMaker, house: HomeMaker, gateway: Any
) -> None:
    home = house()
    await gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    page = Page(await hass_ws_client(home.hass))
    assert "Kitchen" in (await page.result("ipcom/export", entry_id=home.entry.entry_id))["text"]


@pytest.mark.parametrize(
    "command", ["ipcom/import/file", "ipcom/import/portal/login", "ipcom/export", "ipcom/now/subscribe"]
)
async def test_an_unknown_entry_is_not_found(page: Page, command: str) -> None:
    more = {
        "ipcom/import/file": {"text": ""},
        "ipcom/import/portal/login": {"login": "key"},
    }.get(command, {})
    error = (await page.ask(command, entry_id="none", **more))["error"]
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_entry")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("ipcom/import/file", {"entry_id": "x"}),
        ("ipcom/import/file", {"entry_id": "x", "text": 7}),
        ("ipcom/import/apply", {}),
        ("ipcom/import/apply", {"token": "x", "typical_time": "long"}),
        ("ipcom/import/end", {"token": 5}),
        ("ipcom/export", {}),
        ("ipcom/now/subscribe", {}),
    ],
)
async def test_bad_input_is_told(page: Page, command: str, fields: dict[str, Any]) -> None:
    assert (await page.ask(command, **fields))["error"]["code"] == "invalid_format"

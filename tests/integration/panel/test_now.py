"""The command that shows what happens now, and what happened before."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState

from tests.integration.homes import Home, HomeMaker, at
from tests.integration.pages import Page, Subscription, WebSocketMaker


async def look(page: Page, home: Home) -> Subscription:
    return await page.subscribe("ipcom/now/subscribe", entry_id=home.entry.entry_id)


def words(messages: list[Any]) -> list[str]:
    return [each["text"]["key"].removeprefix("now.messages.") for each in messages]


async def test_everything_is_told_at_the_beginning(page: Page, home: Home) -> None:
    now = await look(page, home)
    first = await now.event()
    assert (first["type"], first["changes"], first["samples"]) == ("all", [], [])
    assert words(first["messages"]) == ["loaded"]
    (message,) = first["messages"]
    assert (message["level"], message["reason"]) == ("info", None)
    assert message["text"]["category"] == "config_panel"
    link = first["link"]
    assert (link["state"], link["reason"]) == ("online", None)
    assert link["reached_at"] == f"{home.gateway.host}:{home.gateway.port}"
    assert link["statistics"]["reconnects"] == 0
    assert link["statistics"]["last_error"] is None
    assert link["begun"] > 0


async def test_a_press_and_a_click_are_told_apart(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    home.gateway.press(at("1/1"))
    (pressed,) = (await now.event_of("changes"))["changes"]
    await home.light("turn_off", "light.hall")
    (clicked,) = (await now.event_of("changes"))["changes"]
    assert (pressed["own"], clicked["own"]) == (False, True)
    assert (clicked["index"], clicked["value"], clicked["id"]) == (0, 0, pressed["id"] + 1)
    assert clicked["thing_id"] == pressed["thing_id"] == home.subentry("1_1").subentry_id
    again = await (await look(page, home)).event()
    assert again["changes"] == [clicked, pressed]


async def test_an_output_without_a_name_is_of_no_thing_until_it_has_one(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    home.gateway.press(at("9/1"))
    (change,) = (await now.event_of("changes"))["changes"]
    assert (change["index"], change["thing_id"]) == (64, None)
    text = "lights:\n  attic: {display_name: Attic, type: switch, module: 9, output: 1}\n"
    entry_id = home.entry.entry_id
    token = (await page.result("ipcom/import/file", entry_id=entry_id, text=text))["token"]
    await page.result("ipcom/import/apply", token=token)
    home.gateway.press(at("9/1"))
    (change,) = (await now.event_of("changes"))["changes"]
    assert change["thing_id"] == home.subentry("9_1").subentry_id


async def test_samples_and_the_figures_of_the_link_follow(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    link = (await now.event_of("link", 6))["link"]
    assert link["statistics"]["polls"] > 0
    (sample,) = (await now.event_of("samples", 70))["samples"]
    assert sample.keys() == {
        "at",
        "online",
        "offline",
        "round_trip",
        "worst",
        "updates",
        "presses",
        "commands",
    }


async def test_a_link_that_goes_and_comes_is_told_at_once(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    await home.gateway.stop()
    (message,) = (await now.event_of("messages"))["messages"]
    assert (words([message]), message["level"]) == (["link_lost"], "warning")
    assert message["reason"]["category"] == "exceptions"
    link = (await now.event_of("link"))["link"]
    assert link["state"] == "offline"
    assert link["reason"]["key"].endswith(".message")
    assert link["statistics"]["last_error"]["category"] == "exceptions"
    await home.gateway.start()
    while words((await now.event_of("messages"))["messages"]) != ["link_came"]:
        pass


async def test_it_follows_unload_load_and_removal(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    manager, entry_id = home.hass.config_entries, home.entry.entry_id
    await manager.async_unload(entry_id)
    gone = await now.event_of("all")
    assert gone["link"]["state"] == "not_loaded"
    assert gone["link"]["statistics"] is None
    assert words((await now.event_of("messages"))["messages"]) == ["unloaded"]
    await manager.async_setup(entry_id)
    back = await now.event_of("all")
    assert back["link"]["state"] == "online"
    assert words(back["messages"]) == ["reloaded", "unloaded", "loaded"]
    await manager.async_remove(entry_id)
    while (await now.event())["type"] != "removed":
        pass


async def test_it_is_shown_while_the_gateway_cannot_be_reached(
    house: HomeMaker, hass_ws_client: WebSocketMaker
) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    page = Page(await hass_ws_client(home.hass))
    first = await (await look(page, home)).event()
    assert words(first["messages"]) == ["setup_retry"]
    assert first["link"]["state"] == "not_loaded"


async def test_a_page_that_is_gone_costs_nothing(page: Page, home: Home) -> None:
    now = await look(page, home)
    await now.event()
    recorder_listeners = home.hass.data["ipcom_recorders"][home.entry.entry_id].history._listeners
    assert len(recorder_listeners) == 1
    await now.end()
    assert not recorder_listeners
    await look(page, home)
    await page.close()
    await home.hass.async_block_till_done()
    home.gateway.press(at("1/1"))
    await home.shows("light.hall", "on")
    assert not recorder_listeners

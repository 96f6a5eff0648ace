"""What a page is told of a house."""

from itertools import pairwise
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.changes import async_add_device
from custom_components.ipcom.devices.mapping import MappedOutput
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.pages import Page, Subscription, WebSocketMaker, said
from tests.integration.registries import device_of

POLL_S = 0.35


async def look(page: Page, home: Home) -> Subscription:
    return await page.subscribe("ipcom/house/subscribe", entry_id=home.entry.entry_id)


def index(place: str) -> int:
    return int(at(place).index)


async def test_everything_is_told_at_the_beginning(page: Page, home: Home) -> None:
    told = await (await look(page, home)).event()
    assert (told["type"], told["title"], told["online"], told["reason"]) == ("all", "The house", True, None)
    assert told["values"] == list(home.client.snapshot.values)
    things = {thing["name"]: thing for thing in told["things"]}
    assert len(things) == len(home.devices)
    hall = things["Hall"]
    assert (hall["type"], hall["kind"], hall["outputs"]) == ("output", "light", [index("1/1")])
    assert hall["entity_id"] == "light.hall"
    assert hall["device_id"] == device_of(home.hass, "light.hall").id
    left = things["Living left"]
    assert (left["type"], left["kind"], left["device_class"]) == ("cover", "cover", "shutter")
    assert left["outputs"] == [index("5/2"), index("5/1")]
    assert told["shutters"].keys() == {thing["id"] for thing in things.values() if thing["type"] == "cover"}
    assert told["shutters"][left["id"]] == {
        "position": None,
        "confidence": "unknown",
        "moving": None,
        "target": None,
    }
    assert told["moved"] == {}


async def test_a_press_at_the_wall_is_told_within_a_poll(page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    home.world.press(at("1/1"))
    event = await house.event(POLL_S + 0.05)
    [change] = event["changes"]
    assert (event["type"], change["index"], change["own"]) == ("changes", index("1/1"), False)
    assert (change["old"], change["value"]) == (0, home.client.snapshot.value(OutputAddress(1, 1)))
    again = await (await look(page, home)).event()
    assert again["moved"] == {
        str(index("1/1")): {"at": change["at"], "own": False, "value": change["value"], "times": 1}
    }


async def test_what_moves_without_a_name_is_guessed(page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()

    async def guessed(place: str, value: int) -> object:
        home.world.write(at(place).module, bytes(value if n == at(place).output else 0 for n in range(1, 9)))
        changes = (await house.event_of("changes"))["changes"]
        return next(change["guess"] for change in changes if change["index"] == index(place))

    assert await guessed("7/1", 255) == {"kind": "light", "with": []}
    assert await guessed("7/1", 0) == {"kind": "light", "with": []}
    assert await guessed("7/2", 255) == {"kind": "shutter", "with": [index("7/1")]}
    home.hass.config_entries.async_remove_subentry(home.entry, "subentry_6_1")
    await house.event_of("things")
    assert await guessed("6/1", 40) == {"kind": "dimmer", "with": []}
    await until(lambda: home.client.observed.value(OutputAddress(6, 1)) == 40)
    home.world.press(at("1/1"))
    while (change := (await house.event_of("changes"))["changes"][0])["index"] != index("1/1"):
        pass
    assert change["guess"] is None


async def test_what_was_on_without_a_name_and_was_never_switched_is_said(
    house: HomeMaker, hass_ws_client: WebSocketMaker
) -> None:
    home = house()
    for place in ("7/1", "7/2", "1/1"):
        home.world.press(at(place))
    await home.start()
    page = Page(await hass_ws_client())
    assert (await (await look(page, home)).event())["unexplained"] == [index("7/1"), index("7/2")]
    home.world.press(at("7/1"))
    await until(lambda: not home.client.observed.value(OutputAddress(7, 1)))
    home.world.press(at("7/1"))
    await until(lambda: home.client.observed.value(OutputAddress(7, 1)))
    assert (await (await look(page, home)).event())["unexplained"] == [index("7/2")]


async def test_an_own_command_is_told_as_ours(page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    await home.light("turn_on", "light.hall")
    [change] = (await house.event())["changes"]
    assert (change["index"], change["own"]) == (index("1/1"), True)


async def test_movements_are_kept_over_a_reload_and_forgotten_with_the_entry(
    hass: HomeAssistant, page: Page, home: Home
) -> None:
    house = await look(page, home)
    await house.event()
    home.world.press(at("1/1"))
    await house.event_of("changes")
    await hass.config_entries.async_reload(home.entry.entry_id)
    unloaded = await house.event_of("all")
    assert (unloaded["online"], unloaded["values"], unloaded["shutters"]) == (False, None, {})
    loaded = await house.event_of("all")
    assert (loaded["online"], loaded["moved"][str(index("1/1"))]["times"]) == (True, 1)
    home.world.press(at("1/1"))
    await house.event_of("changes")
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert (await house.event_of("removed")) == {"type": "removed"}


async def test_a_link_that_breaks_is_told_with_its_reason(page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    await home.gateway.stop()
    event = await house.event_of("link")
    assert event["online"] is False
    assert said(event["reason"])
    await home.gateway.start()
    while not (event := await house.event_of("link"))["online"]:
        pass
    assert event["reason"] is None


async def test_rooms_names_and_entities_are_followed(hass: HomeAssistant, page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()

    async def hall() -> dict[str, object]:
        event = await house.event_of("things")
        return next(thing for thing in event["things"] if thing["id"] == "subentry_1_1")

    room = ar.async_get(hass).async_create("Downstairs").id
    dr.async_get(hass).async_update_device(device_of(hass, "light.hall").id, area_id=room)
    assert (await hall())["area_id"] == room
    er.async_get(hass).async_update_entity("light.hall", new_entity_id="light.way_in")
    assert (await hall())["entity_id"] == "light.way_in"
    hass.config_entries.async_update_subentry(
        home.entry, home.entry.subentries["subentry_1_1"], title="Way in"
    )
    assert (await hall())["name"] == "Way in"
    hass.config_entries.async_remove_subentry(home.entry, "subentry_1_1")
    event = await house.event_of("things")
    assert "subentry_1_1" not in {thing["id"] for thing in event["things"]}


async def test_a_shutter_that_moves_is_told_at_most_every_350_ms(page: Page, home: Home) -> None:
    left = "cover.living_left"
    await home.call("ipcom", "calibrate", left, travel_time_up=21, travel_time_down=19)
    await home.call("ipcom", "set_known_position", left, position=0)
    house = await look(page, home)
    await house.event()
    loop = home.hass.loop
    await home.call("cover", "set_cover_position", left, position=30)
    told: list[dict[str, Any]] = []
    times: list[float] = []
    while not told or told[-1]["target"] is not None:
        event = await house.event_of("shutters")
        told.append(event["shutters"]["subentry_5_2"])
        times.append(loop.time())
    assert told[0]["target"] == 30
    assert {state["moving"] for state in told} == {"up", None}
    positions = [state["position"] for state in told]
    assert positions == sorted(positions)
    assert len(told) > 5
    assert all(later - earlier > 0.34 for earlier, later in pairwise(times[1:]))


async def test_a_shutter_that_shows_the_same_as_before_is_not_told(page: Page, home: Home) -> None:
    left = "cover.living_left"
    await home.call("ipcom", "calibrate", left, travel_time_up=300, travel_time_down=300)
    await home.call("ipcom", "set_known_position", left, position=0)
    house = await look(page, home)
    await house.event()
    await home.call("cover", "open_cover", left)
    told: list[dict[str, Any]] = []
    while not told or told[-1]["position"] < 3:
        told.append((await house.event_of("shutters"))["shutters"]["subentry_5_2"])
    assert all(earlier != later for earlier, later in pairwise(told))
    await home.call("cover", "stop_cover", left)


async def test_why_an_entry_is_not_loaded_is_said_and_followed(
    house: HomeMaker, hass_ws_client: WebSocketMaker
) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    page = Page(await hass_ws_client())
    told = await look(page, home)
    event = await told.event()
    assert (event["online"], event["values"], event["shutters"]) == (False, None, {})
    assert said(event["reason"])
    assert len(event["things"]) == len(home.devices)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert (await told.event_of("link")) == {"type": "link", "online": False, "reason": None}
    await home.gateway.start()
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    assert (await told.event_of("all"))["online"]


async def test_an_import_of_all_outputs_is_told_in_a_few_messages(page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    for place in range(8 * 8, 16 * 8):
        device = MappedOutput(f"Lamp {place}", OutputAddress.from_index(place), MappedKind.LIGHT)
        async_add_device(home.hass, home.entry, device)
    await home.hass.async_block_till_done()
    messages = 0
    things: list[dict[str, Any]] = []
    while len(things) < len(home.devices) + 64 or not all(thing["entity_id"] for thing in things):
        things = (await house.event_of("things"))["things"]
        messages += 1
    assert messages <= 4


async def test_another_entry_is_none_of_its_business(hass: HomeAssistant, page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    other = MockConfigEntry(domain="sun")
    other.add_to_hass(hass)
    hass.config_entries.async_update_entry(other, title="Not ours")
    home.world.press(at("1/1"))
    assert (await house.event())["type"] == "changes"


async def test_a_closed_page_is_followed_no_more(hass: HomeAssistant, page: Page, home: Home) -> None:
    house = await look(page, home)
    await house.event()
    await page.close()
    await hass.async_block_till_done()
    home.world.press(at("1/1"))
    await home.shows("light.hall", "on")

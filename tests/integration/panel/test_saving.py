"""Naming, changing and removing outputs and covers from a page."""

from collections.abc import Callable
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.kinds import KINDS
from tests.integration.homes import Home, HomeMaker, at
from tests.integration.pages import Page, WebSocketMaker, said
from tests.integration.registries import device_of, entity_at, row_of
from tests.integration.use_of_hall import use_hall

HALL, LEFT = "subentry_1_1", "subentry_5_2"

type Save = Callable[..., Any]


def index(place: str) -> int:
    return int(at(place).index)


@pytest.fixture
def save(page: Page, home: Home) -> Save:
    """Save an output, or a cover with two outputs, in `outputs` as `7/1`; return the answer."""

    async def saved(name: str = "Attic", **fields: Any) -> Any:
        if "outputs" in fields:
            fields["outputs"] = [index(place) for place in fields["outputs"]]
        asked = {"thing_type": "output", "name": name, **fields}
        answer = await page.result("ipcom/thing/save", entry_id=home.entry.entry_id, **asked)
        await home.hass.async_block_till_done()
        return answer

    return saved


async def test_what_was_named_is_there_at_once(home: Home, save: Save) -> None:
    answer = await save(outputs=["7/1"])
    assert answer == {"saved": True, "thing_id": home.subentry("7_1").subentry_id}
    assert home.state("light.attic") == "off"


@pytest.mark.parametrize("kind", list(MappedKind))
async def test_each_kind_is_saved_changed_and_removed(
    page: Page, home: Home, save: Save, kind: MappedKind
) -> None:
    thing_id = (await save(outputs=["7/1"], kind=kind.value))["thing_id"]
    entity_id = entity_at(home.hass, KINDS[kind].platform, f"{home.entry.entry_id}_7_1")
    assert await save("Loft", thing_id=thing_id, outputs=["7/2"]) == {"saved": True, "thing_id": thing_id}
    assert home.attribute(entity_id, "friendly_name").startswith("Loft")
    assert home.subentry("7_2").data["kind"] == kind.value
    answer = await page.result("ipcom/thing/remove", entry_id=home.entry.entry_id, thing_id=thing_id)
    assert answer == {"removed": True}
    await home.hass.async_block_till_done()
    assert er.async_get(home.hass).async_get(entity_id) is None


def room_at(home: Home, platform: str, place: str) -> str | None:
    """The area of the device on an output."""
    entity_id = entity_at(home.hass, platform, f"{home.entry.entry_id}_{place.replace('/', '_')}")
    return device_of(home.hass, entity_id).area_id


async def test_two_pages_that_change_different_fields_undo_nothing_of_each_other(
    page: Page, home: Home, save: Save
) -> None:
    room = ar.async_get(home.hass).async_create("Upstairs").id
    thing_id = (await save(outputs=["7/1"], area_id=room))["thing_id"]
    asked = {"entry_id": home.entry.entry_id, "thing_type": "output", "thing_id": thing_id}
    await page.result("ipcom/thing/save", **asked, name="Loft")
    await page.result("ipcom/thing/save", **asked, kind="dimmer")
    assert home.subentry("7_1").title == "Loft"
    assert home.subentry("7_1").data["kind"] == "dimmer"
    assert room_at(home, "light", "7/1") == room


async def test_a_cover_that_is_changed_keeps_the_name_that_is_not_sent(
    page: Page, home: Home, save: Save
) -> None:
    asked = {"entry_id": home.entry.entry_id, "thing_type": "cover", "thing_id": LEFT}
    name = home.entry.subentries[LEFT].title
    answer = await page.result("ipcom/thing/save", **asked, device_class="awning")
    assert answer == {"saved": True, "thing_id": LEFT}
    assert home.entry.subentries[LEFT].title == name


async def test_a_room_is_chosen_made_kept_and_taken_away(hass: HomeAssistant, home: Home, save: Save) -> None:
    room = ar.async_get(hass).async_create("Upstairs").id
    thing_id = (await save(outputs=["7/1"], area_id=room))["thing_id"]
    assert room_at(home, "light", "7/1") == room
    await save("Loft", thing_id=thing_id)
    assert room_at(home, "light", "7/1") == room
    await save("Loft", thing_id=thing_id, new_area="  Under the roof ")
    made = ar.async_get(hass).async_get_area_by_name("Under the roof")
    assert made is not None
    assert room_at(home, "light", "7/1") == made.id
    await save("Loft", thing_id=thing_id, new_area="Upstairs")
    assert room_at(home, "light", "7/1") == room
    await save("Loft", thing_id=thing_id, area_id=None)
    assert room_at(home, "light", "7/1") is None
    await save("Loft", thing_id=thing_id, new_area=" ")
    assert len(ar.async_get(hass).areas) == 2


@pytest.mark.parametrize(
    ("wrong", "field", "key", "owner"),
    [
        ({"name": "  "}, "name", "output.error.name_blank", ""),
        ({"outputs": []}, "outputs", "output.error.output_missing", ""),
        ({"outputs": None}, "outputs", "output.error.output_missing", ""),
        ({"outputs": ["1/1"]}, "outputs", "output.error.output_taken", "Hall"),
        ({"outputs": ["5/2"]}, "outputs", "output.error.output_taken", "Living left"),
        ({"kind": "impulse", "pulse": 0}, "pulse", "output.error.pulse_impossible", ""),
        ({"watts": -1}, "watts", "output.error.watts_impossible", ""),
        ({"device_class": "gas"}, "device_class", "output.error.class_of_another_kind", ""),
        ({"kind": "gate", "watts": 4}, "watts", "output.error.kind_draws_nothing", ""),
        ({"energy": True}, "energy", "output.error.energy_without_watts", ""),
        (
            {"thing_type": "cover", "outputs": ["7/1"], "name": ""},
            "outputs",
            "cover.error.output_missing",
            "",
        ),
        ({"thing_type": "cover", "outputs": ["7/1", "7/1"]}, "outputs", "cover.error.same_output", ""),
        (
            {"thing_type": "cover", "outputs": ["7/1", "1/1"]},
            "outputs",
            "cover.error.output_taken",
            "Hall",
        ),
        (
            {"thing_type": "cover", "outputs": ["7/1", "7/2"], "name": ""},
            "name",
            "cover.error.name_blank",
            "",
        ),
    ],
)
async def test_a_mistake_has_the_words_of_the_flows_and_saves_nothing(
    home: Home, save: Save, wrong: dict[str, Any], field: str, key: str, owner: str
) -> None:
    wanted = {"outputs": ["7/1"], "new_area": "Cellar", **wrong}
    answer = await save(**{key: value for key, value in wanted.items() if value is not None})
    assert answer["saved"] is False
    assert (answer["mistake"]["field"], answer["mistake"]["text"]["key"]) == (field, key)
    assert answer["mistake"]["text"]["placeholders"] == {"owner": owner}
    assert said(answer["mistake"]["text"])
    assert len(home.entry.subentries) == len(home.devices)
    assert not ar.async_get(home.hass).areas


async def test_a_room_that_is_gone_is_told(home: Home, save: Save) -> None:
    answer = await save(outputs=["7/1"], area_id="gone")
    assert answer["mistake"]["field"] == "area"
    assert said(answer["mistake"]["text"]) == "This room is no longer there. Choose another one."
    assert len(home.entry.subentries) == len(home.devices)


async def test_another_domain_is_confirmed_with_the_users_of_the_entity(home: Home, save: Save) -> None:
    await use_hall(home)
    asked = {"thing_id": HALL, "kind": "switch", "new_area": "Way in"}
    answer = await save("Corridor", **asked)
    assert answer == {
        "saved": False,
        "confirm": {"before": "light.hall", "after": "switch.hall", "users": ["At dusk", "Party"]},
    }
    assert home.state("light.hall") == "off"
    assert not ar.async_get(home.hass).areas
    assert (await save("Corridor", **asked, confirmed=True)) == {"saved": True, "thing_id": HALL}
    assert home.hass.states.get("light.hall") is None
    assert home.attribute("switch.hall", "friendly_name") == "Corridor"


async def test_a_kind_of_the_same_domain_needs_no_question(home: Home, save: Save) -> None:
    assert (await save("Hall", thing_id=HALL, kind="dimmer"))["saved"]
    assert home.attribute("light.hall", "supported_color_modes") == ["brightness"]


async def test_details_stay_and_those_of_another_kind_go(home: Home, save: Save) -> None:
    details = {"watts": 5, "energy": True, "icon": "mdi:water", "device_class": "gas"}
    thing_id = (await save(outputs=["7/1"], kind="valve", **details))["thing_id"]
    await save("Loft", thing_id=thing_id)
    data = home.entry.subentries[thing_id].data
    assert {key: data[key] for key in details} == details
    assert (await save("Loft", thing_id=thing_id, kind="impulse", icon=None, confirmed=True))["saved"]
    assert not home.entry.subentries[thing_id].data.keys() & details.keys()


async def test_two_outputs_make_a_cover_whose_direction_is_changed_later(home: Home, save: Save) -> None:
    asked = {"thing_type": "cover", "kind": "cover"}
    answer = await save("Loft", **asked, device_class="awning", outputs=["7/1", "7/2"])
    assert home.attribute("cover.loft", "device_class") == "awning"
    thing_id = answer["thing_id"]
    await home.call("ipcom", "calibrate", "cover.loft", travel_time_up=21, travel_time_down=19)
    await save("Loft window", **asked, thing_id=thing_id, wrong_way=True)
    subentry = home.entry.subentries[thing_id]
    assert (subentry.unique_id, subentry.data["travel_time_up"]) == ("7_2", 19)
    assert (subentry.title, subentry.data["device_class"]) == ("Loft window", "awning")
    answer = await save("Loft", **asked, thing_id=thing_id, outputs=["7/1", "7/2"], wrong_way=True)
    assert answer["mistake"]["field"] == "wrong_way"
    assert said(answer["mistake"]["text"])
    await save("Loft", **asked, thing_id=thing_id, outputs=["7/1", "7/2"])
    assert home.entry.subentries[thing_id].data["travel_time_up"] == 21


async def test_a_named_light_becomes_one_half_of_a_shutter(
    hass: HomeAssistant, home: Home, save: Save
) -> None:
    room = ar.async_get(hass).async_create("Upstairs").id
    thing_id = (await save(outputs=["7/1"]))["thing_id"]
    await save(thing_id=thing_id, area_id=room)
    asked = {"thing_type": "cover", "thing_id": thing_id, "outputs": ["7/1", "7/2"]}
    answer = await save("Loft", **asked)
    assert answer["confirm"] == {"before": "light.attic", "after": "cover.attic", "users": []}
    answer = await save("Loft", **asked, confirmed=True)
    assert home.subentry("7_1").subentry_id == answer["thing_id"]
    assert hass.states.get("light.attic") is None
    assert home.attribute("cover.attic", "friendly_name") == "Loft"
    assert room_at(home, "cover", "7/1") == room
    asked = {"thing_id": answer["thing_id"], "kind": "light", "outputs": ["7/1"], "confirmed": True}
    assert (await save("Loft", **asked))["saved"]
    assert home.state("light.attic") == "off"


async def test_a_cover_that_has_no_entity_yet_becomes_an_output(
    house: HomeMaker, hass_ws_client: WebSocketMaker
) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    page = Page(await hass_ws_client())
    asked = {"thing_id": LEFT, "thing_type": "output", "name": "Lamp", "outputs": [index("5/2")]}
    assert (await page.result("ipcom/thing/save", entry_id=home.entry.entry_id, **asked))["saved"]
    assert home.subentry("5_2").data["kind"] == "light"


async def test_it_is_saved_while_the_entry_is_not_loaded(hass: HomeAssistant, home: Home, save: Save) -> None:
    row = row_of(hass, "light.hall")
    await hass.config_entries.async_unload(home.entry.entry_id)
    assert (await save(outputs=["7/1"], new_area="Roof"))["saved"]
    assert (await save("Corridor", thing_id=HALL, outputs=["8/8"]))["saved"]
    await hass.config_entries.async_setup(home.entry.entry_id)
    await hass.async_block_till_done()
    assert row_of(hass, "light.hall").id == row.id
    assert home.attribute("light.hall", "friendly_name") == "Corridor"
    assert room_at(home, "light", "7/1") is not None


@pytest.mark.parametrize("command", ["save", "remove"])
async def test_what_is_gone_is_not_found(page: Page, home: Home, command: str) -> None:
    fields = {"thing_type": "output", "name": "Attic"} if command == "save" else {}
    asked = {"entry_id": home.entry.entry_id, "thing_id": "gone", **fields}
    error = (await page.ask(f"ipcom/thing/{command}", **asked))["error"]
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_thing")
    error = (await page.ask(f"ipcom/thing/{command}", **{**asked, "entry_id": "gone"}))["error"]
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_entry")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},
        {"thing_type": "scene"},
        {"outputs": [128]},
        {"outputs": [-1]},
        {"outputs": [True]},
        {"outputs": ["7/1"]},
        {"outputs": [48, 49]},
        {"kind": "cover"},
        {"kind": "lamp"},
        {"thing_type": "cover", "kind": "light"},
        {"thing_type": "cover", "device_class": "gas"},
        {"area_id": "a", "new_area": "b"},
        {"wrong_way": 1},
        {"pulse": "1"},
        {"more": 1},
    ],
)
async def test_bad_input_is_told_and_saves_nothing(page: Page, home: Home, wrong: dict[str, Any]) -> None:
    fields = {"thing_type": "output", "name": "Attic", "outputs": [48], **wrong}
    answer = await page.ask("ipcom/thing/save", entry_id=home.entry.entry_id, **fields)
    assert answer["error"]["code"] == "invalid_format"
    assert len(home.entry.subentries) == len(home.devices)


async def test_a_new_thing_without_a_name_is_no_valid_command(page: Page, home: Home) -> None:
    answer = await page.ask(
        "ipcom/thing/save", entry_id=home.entry.entry_id, thing_type="output", outputs=[48]
    )
    assert answer["error"]["code"] == "invalid_format"
    assert len(home.entry.subentries) == len(home.devices)

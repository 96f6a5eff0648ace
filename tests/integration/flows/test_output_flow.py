"""The flow of outputs: adding, changing and removing each kind, through the real forms."""

from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.kinds import KINDS
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.registries import device_of, entity_at, row_of
from tests.integration.use_of_hall import use_hall

ATTIC = {
    "output": "7/1",
    "name": "Attic",
    "kind": "light",
    "details": {"pulse": 0.5, "energy": False},
    "add_another": False,
}


def flows(home: Home) -> Any:
    return home.hass.config_entries.subentries


async def begin(home: Home) -> Any:
    return await flows(home).async_init((home.entry.entry_id, "output"), context={"source": "user"})


async def change(home: Home, subentry_id: str = "subentry_1_1") -> Any:
    return await home.entry.start_subentry_reconfigure_flow(home.hass, subentry_id)


async def submit(home: Home, flow: Any, user_input: dict[str, Any] | None = None) -> Any:
    result = await flows(home).async_configure(flow["flow_id"], user_input or {})
    await home.hass.async_block_till_done()
    return result


def shown(flow: Any) -> dict[str, Any]:
    """What a form shows, as it would be submitted unchanged."""
    found: dict[str, Any] = {}
    for key, field in flow["data_schema"].schema.items():
        if str(key) == "details":
            found["details"] = {
                str(inner): inner.description["suggested_value"]
                for inner in field.schema.schema
                if inner.description
            }
        elif key.description:
            found[str(key)] = key.description["suggested_value"]
    return found


def given(**changes: Any) -> dict[str, Any]:
    """The attic's form with changes; None leaves a field empty."""
    details = {key: value for key, value in changes.items() if key in DETAILS}
    rest = {key: value for key, value in changes.items() if key not in DETAILS}
    filled = {**ATTIC, **rest, "details": {**ATTIC["details"], **details}}  # type: ignore[dict-item]
    return {key: value for key, value in filled.items() if value is not None}


DETAILS = ("pulse", "watts", "energy", "icon", "device_class")


# -- adding ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(MappedKind))
async def test_each_kind_is_added_changed_and_removed(home: Home, kind: MappedKind) -> None:
    result = await submit(home, await begin(home), given(kind=kind.value))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    platform = KINDS[kind].platform
    entity_id = entity_at(home.hass, platform, f"{home.entry.entry_id}_7_1")
    assert home.attribute(entity_id, "friendly_name").startswith("Attic")
    subentry_id = home.subentry("7_1").subentry_id
    flow = await change(home, subentry_id)
    result = await submit(home, flow, {**shown(flow), "output": "7/2", "name": "Loft"})
    assert result["reason"] == "reconfigure_successful"
    assert entity_at(home.hass, platform, f"{home.entry.entry_id}_7_2") == entity_id
    assert home.attribute(entity_id, "friendly_name").startswith("Loft")
    home.hass.config_entries.async_remove_subentry(home.entry, subentry_id)
    await home.hass.async_block_till_done()
    assert er.async_get(home.hass).async_get(entity_id) is None
    left = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    assert not [row for row in left if row.config_subentry_id == subentry_id]


async def test_the_list_shows_what_is_on_right_now_and_what_is_taken_by_whom(home: Home) -> None:
    home.gateway.press(at("7/3"))
    home.world.write(6, bytes((40, 0, 0, 0, 0, 0, 0, 0)))
    await until(
        lambda: (
            home.client.observed.value(OutputAddress(7, 3))
            and home.client.observed.value(OutputAddress(6, 1))
        )
    )
    flow = await begin(home)
    labels = {option["value"]: option["label"] for option in options(flow)}
    assert len(labels) == 128
    assert next(iter(labels)) == "7/3"
    assert labels["7/3"] == "● 7/3"
    assert labels["7/4"] == "○ 7/4"
    assert labels["1/1"] == "○ 1/1 · Hall"
    assert labels["5/1"] == labels["5/2"].replace("5/2", "5/1") == "○ 5/1 · Living left"
    assert labels["6/1"] == "● 6/1 · 40 % · Living room"
    home.gateway.press(at("7/3"))
    home.gateway.press(at("7/4"))
    await until(
        lambda: (
            home.client.observed.value(OutputAddress(7, 4))
            and not home.client.observed.value(OutputAddress(7, 3))
        )
    )
    flow = await submit(home, flow, given(output=None))
    assert flow["errors"] == {"output": "output_missing"}
    assert options(flow)[0]["label"] == "● 7/4"


def options(flow: Any) -> list[dict[str, str]]:
    (field,) = (field for key, field in flow["data_schema"].schema.items() if str(key) == "output")
    found: list[dict[str, str]] = field.config["options"]
    return found


@pytest.mark.parametrize("unloaded", [True, False])
async def test_adding_works_while_the_gateway_is_offline(home: Home, unloaded: bool) -> None:
    await home.gateway.stop()
    await home.shows("light.hall", "unavailable")
    if unloaded:
        await home.hass.config_entries.async_unload(home.entry.entry_id)
    flow = await begin(home)
    labels = [option["label"] for option in options(flow)]
    assert labels[0] == "1/1 · Hall"
    assert "7/1" in labels
    assert (await submit(home, flow, given()))["type"] is FlowResultType.CREATE_ENTRY
    await home.gateway.start()
    if unloaded:
        await home.hass.config_entries.async_setup(home.entry.entry_id)
    await until(lambda: home.hass.states.get("light.attic") is not None, 60)
    await home.shows("light.attic", "off", 60)


async def test_adding_and_changing_work_before_the_gateway_answered_for_the_first_time(
    house: HomeMaker,
) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    await submit(home, await begin(home), given(name="Loft"))
    flow = await change(home)
    await submit(home, flow, {**shown(flow), "name": "Corridor", "output": "8/8"})
    await home.gateway.start()
    await until(lambda: home.hass.states.get("light.loft") is not None, 120)
    assert home.attribute("light.hall", "friendly_name") == "Corridor"
    await home.light("turn_on", "light.hall")
    assert home.world.is_on(at("8/8"))


async def test_several_are_added_one_after_the_other(home: Home) -> None:
    room = ar.async_get(home.hass).async_create("Upstairs").id
    flow = await begin(home)
    assert (flow["step_id"], shown(flow)) == ("user", {"details": {}})
    flow = await submit(home, flow, given(kind="outlet", area=room, watts=40, add_another=True))
    assert flow["step_id"] == "next"
    assert flow["description_placeholders"]["added"] == "Attic"
    assert shown(flow) == {"kind": "outlet", "area": room, "add_another": True, "details": {}}
    attic = entity_at(home.hass, "switch", f"{home.entry.entry_id}_7_1")
    assert device_of(home.hass, attic).area_id == room
    flow = await submit(home, flow, given(add_another=True))
    assert (flow["step_id"], flow["errors"]) == ("next", {"output": "output_taken"})
    assert flow["description_placeholders"]["owner"] == "Attic"
    flow = await submit(home, flow, given(output="7/2", name="Loft", add_another=True))
    flows(home).async_abort(flow["flow_id"])
    assert home.state("light.loft") == "off"


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": "  "}, {"name": "name_blank"}),
        ({"name": None}, {"name": "name_blank"}),
        ({"name": None, "output": None}, {"output": "output_missing"}),
        ({"output": None}, {"output": "output_missing"}),
        ({"output": "1/1"}, {"output": "output_taken"}),
        ({"output": "5/2"}, {"output": "output_taken"}),
        ({"kind": "impulse", "pulse": 0}, {"base": "pulse_impossible"}),
        ({"pulse": 61}, {"base": "pulse_impossible"}),
        ({"watts": -1}, {"base": "watts_impossible"}),
        ({"watts": 100_001}, {"base": "watts_impossible"}),
        ({"device_class": "gas"}, {"base": "class_of_another_kind"}),
        ({"kind": "impulse", "watts": 40}, {"base": "kind_draws_nothing"}),
        ({"kind": "gate", "energy": True}, {"base": "kind_draws_nothing"}),
        ({"energy": True}, {"base": "energy_without_watts"}),
    ],
)
async def test_each_mistake_has_words_of_its_own_and_can_be_corrected(
    home: Home, wrong: dict[str, Any], errors: dict[str, str]
) -> None:
    flow = await submit(home, await begin(home), given(**wrong))
    assert flow["errors"] == errors
    owners = {"1/1": "Hall", "5/2": "Living left"}
    assert flow["description_placeholders"]["owner"] == owners.get(wrong.get("output") or "", "")
    assert len(home.entry.subentries) == 17
    assert (await submit(home, flow, given()))["type"] is FlowResultType.CREATE_ENTRY
    assert home.state("light.attic") == "off"


async def test_details_are_kept_and_shown_again(home: Home) -> None:
    wanted = given(kind="valve", watts=5, energy=True, icon="mdi:water", device_class="gas")
    await submit(home, await begin(home), wanted)
    flow = await change(home, home.subentry("7_1").subentry_id)
    assert shown(flow) == {key: value for key, value in wanted.items() if key != "add_another"}
    assert home.subentry("7_1").data["watts"] == 5


async def test_a_name_s_blanks_are_put_right(home: Home) -> None:
    await submit(home, await begin(home), given(name="  Big   attic "))
    assert home.subentry("7_1").title == "Big attic"


async def test_what_is_added_where_something_was_removed_is_another_thing(home: Home) -> None:
    """Home Assistant keeps what a person chose for a removed device, and gives it to the next one there."""
    entities, devices = er.async_get(home.hass), dr.async_get(home.hass)
    devices.async_update_device(
        device_of(home.hass, "light.hall").id, name_by_user="Old lamp", area_id="entrance", labels={"old"}
    )
    entities.async_update_entity("light.hall", new_entity_id="light.old_lamp", icon="mdi:lamp")
    await home.hass.async_block_till_done()
    home.hass.config_entries.async_remove_subentry(home.entry, "subentry_1_1")
    await home.hass.async_block_till_done()
    await submit(home, await begin(home), given(output="1/1", name="Pump"))
    assert home.attribute("light.pump", "friendly_name") == "Pump"
    device = device_of(home.hass, "light.pump")
    assert (device.name_by_user, device.area_id, device.labels) == (None, None, set())
    assert row_of(home.hass, "light.pump").icon is None


# -- changing -------------------------------------------------------------------


async def test_name_room_and_output_are_changed_and_the_history_stays(home: Home) -> None:
    room = ar.async_get(home.hass).async_create("Entrance").id
    row = row_of(home.hass, "light.hall")
    flow = await change(home)
    assert shown(flow)["output"] == "1/1"
    wanted = {**shown(flow), "name": "Corridor", "area": room, "output": "8/8"}
    assert (await submit(home, flow, wanted))["reason"] == "reconfigure_successful"
    now = row_of(home.hass, "light.hall")
    assert (now.id, now.device_id, now.unique_id) == (row.id, row.device_id, f"{home.entry.entry_id}_8_8")
    assert device_of(home.hass, "light.hall").area_id == room
    await home.light("turn_on", "light.hall")
    assert home.world.is_on(at("8/8"))
    assert not home.world.is_on(at("1/1"))
    flow = await change(home)
    assert shown(flow)["area"] == room
    wanted = {key: value for key, value in shown(flow).items() if key != "area"}
    await submit(home, flow, wanted)
    assert device_of(home.hass, "light.hall").area_id is None


async def test_a_change_that_cannot_be_is_said_and_can_be_corrected(home: Home) -> None:
    flow = await change(home)
    fields = shown(flow)
    flow = await submit(home, flow, {**fields, "output": "1/2"})
    assert flow["errors"] == {"output": "output_taken"}
    assert (await submit(home, flow, {**fields, "output": "8/8"}))["reason"] == "reconfigure_successful"


@pytest.fixture
async def used(home: Home) -> Home:
    """The hall's light is used by an automation and by a script."""
    await use_hall(home)
    return home


async def test_who_uses_the_old_entity_id_is_named_before_it_changes(used: Home) -> None:
    flow = await change(used)
    flow = await submit(used, flow, {**shown(flow), "kind": "switch", "name": "Corridor"})
    assert flow["step_id"] == "new_entity_id"
    assert flow["description_placeholders"] == {
        "name": "Corridor",
        "before": "light.hall",
        "after": "switch.hall",
        "users": "- At dusk\n- Party",
        "users_count": "2",
    }
    assert used.state("light.hall") == "off"
    assert (await submit(used, flow))["reason"] == "reconfigure_successful"
    assert used.hass.states.get("light.hall") is None
    assert used.attribute("switch.hall", "friendly_name") == "Corridor"
    await used.call("switch", "turn_on", "switch.hall")
    assert used.world.is_on(at("1/1"))


async def test_an_entity_that_nothing_uses_changes_its_id_after_a_look_too(home: Home) -> None:
    flow = await change(home)
    flow = await submit(home, flow, {**shown(flow), "kind": "fan"})
    assert (flow["step_id"], flow["description_placeholders"]["users"]) == ("new_entity_id_unused", "")
    assert flow["description_placeholders"]["after"] == "fan.hall"
    flows(home).async_abort(flow["flow_id"])
    await home.hass.async_block_till_done()
    assert home.state("light.hall") == "off"


async def test_what_was_taken_while_the_question_stood_is_said(home: Home) -> None:
    flow = await change(home)
    flow = await submit(home, flow, {**shown(flow), "kind": "switch", "output": "7/1"})
    await submit(home, await begin(home), given())
    flow = await submit(home, flow)
    assert (flow["step_id"], flow["errors"]) == ("reconfigure", {"output": "output_taken"})
    flow = await submit(home, flow, {**shown(flow), "output": "7/2"})
    assert (await submit(home, flow))["reason"] == "reconfigure_successful"
    assert home.state("switch.hall") == "off"


async def test_a_kind_of_the_same_domain_needs_no_question(home: Home) -> None:
    flow = await change(home)
    result = await submit(home, flow, {**shown(flow), "kind": "dimmer"})
    assert result["reason"] == "reconfigure_successful"
    assert home.attribute("light.hall", "supported_color_modes") == ["brightness"]


async def test_changes_while_the_gateway_is_offline_arrive_when_it_is_back(home: Home) -> None:
    room = ar.async_get(home.hass).async_create("Entrance").id
    row = row_of(home.hass, "light.hall")
    await home.gateway.stop()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    flow = await change(home)
    flow = await submit(
        home, flow, {**shown(flow), "name": "Corridor", "output": "8/8", "kind": "switch", "area": room}
    )
    assert flow["description_placeholders"]["before"] == "light.hall"
    await submit(home, flow)
    await home.gateway.start()
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()
    now = row_of(home.hass, "switch.hall")
    assert (now.device_id, now.unique_id) == (row.device_id, f"{home.entry.entry_id}_8_8")
    assert home.attribute("switch.hall", "friendly_name") == "Corridor"
    assert device_of(home.hass, "switch.hall").area_id == room


async def test_a_change_before_the_first_start_waits_for_it(house: HomeMaker, hass: HomeAssistant) -> None:
    home = house()
    home.entry.add_to_hass(hass)
    flow = await change(home)
    result = await submit(home, flow, {**shown(flow), "name": "Corridor", "kind": "switch"})
    assert result["reason"] == "reconfigure_successful"
    await hass.config_entries.async_setup(home.entry.entry_id)
    await hass.async_block_till_done()
    assert home.attribute("switch.hall", "friendly_name") == "Corridor"

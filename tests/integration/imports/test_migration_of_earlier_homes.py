"""What the earlier integrations really left behind comes over whole: IDs, names, rooms, disabled, hidden, automations.

The last test holds the table of docs/earlier-integrations.md, on each Home Assistant that the tests run on.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import DOMAIN
from tests.integration.earlier_homes import HOUSEKEEPING_S, NAMES, RELAY_SWITCHES, EarlierHome, stored
from tests.integration.files import put_in_folder
from tests.integration.homes import at, until
from tests.integration.registries import device_of, row_of, state_of

TABLE = Path(__file__).parents[3] / "docs/earlier-integrations.md"
LAMP, COVER = "light.office", "cover.living_right"


@pytest.fixture(params=NAMES)
async def home(
    request: pytest.FixtureRequest, hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> AsyncIterator[EarlierHome]:
    """Each of the houses, taken over, with its devices.yaml where it keeps none in its entry."""
    home = await EarlierHome(hass, gateway, request.param).prepare().load(hass_storage)
    if home.name != "cloud":
        put_in_folder(hass, gateway.house.devices_yaml())
    await home.automate(LAMP, COVER)
    asks = ConfigEntryState.SETUP_ERROR if home.name == "december" else ConfigEntryState.LOADED
    await home.start(asks)
    await home.give_credentials()
    await asyncio.sleep(HOUSEKEEPING_S)
    yield home
    await hass.config_entries.async_unload(home.entry.entry_id)
    await asyncio.sleep(HOUSEKEEPING_S)


def kept(home: EarlierHome) -> dict[str, er.RegistryEntry]:
    """The earlier rows that come over: all but the switches of relays."""
    return {key: row for key, row in home.rows.items() if key not in RELAY_SWITCHES}


def shown_name(home: EarlierHome, entity_id: str) -> str:
    """The name that the earlier entity showed, as its integration stored it."""
    rows = stored(home.name, "entity_registry")["data"]["entities"]
    row = next(row for row in rows if row["entity_id"] == entity_id)
    return str(row["name"] or row["original_name"]).casefold()


def device_name(home: EarlierHome, entity_id: str) -> str:
    """The name of the device now, which is that of its entity."""
    device = device_of(home.hass, entity_id)
    return (device.name_by_user or device.name or "").casefold()


async def test_every_row_comes_over_with_all_that_its_owner_gave_it(home: EarlierHome) -> None:
    hass = home.hass
    for entity_id, before in kept(home).items():
        after = row_of(hass, entity_id)
        assert after.id == before.id
        assert after.unique_id.startswith(home.entry.entry_id)
        assert after.config_subentry_id in home.entry.subentries
        for same in (
            "disabled_by",
            "hidden_by",
            "icon",
            "labels",
            "aliases",
            "categories",
            "options",
        ):
            assert getattr(after, same) == getattr(before, same), (entity_id, same)
        device = device_of(hass, entity_id)
        assert device.id == before.device_id
        assert device.disabled_by == home.devices[device.id].disabled_by
        assert (after.area_id, device.area_id) == (None, before.area_id or home.devices[device.id].area_id)
        assert (device.sw_version, device.identifiers) == (None, {(DOMAIN, after.unique_id)})
        assert device.manufacturer == "AnB/Rimex"


async def test_names_are_shown_as_before(home: EarlierHome) -> None:
    for entity_id in kept(home):
        name, after = shown_name(home, entity_id), row_of(home.hass, entity_id)
        assert (after.name, after.has_entity_name, after.original_name) == (None, True, None)
        assert getattr(after, "compat_name", None) is None
        assert device_name(home, entity_id) == name
        assert er.async_get_full_entity_name(home.hass, after).casefold() == name
        if after.disabled_by is None:
            assert state_of(home.hass, entity_id).attributes["friendly_name"].casefold() == name


async def test_entities_work_and_automations_too(home: EarlierHome) -> None:
    hass = home.hass
    for how in ("entity", "device"):
        home.gateway.house.world.write(2, bytes(8))
        await until(lambda: state_of(hass, LAMP).state == "off")
        hass.bus.async_fire(f"{how}_{LAMP.replace('.', '_')}")
        await until(lambda: home.gateway.house.world.is_on(at("2/3")))
        hass.bus.async_fire(f"{how}_{COVER.replace('.', '_')}")
        await until(lambda: home.gateway.house.world.is_on(at("5/4")))
        await hass.services.async_call("cover", "stop_cover", {"entity_id": COVER}, blocking=True)
        await until(lambda: not home.gateway.house.world.is_on(at("5/4")))


async def test_the_entry_is_as_if_set_up_new(home: EarlierHome) -> None:
    entry, gateway = home.entry, home.gateway
    assert (entry.version, entry.minor_version, entry.unique_id) == (3, 1, None)
    assert entry.title == "IPCom 127.0.0.1"
    assert row_of(home.hass, "binary_sensor.ipcom_connection").config_entry_id == entry.entry_id
    second = {"second_host": "127.0.0.1", "second_port": 45104} if home.name == "cloud" else {}
    assert dict(entry.data) == {
        "host": "127.0.0.1",
        "port": gateway.port,
        "username": "demo",
        "password": "demo",
        "bus": 1,
        "bus_type": "minido",
        "proven": True,
        "yaml_source": f"127.0.0.1:{gateway.port}",
        **second,
    }
    assert entry.options == ({"fallback_interval_s": 10} if home.name == "december" else {})


async def test_nothing_is_there_twice_and_nothing_is_left_over(home: EarlierHome) -> None:
    rows = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    all_of_things = [row for row in rows if row.config_subentry_id is not None]
    things = [row for row in all_of_things if not row.unique_id.endswith("_identify")]
    assert len(things) == len(all_of_things) / 2 == len(home.entry.subentries) == 17
    assert {row.entity_id for row in things} >= kept(home).keys()
    devices = dr.async_entries_for_config_entry(dr.async_get(home.hass), home.entry.entry_id)
    assert len(devices) == 17 + 1
    assert not [row.entity_id for row in rows if re.search(r"_\d+$", row.entity_id)]


async def test_switches_of_relays_go_and_are_named(home: EarlierHome) -> None:
    gone = home.rows.keys() - {row.entity_id for row in er.async_get(home.hass).entities.values()}
    expected = RELAY_SWITCHES if home.name == "manual" else set()
    assert gone == expected
    assert ("shutter_relays_gone" in home.issues) == bool(expected)
    assert set(home.issues) == ({"shutter_relays_gone"} if expected else set())
    if expected:
        listed = (home.issues["shutter_relays_gone"].translation_placeholders or {})["entities"]
        assert set(re.findall(r"`(.*)`", listed)) == expected


async def test_it_is_the_same_after_a_reload(home: EarlierHome) -> None:
    before = {row.id: row.entity_id for row in er.async_get(home.hass).entities.values()}
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.entry.state is ConfigEntryState.LOADED
    assert {row.id: row.entity_id for row in er.async_get(home.hass).entities.values()} == before


async def test_the_line_of_the_table(home: EarlierHome) -> None:
    hass, rows = home.hass, kept(home)
    same = [key for key, row in rows.items() if row_of(hass, key).id == row.id]
    names = [key for key in rows if shown_name(home, key) == device_name(home, key)]
    before = {key: home.devices[row.device_id or ""] for key, row in rows.items()}

    def room(row: er.RegistryEntry, device: dr.DeviceEntry) -> str | None:
        return row.area_id or device.area_id

    rooms = [
        key for key in rows if room(rows[key], before[key]) == room(row_of(hass, key), device_of(hass, key))
    ]
    with_room = [key for key in rows if room(rows[key], before[key])]
    disabled = [key for key in rows if rows[key].disabled_by]
    hidden = [key for key in rows if rows[key].hidden_by]
    assert len(same) == len(names) == len(rooms) == len(rows)
    counts = (rows, rows, with_room, disabled, hidden, ("an entity's", "a device's") * 2)
    line = " | ".join(
        [
            f"`{home.name}`",
            *(f"{len(each)} of {len(each)}" for each in counts),
            str(len(home.rows) - len(rows)),
        ]
    )
    assert f"| {line} |" in TABLE.read_text("utf-8"), line

"""Subentries are added, changed and removed while the link stays up."""

from dataclasses import replace
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.const import DOMAIN, MappedKind
from custom_components.ipcom.devices.changes import async_add_device
from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.imports.apply_plan import async_apply_plan
from custom_components.ipcom.imports.import_plan import plan_import
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, HomeMaker, at, demo_devices, until
from tests.integration.registries import device_of, row_of
from tests.integration.simulated import Faults


def place(text: str) -> OutputAddress:
    return OutputAddress.parse(text)


def update(home: Home, local_id: str, **data: Any) -> None:
    subentry = home.subentry(local_id)
    home.hass.config_entries.async_update_subentry(home.entry, subentry, data={**subentry.data, **data})


@pytest.fixture
async def bare(hass: HomeAssistant, gateway: Any) -> Home:
    """An entry without mapped devices."""
    return await Home(hass, gateway).start()


async def test_a_light_comes_and_goes_without_a_reload(bare: Home) -> None:
    runtime = bare.entry.runtime_data
    async_add_device(bare.hass, bare.entry, MappedOutput("Attic", place("7/1"), MappedKind.LIGHT))
    await bare.hass.async_block_till_done()
    await bare.light("turn_on", "light.attic")
    assert bare.world.is_on(at("7/1"))
    bare.hass.config_entries.async_remove_subentry(bare.entry, bare.subentry("7_1").subentry_id)
    await bare.hass.async_block_till_done()
    assert bare.hass.states.get("light.attic") is None
    assert er.async_get(bare.hass).async_get("light.attic") is None
    assert bare.entry.runtime_data is runtime
    assert bare.client.statistics.reconnects == 0


async def test_a_cover_that_goes_while_it_runs_is_stopped(home: Home) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    home.hass.config_entries.async_remove_subentry(home.entry, "subentry_5_2")
    await until(lambda: not home.world.is_on(at("5/2")))
    await home.hass.async_block_till_done()
    assert home.hass.states.get("cover.living_left") is None
    assert len(home.client.shutters) == 2
    cover = MappedCover("Living left", place("5/2"), place("5/1"))
    async_add_device(home.hass, home.entry, cover)
    await home.hass.async_block_till_done()
    assert home.state("cover.living_left") == "unknown"


async def test_two_outputs_swap_and_their_rows_follow(home: Home) -> None:
    before = {key: row_of(home.hass, key) for key in ("light.hall", "light.porch")}
    update(home, "1_1", output=2)
    update(home, "1_2", output=1)
    await home.hass.async_block_till_done()
    await home.light("turn_on", "light.hall")
    assert home.world.is_on(at("1/2"))
    for entity_id, place_now in (("light.hall", "1_2"), ("light.porch", "1_1")):
        row = row_of(home.hass, entity_id)
        assert row.unique_id == f"{home.entry.entry_id}_{place_now}"
        assert row.id == before[entity_id].id
        assert row.device_id == before[entity_id].device_id
        device = device_of(home.hass, entity_id)
        assert device.identifiers == {(DOMAIN, row.unique_id)}
        assert device.model == f"1/{place_now[-1]}"


async def test_a_light_that_becomes_a_switch_leaves_no_light_behind(home: Home) -> None:
    device_id = row_of(home.hass, "light.hall").device_id
    update(home, "1_1", kind="outlet")
    await home.hass.async_block_till_done()
    assert er.async_get(home.hass).async_get("light.hall") is None
    assert row_of(home.hass, "switch.hall").device_id == device_id
    await home.call("switch", "turn_on", "switch.hall")
    assert home.world.is_on(at("1/1"))


async def test_a_light_that_becomes_a_dimmer_takes_levels(home: Home) -> None:
    update(home, "6_1", kind="light")
    await home.hass.async_block_till_done()
    assert home.attribute("light.living_room", "supported_color_modes") == ["onoff"]
    update(home, "6_1", kind="dimmer")
    await home.hass.async_block_till_done()
    await home.light("turn_on", "light.living_room", brightness_pct=20)
    assert home.world.value(at("6/1")) == 20


async def test_a_cover_on_a_relay_in_use_is_logged_and_the_others_work(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    async_add_device(home.hass, home.entry, MappedCover("Odd", place("5/7"), place("5/1")))
    await home.hass.async_block_till_done()
    assert "Odd cannot be used" in caplog.text
    assert home.hass.states.get("cover.odd") is None
    await home.light("turn_on", "light.hall")
    home.hass.config_entries.async_remove_subentry(home.entry, home.subentry("5_7").subentry_id)
    await home.hass.async_block_till_done()


async def test_what_was_added_by_hand_is_left_alone_by_an_import(bare: Home) -> None:
    by_hand = MappedOutput("Attic", place("7/1"), MappedKind.LIGHT)
    async_add_device(bare.hass, bare.entry, by_hand)
    plan = plan_import({"by_hand": by_hand}, demo_devices(bare.gateway))
    async_apply_plan(bare.hass, bare.entry, plan)
    await bare.hass.async_block_till_done()
    assert len(bare.entry.subentries) == 18
    assert bare.state("light.attic") == "off"


async def test_devices_that_cannot_be_used_do_not_stop_the_others(
    house: HomeMaker, caplog: pytest.LogCaptureFixture
) -> None:
    home = house()
    overlapping = MappedCover("Overlapping", place("5/7"), place("5/1"))
    nonsense = MappedCover("Nonsense", place("7/1"), place("7/2"), options=CoverOptions(5, 5, tilt_time=9))
    home = replace(home, devices=(*home.devices, overlapping, nonsense))
    await home.start()
    assert "Overlapping cannot be used" in caplog.text
    assert "Nonsense cannot be used" in caplog.text
    assert "Loaded 17 devices" in caplog.text
    await home.call("cover", "open_cover", "cover.living_left")
    assert home.world.is_on(at("5/2"))


async def test_a_motor_that_is_not_seen_off_stays_guarded(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    home.gateway.faults = Faults(ignore_writes_percent=100)
    home.hass.config_entries.async_remove_subentry(home.entry, "subentry_5_2")
    await until(lambda: "stay guarded" in caplog.text)
    assert len(home.client.shutters) == 3
    home.gateway.faults = Faults()
    await until(lambda: not home.world.is_on(at("5/2")))


async def test_changes_of_an_entry_that_is_being_unloaded_are_left_to_its_next_start(home: Home) -> None:
    update(home, "1_1", kind="outlet")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.state("switch.hall") == "off"


async def test_each_device_is_connected_by_the_gateway_s_device(home: Home) -> None:
    devices = dr.async_get(home.hass)
    gateway = devices.async_get_device_by_identifier((DOMAIN, home.entry.entry_id), home.entry.entry_id)
    assert gateway is not None
    cover = device_of(home.hass, "cover.living_left")
    assert cover.via_device_id == gateway.id
    assert cover.model == "5/2 ↑ 5/1 ↓"
    assert gateway.sw_version == "4.10"


async def test_changes_of_other_entries_are_ignored(hass: HomeAssistant, two_buses: Any) -> None:
    homes = [await Home(hass, two_buses, bus=bus).start() for bus in (1, 2)]
    async_add_device(hass, homes[1].entry, MappedOutput("Attic", place("7/1"), MappedKind.LIGHT))
    await hass.async_block_till_done()
    await homes[1].light("turn_on", "light.attic")
    assert homes[1].world.is_on(at("7/1"))
    assert not homes[0].world.is_on(at("7/1"))
    async_add_device(hass, homes[0].entry, MappedOutput("Attic", place("7/1"), MappedKind.LIGHT))
    await hass.async_block_till_done()
    assert hass.states.get("light.attic_2") is not None
    hass.config_entries.async_remove_subentry(homes[0].entry, homes[0].subentry("7_1").subentry_id)
    await hass.async_block_till_done()
    assert hass.states.get("light.attic") is not None

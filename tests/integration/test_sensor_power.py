"""Power and energy of outputs, from the watts that their owner gave."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedDevice, MappedOutput
from tests.integration.homes import ENTRY_ID, Home, at
from tests.integration.kinds_house import start_kinds
from tests.integration.registries import device_of
from tests.integration.restored import async_remember

HEATER = MappedOutput("Heater", at("2/1"), MappedKind.OUTLET, watts=1000.0, energy=True)
DESK = MappedOutput("Desk", at("6/1"), MappedKind.DIMMER, watts=60.0)
PLAIN = MappedOutput("Plain", at("2/2"), MappedKind.LIGHT)
BELL = MappedOutput("Bell", at("2/3"), MappedKind.IMPULSE, watts=10.0, energy=True)
POWER, ENERGY = "sensor.heater_power", "sensor.heater_energy"
TOTAL = "sensor.the_house_total_power"
STORE = f"ipcom.{ENTRY_ID}1.energy"


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    return await start_kinds(hass, gateway, HEATER, DESK, PLAIN, BELL)


async def switch(home: Home, action: str) -> None:
    await home.call("switch", f"turn_{action}", "switch.heater")


def power(home: Home, entity_id: str) -> float:
    return float(home.state(entity_id))


def watch_writes(hass: HomeAssistant) -> list[str]:
    written: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        written.append(event.data["entity_id"])

    @callback
    def every(_: Any) -> bool:
        return True

    hass.bus.async_listen("state_changed", note)
    hass.bus.async_listen("state_reported", note, event_filter=every)
    return written


async def change(home: Home, place: str, device: MappedDevice) -> None:
    subentry = home.subentry(place)
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data=device.as_data(), title=device.name
    )
    await home.hass.async_block_till_done()


def before_mark() -> datetime:
    """Return ten seconds before the next five-minute mark."""
    now = dt_util.utcnow()
    mark = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=5)
    return (
        mark - timedelta(seconds=10) if mark - now > timedelta(seconds=10) else mark + timedelta(seconds=290)
    )


# -- power -----------------------------------------------------------------


async def test_what_is_on_draws_its_watts_and_a_dimmer_in_proportion(home: Home) -> None:
    assert (power(home, POWER), power(home, "sensor.desk_power"), power(home, TOTAL)) == (0, 0, 0)
    await switch(home, "on")
    await home.light("turn_on", "light.desk", brightness_pct=50)
    assert (power(home, POWER), power(home, "sensor.desk_power"), power(home, TOTAL)) == (1000, 30, 1030)
    home.gateway.press(at("2/1"))
    await home.shows(POWER, "0.0", 0.4)
    assert power(home, TOTAL) == 30


async def test_nothing_else_has_such_a_sensor(hass: HomeAssistant, home: Home) -> None:
    found = {
        row.entity_id for row in er.async_entries_for_config_entry(er.async_get(hass), home.entry.entry_id)
    }
    assert {each for each in found if "power" in each or "energy" in each} == {
        POWER,
        ENERGY,
        "sensor.desk_power",
        TOTAL,
    }


async def test_a_sensor_belongs_to_its_output_and_the_sum_to_the_gateway(
    hass: HomeAssistant, home: Home
) -> None:
    assert device_of(hass, POWER) == device_of(hass, "switch.heater")
    assert device_of(hass, TOTAL).name == "The house"
    assert home.attribute(ENERGY, "state_class") == "total"
    assert home.attribute(POWER, "state_class") == "measurement"


async def test_without_any_watts_there_is_no_sum(hass: HomeAssistant, gateway: Any) -> None:
    await start_kinds(hass, gateway, PLAIN, BELL)
    assert hass.states.get(TOTAL) is None


async def test_nothing_is_written_while_nothing_changes(hass: HomeAssistant, home: Home) -> None:
    await switch(home, "on")
    await hass.async_block_till_done()
    written = watch_writes(hass)
    await asyncio.sleep(60)
    assert written == []
    await home.light("turn_on", "light.desk", brightness_pct=100)
    await hass.async_block_till_done()
    assert sorted(set(written)) == ["light.desk", "sensor.desk_power", TOTAL]


# -- energy ----------------------------------------------------------------


async def test_energy_is_written_when_the_power_changes(home: Home) -> None:
    await switch(home, "on")
    assert float(home.state(ENERGY)) == 0
    await asyncio.sleep(36)
    assert float(home.state(ENERGY)) == 0
    await switch(home, "off")
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)
    await asyncio.sleep(36)
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)


async def test_energy_is_written_before_each_five_minute_mark_while_on(
    hass: HomeAssistant, home: Home
) -> None:
    await switch(home, "on")
    await asyncio.sleep(72)
    written = watch_writes(hass)
    async_fire_time_changed(hass, before_mark())
    await hass.async_block_till_done()
    assert written == [ENERGY]
    assert float(home.state(ENERGY)) == pytest.approx(0.02, abs=0.0002)
    await switch(home, "off")
    written.clear()
    async_fire_time_changed(hass, before_mark() + timedelta(minutes=5))
    await hass.async_block_till_done()
    assert written == []


async def test_energy_is_kept_over_a_reload_and_written_before_it(
    hass: HomeAssistant, home: Home, hass_storage: dict[str, Any]
) -> None:
    await switch(home, "on")
    await asyncio.sleep(36)
    last: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        if event.data["entity_id"] == ENERGY:
            last.append(event.data["new_state"].state)

    hass.bus.async_listen("state_changed", note)
    assert await hass.config_entries.async_reload(home.entry.entry_id)
    await hass.async_block_till_done()
    assert float(last[0]) == pytest.approx(0.01, abs=0.0002)
    assert hass_storage[STORE]["data"]["subentry_2_1"] == pytest.approx(0.01, abs=0.0002)
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)
    await asyncio.sleep(36)
    await switch(home, "off")
    assert float(home.state(ENERGY)) == pytest.approx(0.02, abs=0.0004)


async def test_a_stop_of_home_assistant_keeps_the_energy(
    hass: HomeAssistant, home: Home, hass_storage: dict[str, Any]
) -> None:
    await switch(home, "on")
    await asyncio.sleep(36)
    hass.bus.async_fire("homeassistant_stop")
    await hass.async_block_till_done()
    assert hass_storage[STORE]["data"]["subentry_2_1"] == pytest.approx(0.01, abs=0.0002)


@pytest.mark.parametrize("content", [["no", "energy"], {"subentry_2_1": "much"}, {"subentry_2_1": -1}])
async def test_a_file_with_other_content_is_begun_anew(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any], content: Any
) -> None:
    hass_storage[STORE] = {"version": 1, "key": STORE, "data": content}
    home = await start_kinds(hass, gateway, HEATER)
    assert float(home.state(ENERGY)) == 0


async def test_without_the_file_energy_goes_on_from_the_last_state(
    hass: HomeAssistant, gateway: Any, hass_storage: dict[str, Any]
) -> None:
    await async_remember(
        hass, hass_storage, {ENERGY: {"native_value": 5.5, "native_unit_of_measurement": "kWh"}}
    )
    home = await start_kinds(hass, gateway, HEATER)
    assert float(home.state(ENERGY)) == 5.5


async def test_a_removed_output_leaves_no_energy_in_the_file_and_a_removed_entry_no_file(
    hass: HomeAssistant, home: Home, hass_storage: dict[str, Any]
) -> None:
    await switch(home, "on")
    await asyncio.sleep(36)
    hass.config_entries.async_remove_subentry(home.entry, "subentry_2_1")
    await hass.async_block_till_done()
    assert power(home, TOTAL) == 0
    await hass.config_entries.async_reload(home.entry.entry_id)
    await hass.async_block_till_done()
    assert hass_storage[STORE]["data"] == {}
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert STORE not in hass_storage


async def test_a_short_break_counts_if_the_output_is_as_before(home: Home) -> None:
    await switch(home, "on")
    await asyncio.sleep(18)
    await home.gateway.stop()
    await home.shows(ENERGY, "unavailable")
    await asyncio.sleep(16)
    await home.gateway.start()
    await home.shows("switch.heater", "on", 30)
    await switch(home, "off")
    assert float(home.state(ENERGY)) >= 34 / 3600


# -- settings that change --------------------------------------------------


async def test_other_watts_count_from_now_on_and_neither_link_nor_outlet_notices(
    hass: HomeAssistant, home: Home
) -> None:
    client = home.client
    await switch(home, "on")
    await asyncio.sleep(36)
    written = watch_writes(hass)
    await change(home, "2_1", replace(HEATER, watts=2000.0))
    assert set(written) == {POWER, ENERGY, TOTAL}
    assert (power(home, POWER), power(home, TOTAL)) == (2000, 2000)
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)
    await asyncio.sleep(36)
    await switch(home, "off")
    assert float(home.state(ENERGY)) == pytest.approx(0.03, abs=0.0004)
    assert home.client is client
    assert client.statistics.reconnects == 0


async def test_energy_that_is_ticked_again_goes_on_where_it_was(home: Home) -> None:
    await switch(home, "on")
    await asyncio.sleep(36)
    await change(home, "2_1", replace(HEATER, energy=False))
    assert home.hass.states.get(ENERGY) is None
    assert power(home, POWER) == 1000
    await change(home, "2_1", HEATER)
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)


async def test_watts_that_are_taken_back_take_the_sensors_along(hass: HomeAssistant, home: Home) -> None:
    await change(home, "2_1", replace(HEATER, watts=None))
    assert [hass.states.get(each) for each in (POWER, ENERGY)] == [None, None]
    assert power(home, TOTAL) == 0
    await change(home, "6_1", replace(DESK, watts=None))
    assert hass.states.get(TOTAL) is None
    await change(home, "2_2", replace(PLAIN, watts=5.0))
    assert power(home, TOTAL) == 0
    await home.light("turn_on", "light.plain")
    assert (power(home, "sensor.plain_power"), power(home, TOTAL)) == (5, 5)


async def test_a_kind_that_draws_nothing_loses_its_sensors(hass: HomeAssistant, home: Home) -> None:
    await change(home, "2_1", replace(HEATER, kind=MappedKind.IMPULSE))
    assert [hass.states.get(each) for each in (POWER, ENERGY)] == [None, None]
    assert hass.states.get("button.heater") is not None


async def test_sensors_follow_to_another_output_with_their_energy(home: Home) -> None:
    await switch(home, "on")
    await asyncio.sleep(36)
    await switch(home, "off")
    subentry = home.subentry("2_1")
    moved = replace(HEATER, address=at("2/5"))
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data=moved.as_data(), unique_id=moved.local_id
    )
    await home.hass.async_block_till_done()
    assert float(home.state(ENERGY)) == pytest.approx(0.01, abs=0.0002)
    await switch(home, "on")
    assert power(home, POWER) == 1000
    assert home.world.is_on(at("2/5"))

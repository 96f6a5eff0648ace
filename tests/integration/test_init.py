"""Setting an entry up and unloading it, and its link in between."""

import asyncio
import logging
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP, EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.update_coordinator import UpdateFailed
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.simulated import Faults


def lines(caplog: pytest.LogCaptureFixture, text: str) -> list[str]:
    return [record.message for record in caplog.records if text in record.message]


async def test_the_start_is_told_at_info(house: HomeMaker, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "custom_components.ipcom")
    home: Home = await house(poll_interval_ms=500).start()
    told = [r.getMessage() for r in caplog.records if r.name == "custom_components.ipcom"]
    assert f"Setting up the IPCom gateway at 127.0.0.1:{home.gateway.port}" in told
    assert "Connection started: the outputs are read every 500 ms" in told
    assert any(line.startswith("First snapshot after ") for line in told)
    assert any(line.startswith("Loaded 17 devices") for line in told)


@pytest.mark.parametrize(
    ("faults", "patience"),
    [(Faults(silent_after=1), 3.5), (Faults(half_open_after=1), 3.5), (Faults(reset_after=0), 1.0)],
)
async def test_without_a_first_snapshot_it_tries_again_later(
    house: HomeMaker, faults: Any, patience: float
) -> None:
    home: Home = house()
    home.gateway.faults = faults
    begun = asyncio.get_running_loop().time()
    await home.start(ConfigEntryState.SETUP_RETRY)
    assert asyncio.get_running_loop().time() - begun < patience
    home.gateway.faults = Faults()
    async_fire_time_changed(home.hass, dt_util.utcnow().replace(year=2100))
    await until(lambda: home.entry.state is ConfigEntryState.LOADED)
    await home.hass.async_block_till_done()


async def test_missing_credentials_are_asked_for(hass: HomeAssistant, house: HomeMaker) -> None:
    home: Home = house()
    home.entry = type(home.entry)(
        domain="ipcom", version=2, data={**home.entry.data, "username": "", "password": ""}
    )
    await home.start(ConfigEntryState.SETUP_ERROR)
    assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]


async def test_credentials_that_cannot_be_sent_are_an_error_of_the_entry(house: HomeMaker) -> None:
    home = house()
    home.entry = type(home.entry)(domain="ipcom", version=2, data={**home.entry.data, "password": "x" * 23})
    await home.start(ConfigEntryState.SETUP_ERROR)
    assert home.entry.error_reason_translation_key == "password_too_long"


@pytest.mark.parametrize("poll_interval_ms", [350, 700])
async def test_silence_makes_everything_unavailable_and_the_return_available(
    house: HomeMaker, caplog: pytest.LogCaptureFixture, poll_interval_ms: int
) -> None:
    home = await house(poll_interval_ms=poll_interval_ms).start()
    caplog.clear()
    home.gateway.faults = Faults(silent_after=0)
    assert await home.shows("light.kitchen", "unavailable") < 3
    assert home.state("binary_sensor.the_house_connection") == "off"
    await home.gateway.stop()
    home.gateway.faults = Faults()
    await home.gateway.start()
    assert await home.shows("light.kitchen", "off", 3) < 2
    assert home.state("binary_sensor.the_house_connection") == "on"
    assert len(lines(caplog, "the link is lost")) == 1
    assert len(lines(caplog, "the link is back")) == 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_twenty_restarts_of_the_gateway_are_twenty_recoveries(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for _ in range(20):
        await home.gateway.stop()
        await home.shows("light.kitchen", "unavailable", 3)
        await asyncio.sleep(2)
        await home.gateway.start()
        assert await home.shows("light.kitchen", "off", 3) < 2
    assert len(lines(caplog, "the link is lost")) == 20
    assert len(lines(caplog, "the link is back")) == 20
    assert home.state("sensor.the_house_reconnects") == "20"
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info]


async def test_what_changed_during_an_outage_shows_at_once_afterwards(home: Home) -> None:
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    home.gateway.press(at("3/4"))
    await home.gateway.start()
    assert await until(lambda: home.state("light.kitchen") != "unavailable") < 2
    assert home.state("light.kitchen") == "on"


async def test_a_quiet_minute_writes_no_state(home: Home) -> None:
    written: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        written.append(event.data["entity_id"])

    home.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    home.hass.bus.async_listen(EVENT_STATE_REPORTED, note, callback(lambda _: True))
    polls = home.client.statistics.polls
    await asyncio.sleep(60)
    assert home.client.statistics.polls - polls > 160
    assert written == []


async def test_one_press_writes_one_state(home: Home) -> None:
    written: list[str] = []

    def note(event: Event[Any]) -> None:
        written.append(event.data["entity_id"])

    home.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    home.gateway.press(at("3/4"))
    await asyncio.sleep(2)
    assert written == ["light.kitchen"]


async def test_an_update_by_hand_is_answered_from_what_is_there(home: Home) -> None:
    await async_setup_component(home.hass, "homeassistant", {})
    await home.call("homeassistant", "update_entity", "light.kitchen")
    assert home.state("light.kitchen") == "off"
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    await asyncio.sleep(15)
    await home.call("homeassistant", "update_entity", "light.kitchen")
    assert home.state("light.kitchen") == "unavailable"
    failure = home.entry.runtime_data.coordinator.last_exception
    assert isinstance(failure, UpdateFailed)
    assert failure.translation_key in ("connect_refused", "closed_by_gateway")


async def test_unloading_stops_our_shutters_and_logs_out(home: Home) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    assert home.world.is_on(at("5/2"))
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not home.world.is_on(at("5/2"))
    await until(lambda: home.gateway.connections == 0)
    assert home.state("light.kitchen") == "unavailable"


async def test_a_reload_comes_back(home: Home) -> None:
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.state("light.kitchen") == "off"
    await until(lambda: home.gateway.connections == 1)


async def test_a_reload_in_the_pause_of_a_reversal_starts_nothing(home: Home) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    reversal = home.hass.async_create_task(home.call("cover", "close_cover", "cover.living_left"))
    await until(lambda: not home.world.is_on(at("5/2")))
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await asyncio.gather(reversal, return_exceptions=True)
    await asyncio.sleep(3)
    assert not home.world.is_on(at("5/1"))


async def test_stopping_home_assistant_stops_our_shutters(home: Home) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await home.hass.async_block_till_done()
    assert not home.world.is_on(at("5/2"))
    await until(lambda: home.gateway.connections == 0)
    assert home.state("light.kitchen") == "off", "the last state in the history is a true one"


async def test_positions_of_a_newer_release_stop_the_set_up_and_leave_nothing_behind(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = house()
    key = f"ipcom.{home.entry.entry_id}.positions"
    hass_storage[key] = {"version": 99, "minor_version": 1, "key": key, "data": {}}
    await home.start(ConfigEntryState.SETUP_ERROR)
    await until(lambda: home.gateway.connections == 0)


async def test_removing_the_entry_forgets_its_positions(home: Home, hass_storage: dict[str, Any]) -> None:
    key = f"ipcom.{home.entry.entry_id}.positions"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert key in hass_storage
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert key not in hass_storage

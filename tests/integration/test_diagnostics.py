"""Diagnostics of an entry and of a device, without secrets."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from syrupy.assertion import SnapshotAssertion
from syrupy.filters import props

from custom_components.ipcom.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from tests.integration.homes import Home, HomeMaker, at
from tests.integration.registries import device_of

CHANGES_ALL_THE_TIME = props("since", "statistics", "at", "port", "begun")


async def test_of_the_entry(home: Home, snapshot: SnapshotAssertion) -> None:
    await home.light("turn_on", "light.kitchen")
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert found == snapshot(exclude=CHANGES_ALL_THE_TIME)
    assert found["statistics"]["commands_confirmed"] == 1
    assert_no_secret(home, found)


async def test_they_say_whether_wall_presses_are_told_but_not_which(house: HomeMaker) -> None:
    home = await house(wall_presses=True).start()
    home.gateway.press(at("3/4"))
    await home.shows("light.kitchen", "on")
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert found["entry"]["options"] == {"wall_presses": True}
    assert "press_end" not in str(found)


async def test_of_a_device(home: Home, snapshot: SnapshotAssertion) -> None:
    device = device_of(home.hass, "cover.living_left")
    found = await async_get_device_diagnostics(home.hass, home.entry, device)
    assert found == snapshot(exclude=CHANGES_ALL_THE_TIME)
    assert_no_secret(home, found)


async def test_of_the_gateway(home: Home) -> None:
    device = device_of(home.hass, "binary_sensor.the_house_connection")
    found = await async_get_device_diagnostics(home.hass, home.entry, device)
    assert len(found["things"]) == len(home.devices)


async def test_errors_do_not_tell_the_address(home: Home) -> None:
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert found["connection"]["state"] == "offline"
    assert_no_secret(home, found)


async def test_without_a_link_they_say_why(house: HomeMaker) -> None:
    home = house()
    await home.gateway.stop()
    await home.start(ConfigEntryState.SETUP_RETRY)
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert found["state"] == "setup_retry"
    assert "accepts no connection" in found["reason"]
    assert_no_secret(home, found)


async def test_of_a_device_without_a_link(home: Home) -> None:
    device = device_of(home.hass, "cover.living_left")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    found = await async_get_device_diagnostics(home.hass, home.entry, device)
    assert found["state"] == "not_loaded"


def assert_no_secret(home: Home, found: dict[str, Any]) -> None:
    text = repr(found)
    for secret in (home.gateway.host, home.gateway.password, home.entry.title):
        assert secret not in text

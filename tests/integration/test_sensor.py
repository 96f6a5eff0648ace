"""Figures of the link."""

import asyncio
from datetime import timedelta

import pytest
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.integration.homes import ENTRY_ID, Home, HomeMaker, at


async def test_the_last_error_stays_readable_while_the_link_is_down(home: Home) -> None:
    assert home.state("sensor.the_house_last_error") == "unknown"
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    assert home.state("sensor.the_house_last_error") in ("closed_by_gateway", "connect_refused")
    assert home.state("sensor.the_house_reconnects") == "0"


async def test_noisy_figures_are_read_now_and_then_once_enabled(house: HomeMaker) -> None:
    home: Home = house()
    home.entry.add_to_hass(home.hass)
    for key in ("updates_per_second", "round_trip"):
        er.async_get(home.hass).async_get_or_create(
            "sensor",
            "ipcom",
            f"{ENTRY_ID}1_{key}",
            config_entry=home.entry,
            disabled_by=None,
            suggested_object_id=key,
        )
    await home.start()
    await asyncio.sleep(40)
    home.gateway.press(at("3/4"))
    await home.shows("light.kitchen", "on")
    before = home.state("sensor.updates_per_second")
    async_fire_time_changed(home.hass, dt_util.utcnow() + timedelta(seconds=31))
    await home.hass.async_block_till_done()
    assert home.state("sensor.updates_per_second") != before
    assert float(home.state("sensor.updates_per_second")) == pytest.approx(2.86, abs=0.05)
    assert float(home.state("sensor.round_trip")) >= 0

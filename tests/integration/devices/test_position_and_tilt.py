"""A position and a tilt that are called for one after the other; the whole table is in tests/integration/test_cover_tilt.py."""

import asyncio

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.position_and_tilt import LATE_S, TOGETHER_S, PositionAndTilt
from custom_components.ipcom.library import ConfigurationError
from tests.integration.blinds import BOTTOM, COVERS, FIRST, Blinds, blinds


def commands(house: Blinds, entity_id: str) -> PositionAndTilt:
    shutter = house.home.entry.runtime_data.covers[f"subentry_{COVERS[entity_id].local_id}"]
    return PositionAndTilt(shutter, asyncio.get_running_loop().time)


async def test_a_position_takes_the_tilt_of_a_moment_ago_and_no_older_one(hass: HomeAssistant) -> None:
    async with blinds(hass) as house:
        both = commands(house, FIRST)
        await both.async_set_both(50.0, 40.0)
        await house.rests()
        await both.async_set_tilt(40.0)
        await asyncio.sleep(TOGETHER_S / 2)
        await both.async_set_position(0.0)
        await house.rests()
        assert house.real(FIRST) == pytest.approx((0, 40), abs=4)
        await both.async_set_tilt(60.0)
        await house.rests()
        await asyncio.sleep(TOGETHER_S)
        await both.async_set_position(100.0)
        await house.rests()
        await both.async_set_position(0.0)
        await house.rests()
        assert house.real(FIRST) == pytest.approx((0, 0), abs=4)


async def test_an_impossible_tilt_waits_a_moment_for_its_position(hass: HomeAssistant) -> None:
    async with blinds(hass) as house:
        both = commands(house, BOTTOM)
        await both.async_set_position(60.0)
        await house.rests()
        begun = asyncio.get_running_loop().time()
        with pytest.raises(ConfigurationError):
            await both.async_set_tilt(50.0)
        assert asyncio.get_running_loop().time() - begun == pytest.approx(LATE_S, abs=0.1)
        with pytest.raises(ConfigurationError):
            await asyncio.gather(both.async_set_tilt(50.0), both.async_set_position(30.0))
        await house.rests()
        await asyncio.gather(both.async_set_tilt(50.0), both.async_set_position(0.0))
        await house.rests()
        assert house.real(BOTTOM) == pytest.approx((0, 50), abs=4)

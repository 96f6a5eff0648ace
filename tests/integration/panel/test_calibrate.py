"""Calibrating a cover from a page: step by step, on a lease."""

import asyncio
from typing import Any

import pytest

from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription

UP, DOWN = "5/2", "5/1"
LEFT = "subentry_5_2"


@pytest.fixture
async def page(home: Home, hass_admin_user: Any) -> MotorPage:
    return MotorPage(home, hass_admin_user)


def calibrate(page: MotorPage, thing: str = LEFT) -> Subscription:
    return page.subscribe("calibrate", thing_id=thing)


async def test_a_cover_is_calibrated_step_by_step(page: MotorPage) -> None:
    home = page.home
    calibration = calibrate(page)
    assert calibration.last == "ready"
    assert calibration.events[0]["hint"] is None
    await asyncio.sleep(0.1)
    assert calibration.step("begin")
    await calibration.shows("closing")
    await calibration.shows("at_bottom", 70)
    assert not home.world.is_on(at(DOWN))
    assert calibration.step("up")
    await calibration.shows("going_up")
    assert home.world.is_on(at(UP))
    await calibration.passes(21)
    assert calibration.step("arrived")
    await calibration.shows("going_down")
    assert [event["step"] for event in calibration.events[-2:]] == ["at_top", "going_down"]
    await calibration.passes(19.5)
    assert calibration.step("arrived")
    measured = await calibration.shows("measured")
    assert measured["up"] == pytest.approx(21, abs=0.5)
    assert calibration.step("save")
    await calibration.shows("saved")
    assert home.subentry("5_2").data["travel_time_up"] == measured["up"]
    await home.hass.async_block_till_done()
    assert home.state("cover.living_left") == "closed"
    assert not calibration.renew()


async def test_without_a_renewal_the_motor_stops(page: MotorPage) -> None:
    calibration = calibrate(page)
    await calibration.passes(0.1)
    calibration.step("begin")
    await until(lambda: page.home.world.is_on(at(DOWN)))
    calibration.renew()
    assert 2.9 < await until(lambda: not page.home.world.is_on(at(DOWN)), 5) < 3.5
    await until(lambda: calibration.last == "ended")
    assert not calibration.renew()

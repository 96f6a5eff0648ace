"""Calibrations from a page, brought as far as a test wants them."""

from typing import Any

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription
from tests.integration.simulated import pair

UP, DOWN = "5/2", "5/1"
LEFT, RIGHT, BEDROOM = "subentry_5_2", "subentry_5_4", "subentry_6_2"
COVER = "cover.living_left"
PAIR = pair(MappedCover("Living left", OutputAddress.parse(UP), OutputAddress.parse(DOWN)))


def motor(home: Home) -> Any:
    return home.world.shutters[PAIR]


async def begun(page: MotorPage) -> Subscription:
    """A calibration whose first run down is under way."""
    calibration = page.subscribe("calibrate", thing_id=LEFT)
    await calibration.passes(0.1)
    assert calibration.step("begin")
    await calibration.while_renewed(until(lambda: page.home.world.is_on(at(DOWN))))
    return calibration


async def at_bottom(page: MotorPage) -> Subscription:
    """One that waits at the bottom, where the person has seen it arrive."""
    motor(page.home).place(0.0)
    calibration = await begun(page)
    assert calibration.step("arrived")
    await calibration.shows("at_bottom")
    return calibration


async def going_up(page: MotorPage) -> Subscription:
    calibration = await at_bottom(page)
    assert calibration.step("up")
    await calibration.shows("going_up")
    return calibration


async def measured(page: MotorPage, up: float = 6, down: float = 6, then: str = "measured") -> Subscription:
    calibration = await going_up(page)
    await calibration.passes(up)
    assert calibration.step("arrived")
    await calibration.shows("going_down")
    await calibration.passes(down)
    assert calibration.step("arrived")
    await calibration.shows(then)
    return calibration


def times(home: Home, thing: str = LEFT) -> tuple[Any, Any]:
    data = home.entry.subentries[thing].data
    return data.get("travel_time_up"), data.get("travel_time_down")

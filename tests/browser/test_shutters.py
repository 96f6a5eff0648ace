"""The page Shutters: all of them calibrated in one sitting on a phone, swapped, repeated, skipped."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page, expect

from ipcom.model.devices import RelayRole
from ipcom.simulator import Motor
from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.figures import Figures
from tests.browser.frontend import button, until_so
from tests.browser.hands import COUNTING, Hands
from tests.browser.home import Home
from tests.browser.houses import quick_house
from tests.browser.lodgers import lodged, watched
from tests.browser.panel import panel, panel_page
from tests.browser.screens import PHONE

NEARLY_CLOSED = 30.0
"""The first run down, which measures nothing, is short."""
HALF_WAY = 40.0
LOOKED_AT = 0.02
"""How fast time passes in the house while its page is looked at."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _quick(vacant: Home) -> AsyncIterator[Home]:
    async with lodged(vacant, quick_house()) as lodger:
        await lodger.import_house()
        yield lodger


@pytest_asyncio.fixture(loop_scope="session")
async def quick(_quick: Home) -> AsyncIterator[Home]:
    """A house with quick shutters, none of them measured."""
    async with watched(_quick) as home:
        yield home


async def test_all_shutters_are_calibrated_in_one_sitting(
    quick: Home, figures: Figures, album: Album
) -> None:
    motors = {motor_name(quick, motor): motor for motor in quick.world.shutters.values()}
    async with panel_page(quick, "shutters", PHONE, "", COUNTING) as page:
        assert await violations(page) == []  # before a motor runs: what checks it takes a while to load
        await button(page, "Calibrate one after the other").click()
        await button(page, f"Begin with {len(motors)}").click()
        hands = Hands(page)
        for number in range(len(motors)):
            await expect(panel(page).get_by_text(f"{number + 1} of {len(motors)}")).to_be_visible()
            name = await panel(page).locator(".sitting h2").inner_text()
            await hands.begin()
            await _calibrate(page, motors[name], last=number == len(motors) - 1)
            await hands.done(name, thoughts=0)
        figures.add(hands.table())
        await expect(panel(page).get_by_text("That was all of them")).to_be_visible()
        await expect(panel(page).locator("td.origin.measured")).to_have_count(len(motors))
        assert await violations(page) == []
        await album.take(page, "panel/calibrated")


async def _begin(page: Page, home: Home) -> tuple[str, Motor]:
    """Begin a sitting and let the first shutter run up; return its name and its motor."""
    await button(page, "Calibrate one after the other").click()
    await expect(button(page, "All").or_(button(page, "None"))).to_be_visible()
    if await button(page, "All").is_visible():
        await button(page, "All").click()
    await button(page, "Begin with 3").click()
    name = await panel(page).locator(".sitting h2").inner_text()
    motor = next(each for each in home.world.shutters.values() if motor_name(home, each) == name)
    await button(page, "Start").click()
    await expect(button(page, "It is closed").or_(button(page, "Up"))).to_be_visible()
    if not await button(page, "Up").is_visible():
        await _close(page, motor)
    await button(page, "Up").click()
    await until_so(lambda: motor.running is RelayRole.UP, "it runs up")
    return name, motor


async def _close(page: Page, motor: Motor) -> None:
    """Wait until a shutter that runs down has arrived, and say so."""
    motor.place(NEARLY_CLOSED)
    await _arrives(motor, 0.0)
    await button(page, "It is closed").click()


async def _calibrate(page: Page, motor: Motor, *, last: bool) -> None:
    """Start, say three times that it has arrived, and go on; from the top it runs down by itself."""
    await button(page, "Start").click()
    await _close(page, motor)
    await button(page, "Up").click()
    await _arrives(motor, 100.0)
    await button(page, "It has arrived").click()
    await _arrives(motor, 0.0)
    await button(page, "It has arrived").click()
    await button(page, "Finish" if last else "Next shutter").click()


async def _look_at_run(page: Page, home: Home, motor: Motor, album: Album) -> None:
    """See what the page says while a shutter runs up, which takes longer for so long: nothing is measured."""
    home.house.speed = LOOKED_AT
    motor.place(HALF_WAY)
    await expect(panel(page).locator(".step")).to_contain_text("It runs up")
    assert await violations(page) == []
    await album.take(page, "panel/calibration")
    assert HALF_WAY < motor.position < 100.0, "it is on its way all the time"
    home.house.speed = 1.0


async def _arrives(motor: Motor, position: float) -> None:
    await until_so(lambda: motor.position == position, "the shutter arrives")


def motor_name(home: Home, motor: Motor) -> str:
    """Return the name of a motor's shutter."""
    return next(
        each.display_name for each in home.house.devices.shutters if home.world.shutters[each.pair] is motor
    )


async def test_a_shutter_that_runs_the_wrong_way_is_turned_and_one_is_skipped(quick: Home) -> None:
    async with panel_page(quick, "shutters", PHONE) as page:
        _, motor = await _begin(page, quick)
        await button(page, "It runs the wrong way").click()
        await until_so(lambda: motor.running is None, "it is stopped")
        await expect(panel(page).get_by_text("Up and down have changed places")).to_be_visible()
        await button(page, "It runs the wrong way").click()
        await button(page, "Skip").click()
        await expect(panel(page).get_by_text("2 of 3")).to_be_visible()
        await button(page, "Skip").click()
        await button(page, "Skip").click()
        await expect(panel(page).get_by_text("Measured now: 0. Skipped: 3.")).to_be_visible()
        await button(page, "Take up the skipped ones").click()
        await expect(panel(page).get_by_text("1 of 3")).to_be_visible()
        assert quick.world.is_on(next(iter(quick.world.shutters)).up) is False


async def test_a_page_that_is_loaded_again_in_mid_run_stops_and_goes_on_with_the_same_shutter(
    quick: Home, album: Album
) -> None:
    async with panel_page(quick, "shutters", PHONE) as page:
        name, motor = await _begin(page, quick)
        await _look_at_run(page, quick, motor, album)
        await page.reload()
        await until_so(lambda: motor.running is None, "it is stopped")
        await expect(panel(page).get_by_text("The calibration was left at 1 of 3.")).to_be_visible()
        await button(page, "Go on").click()
        await expect(panel(page).get_by_role("heading", name=name)).to_be_visible()
        await button(page, "Leave the calibration").click()

"""The page Shutters: all of them calibrated in one sitting on a phone, swapped, repeated, skipped."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from ipcom.simulator import Motor
from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.figures import Figures
from tests.browser.frontend import button, until_so
from tests.browser.hands import COUNTING, Hands
from tests.browser.home import Home, home
from tests.browser.houses import quick_house
from tests.browser.mishaps import Mishaps
from tests.browser.panel import panel, panel_page
from tests.browser.screens import PHONE

NEARLY_CLOSED = 30.0
"""The first run down, which measures nothing, is short."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _quick(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Home]:
    async with home(quick_house(), tmp_path_factory.mktemp("quick"), browser) as started:
        await started.import_house()
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def quick(_quick: Home) -> AsyncIterator[Home]:
    """A house with quick shutters, none of them measured."""
    _quick.visitor.mishaps = Mishaps()
    yield _quick
    assert _quick.visitor.mishaps.heard == []


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
            await _calibrate(page, motors[name], album, last=number == len(motors) - 1)
            await hands.done(name, thoughts=0)
        figures.add(hands.table())
        await expect(panel(page).get_by_text("That was all of them")).to_be_visible()
        await expect(panel(page).locator("td.origin.measured")).to_have_count(len(motors))
        assert await violations(page) == []
        await album.take(page, "panel/calibrated")


async def _begin(page: Page, home: Home) -> tuple[str, Motor]:
    """Begin a sitting and let the first shutter run, up if it is known to be closed; return its name and its motor."""
    await button(page, "Calibrate one after the other").click()
    await expect(button(page, "All").or_(button(page, "None"))).to_be_visible()
    if await button(page, "All").is_visible():
        await button(page, "All").click()
    await button(page, "Begin with 3").click()
    name = await panel(page).locator(".sitting h2").inner_text()
    motor = next(each for each in home.world.shutters.values() if motor_name(home, each) == name)
    await button(page, "Start").click()
    await expect(button(page, "It is closed").or_(button(page, "Up"))).to_be_visible()
    if await button(page, "Up").is_visible():
        await button(page, "Up").click()
    await until_so(lambda: motor.running is not None, "it runs")
    return name, motor


async def _calibrate(page: Page, motor: Motor, album: Album, *, last: bool) -> None:
    """Start, say three times that it has arrived, and go on; from the top it runs down by itself."""
    motor.place(NEARLY_CLOSED)
    await button(page, "Start").click()
    await _arrives(motor, 0.0)
    await button(page, "It is closed").click()
    await button(page, "Up").click()
    if last:
        await until_so(lambda: motor.position > 40.0, "it is on its way up")
        await expect(panel(page).locator(".step")).to_contain_text("It runs up")
        assert await violations(page) == []
        await album.take(page, "panel/calibration")
    await _arrives(motor, 100.0)
    await button(page, "It has arrived").click()
    await _arrives(motor, 0.0)
    await button(page, "It has arrived").click()
    await button(page, "Finish" if last else "Next shutter").click()


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
    quick: Home,
) -> None:
    async with panel_page(quick, "shutters", PHONE) as page:
        name, motor = await _begin(page, quick)
        await page.reload()
        await until_so(lambda: motor.running is None, "it is stopped")
        await expect(panel(page).get_by_text("The calibration was left at 1 of 3.")).to_be_visible()
        await button(page, "Go on").click()
        await expect(panel(page).get_by_role("heading", name=name)).to_be_visible()
        await button(page, "Leave the calibration").click()

"""Favourite positions: each shutter's is kept with a press on the page Shutters, and twelve go to theirs with one more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from demo_house.entry import set_up_entry
from demo_house.fittings import Fitting, find_fittings
from demo_house.furnishing import calibrate, motor_of
from playwright.async_api import Page, expect

from tests.browser.album import Album
from tests.browser.axe import violations
from tests.browser.figures import Figures
from tests.browser.frontend import button, until_so
from tests.browser.home import Home
from tests.browser.houses import SHUTTERS, twelve_shutters
from tests.browser.lodgers import lodged, watched
from tests.browser.panel import panel, panel_page
from tests.browser.screens import DESK, PHONE

CLOSE_ENOUGH = 4.0
"""In percent, which is more than half a second of these motors: a busy machine stops them late."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _twelve(vacant: Home) -> AsyncIterator[Home]:
    async with lodged(vacant, twelve_shutters()) as lodger:
        await set_up_entry(lodger.live.web, lodger.gateway)
        await calibrate(lodger.live, await find_fittings(lodger.live, lodger.house), lodger.house)
        yield lodger


@pytest_asyncio.fixture(loop_scope="session")
async def twelve(_twelve: Home) -> AsyncIterator[Home]:
    """A house with twelve shutters on three modules, all measured."""
    async with watched(_twelve) as home:
        yield home


async def place(home: Home, shutters: list[Fitting], positions: list[int]) -> None:
    for shutter, position in zip(shutters, positions, strict=True):
        await home.place(shutter.entity_id, motor_of(home.house, shutter), position)


async def keep_all(page: Page, shutters: list[Fitting]) -> None:
    for shutter in shutters:
        name = shutter.device.display_name
        await button(page, f"Keep as favourite {name}").click()
        await expect(panel(page).get_by_role("button", name=f"{name}: to its favourite")).to_be_visible()


async def test_twelve_shutters_go_to_their_favourites(twelve: Home, album: Album, figures: Figures) -> None:
    shutters = (await find_fittings(twelve.live, twelve.house)).shutters
    favourites = [5 + 3 * number for number in range(SHUTTERS)]
    motors = [motor_of(twelve.house, each) for each in shutters]
    await place(twelve, shutters, favourites)
    async with panel_page(twelve, "shutters", DESK) as page:
        await keep_all(page, shutters)
        assert await violations(page) == []
        await place(twelve, shutters, [100] * SHUTTERS)
        logins, starts = twelve.gateway.transcript.counts["LoginRequest"], [motor.starts for motor in motors]
        frames = len(twelve.gateway.transcript.writes)
        await button(page, "All to their favourites").click()
        begun = [each + 1 for each in starts]
        await until_so(lambda: [motor.starts for motor in motors] == begun, "each has started")
        frames = len(twelve.gateway.transcript.writes) - frames
        await expect(panel(page).get_by_text("Goes down")).to_have_count(SHUTTERS)
        await album.take(page, "panel/favourites")
        await until_so(lambda: not any(motor.running for motor in motors), "all rest")
        assert [motor.starts for motor in motors] == begun
        assert [motor.position for motor in motors] == pytest.approx(favourites, abs=CLOSE_ENOUGH)
        assert not any(motor.both_on_count for motor in motors)
        assert twelve.gateway.transcript.counts["LoginRequest"] == logins
        figures.add(f"{SHUTTERS} shutters, all started by {frames} frames")


async def test_one_goes_to_its_favourite_and_is_stopped_on_the_way(twelve: Home) -> None:
    shutter = (await find_fittings(twelve.live, twelve.house)).shutters[0]
    name, motor = shutter.device.display_name, motor_of(twelve.house, shutter)
    await twelve.place(shutter.entity_id, motor, 7)
    async with panel_page(twelve, "shutters", PHONE) as page:
        await button(page, f"Keep as favourite {name}").click()
        await expect(button(page, f"{name}: to its favourite, 7\u00a0% open")).to_be_visible()
        await twelve.place(shutter.entity_id, motor, 100)
        await button(page, f"{name}: to its favourite, 7\u00a0% open").click()
        await until_so(lambda: motor.running is not None, "it runs")
        await button(page, f"{name}: stop").click()
        await until_so(lambda: motor.running is None, "it is stopped")
        assert motor.position > 7.0 + CLOSE_ENOUGH


async def test_the_dialog_of_a_shutter_shows_what_was_kept(twelve: Home) -> None:
    shutter = (await find_fittings(twelve.live, twelve.house)).shutters[1]
    name, motor = shutter.device.display_name, motor_of(twelve.house, shutter)
    await twelve.place(shutter.entity_id, motor, 33)
    async with panel_page(twelve, "shutters", PHONE) as page:
        await button(page, f"Keep as favourite {name}").click()
        await expect(panel(page).get_by_role("button", name="to its favourite, 33")).to_be_visible()
    async with twelve.visitor.page(
        f"/config/devices/device/{shutter.device_id}?more-info-entity-id={shutter.entity_id}"
    ) as page:
        favourites = page.locator("ha-more-info-cover-favorite-positions, ha-more-info-favorites")
        await expect(favourites.first).to_contain_text("33")

"""Three houses of 128 outputs on a phone whose processor is four times slower: nothing is ever stuck."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from demo_house.entry import set_up_entry
from playwright.async_api import Browser

from ipcom.model.address import OutputAddress
from ipcom.simulator import SimulatedGateway
from tests.browser.busy import busy
from tests.browser.figures import Figures
from tests.browser.home import Home, home
from tests.browser.houses import full_house
from tests.browser.main_thread import LONG_MS, Tasks, slowed, traced
from tests.browser.screens import PHONE

SLOWER = 4
UPDATE_S = 0.35
MINUTE_S = 60.0
DRAWN_S = 3.0
"""The rows of a long list have come by then, a few in each frame; the minute begins afterwards."""
OPENINGS = 5
QUICK = 3
"""Most of five openings are to be quick; who has seen three of them need not see the others."""
FIRST_PAINT_MS = 1000.0
HOUSES = ("Villa", "Farm", "Barn")

_PAINT = """ready => new Promise(resolve => {
  const deep = (root, selector) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector)) return element;
      const found = element.shadowRoot && deep(element.shadowRoot, selector);
      if (found) return found;
    }
  };
  const begun = performance.now();
  history.pushState(null, '', '/ipcom/house');
  window.dispatchEvent(new CustomEvent('location-changed'));
  const look = () => {
    const there = deep(document, 'ipcom-panel')?.shadowRoot?.querySelectorAll(ready).length;
    if (!there) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
  };
  look();
})"""
"""Go to the panel as a link of Home Assistant does; the time until its tiles have been painted."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def three_houses(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Home]:
    async with AsyncExitStack() as stack:
        first, *others = (full_house(name) for name in HOUSES)
        started = await stack.enter_async_context(home(first, tmp_path_factory.mktemp("three"), browser))
        await set_up_entry(started.live.web, started.gateway)
        for house in others:
            gateway = await stack.enter_async_context(SimulatedGateway(house))
            await set_up_entry(started.live.web, gateway)
        yield started


@pytest.mark.alone
async def test_the_first_page_is_there_soon_and_its_rows_come_without_a_long_task(
    three_houses: Home, browser: Browser, figures: Figures
) -> None:
    """A machine that is itself slow for some seconds is not the page's fault: most openings count."""
    openings: list[tuple[float, float]] = []
    quick = 0
    while quick < QUICK and len(openings) - quick <= OPENINGS - QUICK:
        openings.append(await _opened(three_houses, browser))
        quick += _is_quick(*openings[-1])
    for paint_ms, drawing_ms in openings:
        figures.add(
            f"processor slowed {SLOWER} times, {len(HOUSES)} houses of 128 outputs: first paint {paint_ms:.0f} ms, "
            f"longest task while all rows were drawn {drawing_ms:.1f} ms"
        )
    assert quick == QUICK, openings


async def _opened(home: Home, browser: Browser) -> tuple[float, float]:
    """Open the panel anew; return the milliseconds to its first paint, and of its longest task while its rows come."""
    await home.visitor.forget()
    async with home.visitor.page("/config/integrations/dashboard", PHONE) as page:
        await page.locator("ha-integration-card").first.wait_for()
        async with slowed(page, SLOWER):
            paint_ms = await page.evaluate(_PAINT, ".thing")
            async with traced(browser, page) as tasks:
                await _updates(home, DRAWN_S)
    return paint_ms, tasks.longest[0].worked_ms


def _is_quick(paint_ms: float, drawing_ms: float) -> bool:
    return paint_ms < FIRST_PAINT_MS * busy() and drawing_ms <= LONG_MS * busy()


@pytest.mark.alone
async def test_a_minute_of_updates_has_no_long_task(
    three_houses: Home, browser: Browser, figures: Figures
) -> None:
    """The first minute counts: there is no second one."""
    tasks = await _minute_of_updates(three_houses, browser)
    figures.add(
        f"processor slowed {SLOWER} times, {len(HOUSES)} houses of 128 outputs: longest task in a minute of updates "
        f"{tasks.longest[0].worked_ms:.1f} ms"
    )
    figures.add(map(str, tasks.longest[:5]))
    figures.add(f"clearing memory {task}" for task in tasks.clearing)
    assert tasks.longest[0].worked_ms <= LONG_MS * busy(), tasks.longest


async def _minute_of_updates(home: Home, browser: Browser) -> Tasks:
    await home.visitor.forget()
    async with home.visitor.page("/config/integrations/dashboard", PHONE) as page:
        await page.locator("ha-integration-card").first.wait_for()
        async with slowed(page, SLOWER):
            await page.evaluate(_PAINT, ".thing")
            await _updates(home, DRAWN_S)
            async with traced(browser, page) as tasks:
                await _updates(home, MINUTE_S)
    return tasks


async def _updates(home: Home, seconds: float) -> None:
    """Let a switch be pressed just before each poll, for so long."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number in itertools.count():
        if loop.time() - begun > seconds:
            return
        home.world.press(OutputAddress.from_index(number * 7 % 104))
        await asyncio.sleep(begun + (number + 1) * UPDATE_S - loop.time())

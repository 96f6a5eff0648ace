"""The simulator with its own page, and a person at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, Locator, Page, expect

from ipcom.model.address import OutputAddress
from ipcom.simulator import House, SimulatedGateway, World
from ipcom.simulator.page.page_server import SimulatorPage
from tests.browser.screens import DESK, Screen
from tests.browser.visitor import Visitor

PATIENCE_S = 30.0
"""As long as the browser's own: only a test that fails waits for it."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated house with its page, and a person at it."""

    gateway: SimulatedGateway
    server: SimulatorPage
    visitor: Visitor

    @property
    def world(self) -> World:
        """What is on, and where the shutters are."""
        return self.gateway.house.world

    def hold_time(self) -> HouseTime:
        """Let time stand still in the house; return what moves it on."""
        time = HouseTime()
        self.gateway.house.follow(time)
        return time

    @asynccontextmanager
    async def page(self, screen: Screen = DESK) -> AsyncIterator[Page]:
        """Open the page and wait until it shows the house."""
        async with self.visitor.page("", screen) as page:
            await expect(page.locator("html")).to_have_attribute("data-live", "true")
            yield page


@asynccontextmanager
async def simulated(browser: Browser) -> AsyncIterator[Simulated]:
    """Start the demo house; a page that makes any error fails its test."""
    async with SimulatedGateway(House.demo()) as gateway, SimulatorPage(gateway) as server:
        visitor = Visitor(browser, server.address)
        yield Simulated(gateway, server, visitor)
        await visitor.forget()
        assert visitor.mishaps.heard == []


@dataclass(slots=True)
class HouseTime:
    """The time in a house, which a test alone moves on, by seconds."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Return it: the source of the house's clock."""
        return self.now

    def passes(self, seconds: float) -> None:
        """Let it pass."""
        self.now += seconds


def wall(page: Page, output: OutputAddress, action: str = "press") -> Locator:
    """Return a wall button."""
    return page.locator(f'button[data-action="{action}"][data-output="{output}"]')


async def press(page: Page, button: Locator) -> None:
    """Press a button with the mouse and let it go at once, however slow this machine is."""
    await button.hover()
    await asyncio.gather(page.mouse.down(), page.mouse.up())


async def becomes(holds: Callable[[], bool]) -> None:
    """Wait until something holds in the house."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.02)

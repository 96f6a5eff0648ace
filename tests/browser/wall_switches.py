"""The wall switches of the simulated house, pressed on the simulator's own page by a pointer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Locator, Page

from ipcom.simulator.page.page_server import SimulatorPage
from tests.browser.frontend import until_so
from tests.browser.home import Home
from tests.browser.screens import Screen

SCREEN = Screen(1000, 1400)
READS = 2
"""Who asks a second time has had the answer to the first."""


@dataclass(frozen=True, slots=True)
class WallSwitches:
    """The page of the simulator, in a window beside the one that is tested."""

    page: Page
    home: Home

    async def press(self, name: str) -> None:
        """Press the button of a lamp or an outlet, and let it go."""
        await self._button(f"Wall button: {name}").click()

    async def hold(self, name: str, level: int) -> None:
        """Hold the button of a dimmer until it gives this much light."""
        (place,) = (each.address for each in self.home.house.devices.outputs if each.display_name == name)
        button = self._button(f"Wall button: {name}")
        await button.hover()
        await self.page.mouse.down()
        await until_so(lambda: self.home.world.value(place) >= level, f"{name} gives {level} %")
        await self.page.mouse.up()

    async def press_shutter(self, name: str, button: str) -> None:
        """Press Up, Stop or Down of a shutter."""
        await self._button(f"{button}: {name}").click()

    async def seen(self) -> None:
        """Wait until Home Assistant has read how the house is now: nothing shows what was on for less."""
        asked = self.home.gateway.transcript.counts
        before = asked["OutputsRequest"]
        await until_so(
            lambda: asked["OutputsRequest"] >= before + READS, "Home Assistant has read the outputs"
        )

    def _button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)


@asynccontextmanager
async def wall_switches(home: Home) -> AsyncIterator[WallSwitches]:
    """Open the simulator's page beside the panel; an error in it fails the test, too."""
    async with (
        SimulatorPage(home.gateway) as served,
        home.visitor.foreign_page(served.address, SCREEN) as page,
    ):
        yield WallSwitches(page, home)

"""What a page has set going ends with it: how long a motor still runs after the page was there for the last time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Page, Playwright

from ipcom.model.shutter_pair import ShutterPair
from tests.browser.busy import busy
from tests.browser.chromium import chromium
from tests.browser.figures import Figures
from tests.browser.frontend import button, until_so
from tests.browser.home import Home
from tests.browser.panel import panel
from tests.browser.renderers import stopped_renderers
from tests.browser.screens import DESK
from tests.browser.visitor import Visitor

NAME = "Living right"
RENEWALS = 2
"""The page has shown that it renews."""
LEASE_S = 3.0
WRITE_S = 0.7
"""From the end of a lease to the relay: a read and a write, on a machine that has other things to do."""
AT_ONCE_S = 1.0

_TELL_RENEWALS = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (typeof data === 'string' && data.includes('ipcom/lease/renew')) window.renewed();
  return send.call(this, data);
};
"""


@dataclass(slots=True)
class Run:
    """A motor that a page runs, by the clock of this loop, which is the gateway's too."""

    home: Home
    page: Page
    renewals: list[float] = field(default_factory=list)
    left_at: float = 0.0

    @property
    def pair(self) -> ShutterPair:
        """The shutter's relays."""
        return next(each.pair for each in self.home.house.devices.shutters if each.display_name == NAME)

    @property
    def runs(self) -> bool:
        """Whether a relay of the shutter is on."""
        return any(map(self.home.world.is_on, self.pair.addresses))

    def leave(self) -> None:
        """Note that the page goes now."""
        self.left_at = asyncio.get_running_loop().time()

    async def off_at(self) -> float:
        """Wait until the motor is off, and return when the frame came that switched it off."""
        await until_so(lambda: not self.runs, "the motor is off")
        module, first = self.pair.down.module, min(each.output for each in self.pair.addresses)
        writes = [each for each in self.home.gateway.transcript.writes if each.module == module]
        last = next(each for each in reversed(writes) if not any(each.values[first - 1 : first + 1]))
        return last.time


@asynccontextmanager
async def running(home: Home, visitor: Visitor) -> AsyncIterator[Run]:
    """Let a page of a person's browser run a motor."""
    async with visitor.tab(DESK, "", _TELL_RENEWALS) as page:
        run = Run(home, page)
        await page.expose_function("renewed", lambda: run.renewals.append(asyncio.get_running_loop().time()))
        await page.goto(f"{visitor.address}/ipcom/shutters")
        await panel(page).wait_for()
        stands_open = home.world.shutters[run.pair].position > 50
        await button(page, f"{NAME}: {'down' if stands_open else 'up'}").click()
        await until_so(lambda: run.runs, "the motor runs")
        await until_so(lambda: len(run.renewals) >= RENEWALS, "the page renews its lease")
        yield run


async def _close_tab(run: Run) -> None:
    await run.page.close()


async def _go_to_another_page(run: Run) -> None:
    await panel(run.page).get_by_role("link", name="Now").click()


async def _leave_the_panel(run: Run) -> None:
    await run.page.get_by_role("link", name="Settings").click()


async def _go_to_another_tab(run: Run) -> None:
    """Have the page told that it is hidden, as when a phone goes dark."""
    await run.page.evaluate("""() => {
      Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    }""")


@pytest.mark.parametrize(
    ("title", "leave"),
    [
        ("tab closed", _close_tab),
        ("gone to another page of the panel", _go_to_another_page),
        ("gone to another page of Home Assistant", _leave_the_panel),
        ("page hidden", _go_to_another_tab),
    ],
)
async def test_a_page_that_goes_stops_its_motor_at_once(
    furnished: Home, figures: Figures, title: str, leave: Callable[[Run], Awaitable[None]]
) -> None:
    async with running(furnished, furnished.visitor) as run:
        run.leave()
        await leave(run)
        off_at = await run.off_at()
        after_leave, after_renewal = off_at - run.left_at, off_at - run.renewals[-1]
        figures.add(f"{title}: off {after_leave:.2f} s later, {after_renewal:.2f} s after the last renewal")
        assert after_leave < AT_ONCE_S * busy()
        assert after_renewal < LEASE_S + WRITE_S * busy()


async def test_a_page_that_is_stopped_with_its_socket_open_loses_its_motor(
    furnished: Home, playwright: Playwright, figures: Figures
) -> None:
    person = furnished.visitor
    async with (
        chromium(playwright) as browser,
        running(furnished, Visitor(browser, person.address, person.mishaps, person.tokens)) as run,
    ):
        connections = len(run.renewals)
        async with stopped_renderers(browser):
            off_at = await run.off_at()
        after_renewal = off_at - run.renewals[connections - 1]
        figures.add(f"process stopped: off {after_renewal:.2f} s after the last renewal")
        assert LEASE_S - 0.2 < after_renewal < LEASE_S + WRITE_S * busy()

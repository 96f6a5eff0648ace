"""What the browser tests share: one loop, one browser, and homes that are started when a test asks for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from demo_house.shop_window import inhabited
from playwright.async_api import Browser, Playwright, async_playwright, expect
from xdist.remote import Producer

from ipcom.simulator import House
from tests.browser.album import Album
from tests.browser.altered import with_portal_at
from tests.browser.chromium import chromium
from tests.browser.figures import Figures, Note, figures_in
from tests.browser.home import Home, home
from tests.browser.lodgers import lodged, watched
from tests.browser.sharing import Sharing, in_parts
from tests.browser.simulated import Simulated, simulated
from tests.browser.windows import PATIENCE_MS
from tests.fake_portal.server import FakePortal

LIMIT_S = 240
"""A test here waits for motors, and perhaps for other programs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`script/screenshots` gives this option."""
    parser.addoption("--keep-pictures", action="store_true", help="write docs/images anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run everything in one loop for each process: browser and simulator live as long as it does."""
    here = Path(__file__).parent
    items[:] = list(in_parts(items))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.timeout(LIMIT_S))
    if config.getoption("--keep-pictures"):
        items[:] = [item for item in items if "album" in getattr(item, "fixturenames", ())]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing | None:
    """Let files stay together that share a house."""
    return Sharing(config, log) if config.getoption("dist") == "loadfile" else None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """The remote control; what is expected may take as long as what is done, on a machine that is busy."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(playwright: Playwright) -> AsyncIterator[Browser]:
    """One Chromium for all windows."""
    async with chromium(playwright) as started:
        yield started


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted and measured."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.getreports(key)]
    for report in reports:
        if report.when == "call" and (lines := figures_in(report.user_properties)):
            terminalreporter.section(report.nodeid.rpartition("::")[2], sep="-")
            terminalreporter.line("\n".join(lines))


@pytest.fixture
def figures(record_property: Note) -> Figures:
    """What a test counts and measures."""
    return Figures(record_property)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """Where pictures go: nowhere, unless they are to be kept."""
    return Album(keep=request.config.getoption("--keep-pictures"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def _furnished(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Home]:
    async with home(inhabited(), tmp_path_factory.mktemp("furnished"), browser) as started:
        await started.furnish()
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def furnished(_furnished: Home) -> AsyncIterator[Home]:
    """The demo house, set up with rooms and travel times; shared, so tests leave it as they found it."""
    async with watched(_furnished) as home:
        yield home


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def portal() -> AsyncIterator[FakePortal]:
    """The vendor's portal, with one house."""
    async with FakePortal() as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def vacant(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, portal: FakePortal
) -> AsyncIterator[Home]:
    """A Home Assistant for houses that come and go, one after the other; the vendor's portal is the fake one."""
    place = tmp_path_factory.mktemp("vacant")
    async with home(House.demo(), place, browser, with_portal_at(portal.url)) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def untouched(vacant: Home) -> AsyncIterator[Home]:
    """A Home Assistant that does not know the demo house yet."""
    async with lodged(vacant, House.demo()) as home, watched(home):
        yield home


@pytest_asyncio.fixture(loop_scope="session")
async def shown(browser: Browser) -> AsyncIterator[Simulated]:
    """The demo house on the simulator's own page."""
    async with simulated(browser) as started:
        yield started

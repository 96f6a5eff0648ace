"""A Home Assistant as a program of its own, on a simulated gateway in the test's loop."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from demo_house import seed
from demo_house.entry import set_up_entry
from demo_house.fittings import Fittings, find_fittings
from demo_house.folder import Folder
from demo_house.furnishing import calibrate, furnish, tell_positions
from demo_house.live import Live
from demo_house.login import log_in
from demo_house.process import HomeAssistantProcess
from demo_house.web import Web
from playwright.async_api import Browser
from toolchain import integration_zip
from toolchain.environments import HOME_ASSISTANT

from ipcom.simulator import House, SimulatedGateway, World
from tests.browser.visitor import Visitor

HASS = HOME_ASSISTANT.home / "bin/hass"

Alter = Callable[[Path], None]
"""Changes the unpacked integration of one Home Assistant, before it starts."""


def as_released(_integration: Path) -> None:
    """Change nothing."""


@dataclass(frozen=True, slots=True)
class Home:
    """What stands: `live` is a program's connection for what is no part of a test; a person comes by `visitor`."""

    gateway: SimulatedGateway
    live: Live
    visitor: Visitor
    folder: Folder

    @property
    def house(self) -> House:
        """The simulated house."""
        return self.gateway.house

    @property
    def world(self) -> World:
        """Its outputs and motors."""
        return self.gateway.house.world

    async def import_house(self) -> Fittings:
        """Set the integration up with everything in its room; no shutter is measured."""
        await set_up_entry(self.live.web, self.gateway)
        fittings = await find_fittings(self.live, self.house)
        await furnish(self.live, fittings)
        return fittings

    async def furnish(self) -> None:
        """Set the integration up and give everything its room, as owners have done who are no newcomers."""
        fittings = await self.import_house()
        await calibrate(self.live, fittings, self.house)
        await tell_positions(self.live, fittings, self.house)


@asynccontextmanager
async def home(
    house: House, place: Path, browser: Browser, alter: Alter = as_released
) -> AsyncIterator[Home]:
    """Start both, with a user and without an entry; all of it ends with the context."""
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(SimulatedGateway(house))
        folder, port = Folder(place.name, place.parent), _free_port()
        _write(folder, port, alter)
        process = HomeAssistantProcess(folder, HASS)
        stack.push_async_callback(process.stop)
        await process.start()
        web = Web(await stack.enter_async_context(aiohttp.ClientSession()), port)
        await web.wait_until_it_answers(process)
        await log_in(web, first=True)
        live = await stack.enter_async_context(Live(web))
        await live.wait_until_running()
        visitor = Visitor(browser, web.url)
        await visitor.log_in()
        yield Home(gateway, live, visitor, folder)


def _write(folder: Folder, port: int, alter: Alter) -> None:
    folder.home.mkdir(parents=True, exist_ok=True)
    archive = folder.home / "ipcom.zip"
    integration_zip.write(archive)
    seed.write(folder.config, port, archive)
    alter(folder.config / "custom_components/ipcom")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

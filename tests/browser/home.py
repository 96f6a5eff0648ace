"""A Home Assistant as a program of its own, on a simulated gateway in the test's loop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from demo_house.entry import set_up_entry
from demo_house.fittings import Fittings, find_fittings
from demo_house.folder import Folder
from demo_house.furnishing import (
    calibrate,
    give_rooms,
    open_areas_dashboard,
    open_dashboard,
    tell_positions,
)
from demo_house.live import Live
from demo_house.starting import Alter, as_released, start
from playwright.async_api import Browser
from toolchain.environments import HOME_ASSISTANT

from ipcom.simulator import House, Motor, SimulatedGateway, World
from tests.browser.visitor import Visitor
from tests.free_port import free_port

HASS = HOME_ASSISTANT.home / "bin/hass"


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
        await give_rooms(self.live, fittings)
        return fittings

    async def place(self, entity_id: str, motor: Motor, position: float) -> None:
        """Have a shutter stand here, and Home Assistant know it, without the time that it takes to go there."""
        await self.live.act("cover.stop_cover", entity_id)
        motor.place(position)
        await self.live.act("ipcom.set_known_position", entity_id, position=position)

    async def furnish(self) -> None:
        """Set the integration up and give everything its room, as owners have done who are no newcomers."""
        fittings = await self.import_house()
        await open_dashboard(self.live, fittings)
        await open_areas_dashboard(self.live)
        await calibrate(self.live, fittings, self.house)
        await tell_positions(self.live, fittings, self.house)


@asynccontextmanager
async def home(
    house: House, place: Path, browser: Browser, alter: Alter = as_released
) -> AsyncIterator[Home]:
    """Start both, with a user and without an entry; all of it ends with the context."""
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(SimulatedGateway(house))
        folder = Folder(place.name, place.parent)
        _, live = await start(stack, folder, free_port(), first=True, program=HASS, alter=alter)
        visitor = Visitor(browser, live.web.url)
        await visitor.log_in()
        yield Home(gateway, live, visitor, folder)

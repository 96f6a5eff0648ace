"""One Home Assistant for many houses, one after the other: each is taken out of it before the next one comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from demo_house.live import Live

from ipcom.simulator import House, SimulatedGateway
from tests.browser.home import Home
from tests.browser.mishaps import Mishaps

_ENTRY = "/api/config/config_entries/entry"


@asynccontextmanager
async def lodged(home: Home, house: House) -> AsyncIterator[Home]:
    """Lend a Home Assistant to a house with a gateway of its own; what was set up for it is removed at the end."""
    rooms = await _rooms(home.live)
    async with SimulatedGateway(house) as gateway:
        yield replace(home, gateway=gateway)
        await _remove_entries(home.live)
    for room in await _rooms(home.live) - rooms:
        await home.live.command("config/area_registry/delete", area_id=room)


@asynccontextmanager
async def watched(home: Home) -> AsyncIterator[Home]:
    """Fail if anything goes wrong in a page of this test."""
    home.visitor.mishaps = Mishaps()
    yield home
    assert home.visitor.mishaps.heard == []


async def _remove_entries(live: Live) -> None:
    for entry in await live.command("config_entries/get", domain="ipcom"):
        await live.web.delete(f"{_ENTRY}/{entry['entry_id']}")


async def _rooms(live: Live) -> set[str]:
    return {area["area_id"] for area in await live.command("config/area_registry/list")}

"""The whole demo standing: a simulated house, its gateway, and a Home Assistant that is set up for it."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from toolchain import integration_zip

from ipcom.simulator import House, SimulatedGateway

from . import seed
from .entry import set_up_entry
from .fittings import Fittings, find_fittings
from .folder import Folder, Memory
from .furnishing import PATH, calibrate, furnish, tell_positions
from .live import Live
from .login import log_in
from .options import HOME_ASSISTANT_PORT, Options
from .ports import choose, is_free
from .process import HomeAssistantProcess
from .web import Web


@dataclass(frozen=True, slots=True)
class Home:
    """What stands; `start_s` is how long it took, from nothing to everything shown."""

    folder: Folder
    port: int
    process: HomeAssistantProcess
    gateway: SimulatedGateway
    live: Live
    fittings: Fittings
    start_s: float

    @property
    def house(self) -> House:
        """The simulated house."""
        return self.gateway.house

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://127.0.0.1:{self.port}/{PATH}"


@asynccontextmanager
async def demo_home(options: Options, house: House) -> AsyncIterator[Home]:
    """Start all of it, or go on with what an earlier run left; all of it ends with the context."""
    begun = time.monotonic()
    folder = Folder(options.folder_name)
    async with AsyncExitStack() as stack:
        stack.enter_context(folder.held())
        memory = _memory(folder, options)
        port = choose(options.port, HOME_ASSISTANT_PORT)
        archive = folder.home / "ipcom.zip"
        integration_zip.write(archive)
        seed.write(folder.config, port, archive)
        gateway = SimulatedGateway(house, port=memory.gateway_port if memory else 0)
        await stack.enter_async_context(gateway)
        process = HomeAssistantProcess(folder)
        stack.push_async_callback(process.stop)
        await process.start()
        session = await stack.enter_async_context(aiohttp.ClientSession())
        web = Web(session, port)
        await web.wait_until_it_answers(process)
        await log_in(web, first=memory is None)
        if memory is None:
            await set_up_entry(web, gateway)
        live = await stack.enter_async_context(Live(web))
        fittings = await find_fittings(live, house)
        if memory is None:
            await furnish(live, fittings)
            await calibrate(live, fittings, house)
            folder.remember(Memory(gateway.port, _home_assistant()))
        await tell_positions(live, fittings, house)
        yield Home(folder, port, process, gateway, live, fittings, time.monotonic() - begun)


def _memory(folder: Folder, options: Options) -> Memory | None:
    """Return what to go on with; None after clearing the folder when there is nothing that fits."""
    memory = None if options.begins_afresh else folder.recall()
    if memory is not None and memory.home_assistant == _home_assistant() and is_free(memory.gateway_port):
        return memory
    folder.clear()
    return None


def _home_assistant() -> str:
    return importlib.metadata.version("homeassistant")

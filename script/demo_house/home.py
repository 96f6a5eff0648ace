"""The whole demo standing: a simulated house, its gateway, and a Home Assistant that is set up for it."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from ipcom.simulator import House, SimulatedGateway
from ipcom.simulator.page.page_server import SimulatorPage

from .entry import set_up_entry
from .fittings import Fittings, find_fittings
from .folder import STATE, Folder, Memory
from .furnishing import AREAS_PATH, PATH, calibrate, furnish, tell_positions
from .going_on import bring_dashboards_back, find_what_is_left
from .live import Live
from .options import HOME_ASSISTANT_PORT, PAGE_PORT, Options
from .ports import choose, is_free
from .process import HomeAssistantProcess
from .starting import start


@dataclass(frozen=True, slots=True)
class Home:
    """What stands; `start_s` is how long it took, from nothing to everything shown."""

    folder: Folder
    port: int
    process: HomeAssistantProcess
    gateway: SimulatedGateway
    page: SimulatorPage
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

    @property
    def areas_address(self) -> str:
        """Where Home Assistant's own dashboard of the areas is."""
        return f"http://127.0.0.1:{self.port}/{AREAS_PATH}"


@asynccontextmanager
async def demo_home(options: Options, house: House) -> AsyncIterator[Home]:
    """Start all of it, or go on with what an earlier run left; all of it ends with the context.

    What cannot be gone on with is put aside for a house begun anew, whatever the reason: a deleted entry, another password.
    """
    begun = time.monotonic()
    folder = Folder(options.folder_name)
    async with AsyncExitStack() as stack:
        stack.enter_context(folder.held())
        memory = _memory(folder, options)
        port = choose(options.port, HOME_ASSISTANT_PORT)
        gateway = SimulatedGateway(house, port=memory.gateway_port if memory else 0)
        await stack.enter_async_context(gateway)
        page = await stack.enter_async_context(SimulatorPage(gateway, choose(None, PAGE_PORT)))
        start = _Start(folder, port, gateway, memory)
        standing = AsyncExitStack()
        try:
            process, live, fittings = await start.into(standing)
        except Exception as error:  # whatever was done to the last run, this one stands
            await standing.aclose()
            if memory is None:
                raise
            _put_aside(folder, str(error) or type(error).__name__)
            standing = AsyncExitStack()
            stack.push_async_exit(standing)
            process, live, fittings = await replace(start, memory=None).into(standing)
        else:
            stack.push_async_exit(standing)
        yield Home(folder, port, process, gateway, page, live, fittings, time.monotonic() - begun)


@dataclass(frozen=True, slots=True)
class _Start:
    """One try to start Home Assistant and have it show the house; `memory` is None for a house begun anew."""

    folder: Folder
    port: int
    gateway: SimulatedGateway
    memory: Memory | None

    async def into(self, stack: AsyncExitStack) -> tuple[HomeAssistantProcess, Live, Fittings]:
        """Start it; `stack` ends what was started, also after an error."""
        first = self.memory is None
        process, live = await start(stack, self.folder, self.port, first=first)
        if first:
            await set_up_entry(live.web, self.gateway)
        fittings = await (self._furnished(live) if first else self._as_left(live))
        await tell_positions(live, fittings, self.gateway.house)
        return process, live, fittings

    async def _furnished(self, live: Live) -> Fittings:
        house = self.gateway.house
        fittings = await find_fittings(live, house)
        await furnish(live, fittings)
        await calibrate(live, fittings, house)
        self.folder.remember(Memory(self.gateway.port, _home_assistant()))
        return fittings

    async def _as_left(self, live: Live) -> Fittings:
        fittings = await find_what_is_left(live, self.gateway.house)
        await bring_dashboards_back(live, fittings)
        return fittings


def _memory(folder: Folder, options: Options) -> Memory | None:
    """Return what to go on with; None after making room when there is nothing that fits."""
    if options.begins_afresh:
        folder.clear()
        return None
    memory = folder.recall()
    if memory is None:
        folder.clear()
        return None
    if memory.home_assistant != _home_assistant():
        _put_aside(folder, f"it ran on Home Assistant {memory.home_assistant}")
        return None
    if not is_free(memory.gateway_port):
        _put_aside(folder, f"another program has taken port {memory.gateway_port} of its gateway")
        return None
    return memory


def _put_aside(folder: Folder, reason: str) -> None:
    aside = folder.put_aside().relative_to(STATE.parent)
    print(
        f"The last run cannot be gone on with: {reason}.\nBeginning anew; what was there is kept in {aside}",
        flush=True,
    )


def _home_assistant() -> str:
    return importlib.metadata.version("homeassistant")

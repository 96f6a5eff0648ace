"""The simulated house of `ipcom simulate`: it runs until Ctrl-C or the end of its time."""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, Problem
from ..model.bus_type import BusType
from ..model.devices import Devices
from ..model.devices_yaml import dump_devices
from ..simulator.fault_text import parse_faults
from ..simulator.gateway.gateway import LOOPBACK, SimulatedGateway
from ..simulator.house.house import House
from ..simulator.occupant import live
from .console.output import write_note
from .console.password import read_password_file
from .house_events import tell_events
from .simulated_access import print_access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ..simulator.page.page_server import SimulatorPage
    from .console.options import Options

DEFAULT_USERNAME = DEFAULT_PASSWORD = "demo"  # noqa: S105 - it guards a simulated house


@dataclass(frozen=True, slots=True)
class Simulation:
    """What to simulate, from the options of the command."""

    house: Path | None
    faults: tuple[str, ...]
    key: bytes | None
    ciphered: bool
    speed: float
    life: bool
    seed: int | None
    write_devices: Path | None
    seconds: float | None
    port: int
    page: int | None
    """The port of the page, 0 for a free one; None for no page."""


async def simulate_until_stopped(simulation: Simulation, options: Options) -> None:
    """Start the gateway and its page, print how to reach them, and keep them running."""
    gateway = _gateway(simulation, options)
    page = _page(simulation, gateway)
    try:
        await gateway.start()
    except OSError as error:
        raise ConfigurationError(
            f"Port {simulation.port} of {gateway.host} cannot be used: {_reason(error)}. Try: --port 0"
        ) from error
    try:
        if simulation.write_devices is not None:
            _write_devices(simulation.write_devices, dump_devices(_with_rooms(gateway.house)))
        async with page as address:
            print_access(gateway, simulation.write_devices, options, address)
            await _keep_running(gateway, simulation, options)
    finally:
        await gateway.stop()


def _gateway(simulation: Simulation, options: Options) -> SimulatedGateway:
    house = _house(simulation, options)
    return SimulatedGateway(
        house,
        host=options.host or LOOPBACK,
        port=simulation.port,
        username=options.username or DEFAULT_USERNAME,
        password=_password(options),
        key=simulation.key,
        ciphered=simulation.ciphered,
        faults=parse_faults(simulation.faults, house.faults),
        rng=random.Random(simulation.seed),
        speed=simulation.speed,
    )


def _password(options: Options) -> str:
    return read_password_file(options.password_file) if options.password_file else DEFAULT_PASSWORD


def _page(simulation: Simulation, gateway: SimulatedGateway) -> AbstractAsyncContextManager[str | None]:
    """Return the page as a context that gives its address; None without a page."""
    if simulation.page is None:
        return nullcontext()
    try:
        from ..simulator.page.page_server import SimulatorPage
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "aiohttp":
            raise
        raise ConfigurationError('The page needs aiohttp: pip install "ipcom[page]"') from None
    return _served(SimulatorPage(gateway, simulation.page))


@asynccontextmanager
async def _served(page: SimulatorPage) -> AsyncIterator[str]:
    try:
        await page.start()
    except OSError as error:
        raise ConfigurationError(
            f"Port {page.port} cannot be used for the page: {_reason(error)}. Try: --page 0"
        ) from error
    try:
        yield page.address
    finally:
        await page.stop()


def _house(simulation: Simulation, options: Options) -> House:
    if simulation.house is not None:
        return House.from_file(simulation.house)
    return House.demo({1: BusType(options.bus_type or BusType.MINIDO)})


async def inhabit(house: House, rng: random.Random, *, as_json: bool) -> None:
    """Let an occupant live in the house, and tell what happens there. Never returns."""
    living = asyncio.create_task(live(house, rng), name="ipcom-occupant")
    try:
        await tell_events(house, as_json=as_json)
    finally:
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)


async def _keep_running(gateway: SimulatedGateway, simulation: Simulation, options: Options) -> None:
    try:
        async with asyncio.timeout(simulation.seconds):
            if simulation.life:
                await inhabit(gateway.house, random.Random(simulation.seed), as_json=options.json)
            await asyncio.Event().wait()
    except TimeoutError:
        return


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)


def _with_rooms(house: House) -> Devices:
    """Return the devices of a house with their rooms."""
    devices = house.devices
    return Devices(tuple(replace(each, room=each.room or house.room_of(each)) for each in devices.outputs))


def _write_devices(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ConfigurationError(
            Problem("it exists already, and is not overwritten", "give another name, or delete it", str(path))
        ) from None
    except OSError as error:
        raise ConfigurationError(
            Problem(f"it cannot be written: {error.strerror}", "check the directory", str(path))
        ) from error
    write_note(f"Its devices are in {path}.")

"""The client of a command, and the messages of its errors."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from ..client.client import IPComClient
from ..errors import CommandError, ReplyTimedOut
from .address_store import AddressStore
from .console.running import command_words
from .left_runs import end_left_runs
from .logging_in import log_in
from .login_notes import LoginNotes
from .telling import telling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ..model.devices import Devices
    from ..model.timings import Timings
    from .settings import Settings


@asynccontextmanager
async def open_client(settings: Settings, *, writes: bool = True) -> AsyncIterator[IPComClient]:
    """Yield a client that is online. The address of the gateway is kept for the next command.

    First it ends what an earlier command left on, unless the command is one that never `writes`.
    """
    store = AddressStore.of(settings)
    client = make_client(settings)
    try:
        await log_in(client, settings)
        store.keep(client.address)
        with LoginNotes.of(settings).held(command_words()), telling(client, settings.devices):
            if writes:
                await end_left_runs(client, settings)
            yield client
    finally:
        await client.close()
        store.keep(client.address)


def make_client(settings: Settings, timings: Timings | None = None) -> IPComClient:
    """Return a client for the settings. It is not started yet."""
    return IPComClient(
        settings.host,
        port=settings.port,
        username=settings.username,
        password=settings.password,
        bus=settings.bus,
        bus_type=settings.bus_type,
        kinds=settings.devices.kinds(),
        shutters=settings.devices.pairs(),
        known_address=AddressStore.of(settings).address,
        timings=timings,
    )


@asynccontextmanager
async def within(settings: Settings, doing: str) -> AsyncIterator[None]:
    """Limit the time of the block to --timeout. Raises `ReplyTimedOut`."""
    limit = asyncio.timeout(settings.timeout)
    try:
        async with limit:
            yield
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise ReplyTimedOut(
            f"{doing} took longer than {settings.timeout:g} s. Give more --timeout, or try: ipcom check"
        ) from error


@contextmanager
def naming(devices: Devices) -> Iterator[None]:
    """Put the names of the devices in front of an error about outputs."""
    try:
        yield
    except CommandError as error:
        found = [device for device in devices.outputs if device.address in error.addresses]
        names = ", ".join(dict.fromkeys(device.display_name for device in found))
        if not names:
            raise
        raise type(error)(f"{names}: {error}", error.addresses) from error

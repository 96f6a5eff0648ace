"""A person stops a shutter while a write still owes its reply: the stop passes it, with the newest read there is."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion

from .farm import PAIR, Farm, Site
from .presses import Observer, Press

SITES = 4
REPLY_S = 0.3
"""The gateway answers writes so late that stops pass them."""
RUN_S = 1.2
OTHER_MODULE = OutputAddress(3, 1)
NEIGHBOUR = OutputAddress(PAIR.up.module, 5)
STOP_AFTER_S = 0.05


async def stops(farm: Farm, count: int, rng: random.Random) -> list[Press]:
    """Presses on an output beside the shutter's, around such stops; those whose stop passed a write."""
    sites = await farm.open(SITES, shutter=True, write_reply_s=REPLY_S)
    share = -(-count // SITES)
    runs = await asyncio.gather(*(_site(site, share, rng) for site in sites))
    return [press for run in runs for press in run if press is not None]


async def _site(site: Site, count: int, rng: random.Random) -> list[Press | None]:
    async with site.client([PAIR]) as client:
        return [await _trial(site, client, rng) for _ in range(count)]


async def _trial(site: Site, client: IPComClient, rng: random.Random) -> Press | None:
    """One stop; None if it waited for the other write's reply."""
    await client.drive(PAIR, Motion.UP)
    await asyncio.sleep(RUN_S)
    lamp_at = time.monotonic() + 0.4
    observer = Observer(site, client, NEIGHBOUR, 0.0)
    await observer.plan(lamp_at + rng.uniform(-0.2, STOP_AFTER_S))
    await asyncio.sleep(lamp_at - time.monotonic())
    lamp = asyncio.create_task(_toggle(client))
    await asyncio.sleep(STOP_AFTER_S)
    stopping_at = time.monotonic()
    await client.drive(PAIR, Motion.OFF)
    await lamp
    await asyncio.sleep(1.0)
    stopped_at = min(
        taken_at
        for taken_at, module, _ in await site.ask("writes", since=stopping_at)
        if module == PAIR.up.module
    )
    press = await observer.judge()
    return press if stopped_at - stopping_at < REPLY_S - STOP_AFTER_S else None


async def _toggle(client: IPComClient) -> None:
    with contextlib.suppress(IPComError):
        await client.set_output(OTHER_MODULE, 0 if client.snapshot.is_on(OTHER_MODULE) else 255)

"""What a client adds to a process, and what a day does to it."""

from __future__ import annotations

import asyncio
import gc
import random
import tracemalloc

from ipcom.client.client import IPComClient
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.virtual_time import LoopClock, run_virtual

from .farm import Farm
from .figures import Row

CLIENTS = 10
MB = 1e6
HOUR = 3600.0


async def memory(farm: Farm) -> list[Row]:
    """Traced memory of one client, from ten."""
    sites = await farm.open(CLIENTS + 1, demo=True)
    async with sites[0].client():
        await asyncio.sleep(1.0)
    tracemalloc.start()
    try:
        before = _traced()
        clients = [site.client() for site in sites[1:]]
        await asyncio.gather(*(client.start() for client in clients))
        await asyncio.sleep(3.0)
        each = (_traced() - before) / CLIENTS
        await asyncio.gather(*(client.close() for client in clients))
    finally:
        tracemalloc.stop()
    return [Row("memory added by a client", f"{each / MB:.3f} MB traced", "< 0.5 MB", each < 0.5 * MB)]


def _traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def day(hours: float) -> list[Row]:
    """A simulated day in virtual time, the link dropped at random; memory at its ends."""
    polls, growth, left = run_virtual(_day(hours * HOUR))
    return [
        Row(
            f"growth over {hours:.0f} simulated hours ({polls:,} polls, links dropped at random)",
            f"{growth / MB:+.3f} MB traced, {left} tasks left",
            "none",
            growth < 0.05 * MB and left == 0,
        )
    ]


async def _day(seconds: float) -> tuple[int, int, int]:
    rng = random.Random(5)
    gateway = SimulatedGateway(listen=False)
    async with gateway:
        client = IPComClient(
            "gateway", username="demo", password="demo",
            clock=LoopClock(), rng=rng, connector=gateway.connector,
        )  # fmt: skip
        async with client:
            tracemalloc.start()
            await _live(gateway, HOUR, rng)
            before = _traced()
            await _live(gateway, seconds - HOUR, rng)
            growth = _traced() - before
            tracemalloc.stop()
            polls = client.statistics.polls
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    return polls, growth, len(left)


async def _live(gateway: SimulatedGateway, seconds: float, rng: random.Random) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end:
        await asyncio.sleep(rng.uniform(600, 3000))
        gateway.drop_connections()

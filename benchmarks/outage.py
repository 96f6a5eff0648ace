"""The gateway goes away and comes back."""

from __future__ import annotations

import asyncio
import random
import time

from ipcom.client.client import IPComClient

from .farm import Farm, Site
from .figures import Row
from .online import until_online

LIMIT = 1.5
GIVE_UP = 30.0


async def outages(farm: Farm, count: int, rng: random.Random) -> list[Row]:
    """How long after a gateway answers again the client is online."""
    sites = await farm.open(4)
    share = -(-count // len(sites))
    runs = await asyncio.gather(*(_site(site, share, rng) for site in sites))
    taken = [seconds for run in runs for seconds in run]
    return [
        Row(
            f"back online after an outage (0.2 to 12 s), {len(taken)} times",
            f"median {sorted(taken)[len(taken) // 2]:.2f} s, worst {max(taken):.2f} s",
            "< 1.5 s, every time",
            max(taken) < LIMIT,
            "never",
        )
    ]


async def _site(site: Site, count: int, rng: random.Random) -> list[float]:
    async with site.client() as client:
        return [await _outage(site, client, rng.choice((0.2, 1.0, 3.5, 6.0, 12.0))) for _ in range(count)]


async def _outage(site: Site, client: IPComClient, seconds: float) -> float:
    await asyncio.sleep(0.5)
    await site.ask("stop")
    await asyncio.sleep(seconds)
    back_at: float = await site.ask("start")
    await until_online(client, GIVE_UP)
    return time.monotonic() - back_at

"""Lets somebody live in a house, in a day as short as one likes.

    task = asyncio.create_task(live(gateway.house, random.Random(1), day_s=600))

Motors and dimmers keep their own speed (`House.speed`): only what people do is sped up. Cancel the
task to have the house to oneself.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .house.occupant_day import DAY_S, SHUTTERS_UP_S, day

if TYPE_CHECKING:
    import random

    from .house.house import House

DEMO_DAY_S = 600.0
"""A day of the demo, in seconds: a switch every four or so while somebody is awake."""


async def live(
    house: House, rng: random.Random, *, day_s: float = DEMO_DAY_S, begin_s: float = SHUTTERS_UP_S
) -> None:
    """Do day after day what `life.day` says, from `begin_s` seconds after midnight; never returns."""
    loop = asyncio.get_running_loop()
    scale = day_s / DAY_S
    midnight = loop.time() - begin_s * scale
    while True:
        for deed in day(house.devices, rng):
            due = midnight + deed.at_s * scale
            if due >= loop.time():
                await asyncio.sleep(due - loop.time())
                deed.do(house)
        midnight += day_s
        await asyncio.sleep(max(0.0, midnight - loop.time()))

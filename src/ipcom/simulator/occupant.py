"""An occupant who presses the wall buttons of a simulated house, in days of any length.

    task = asyncio.create_task(live(gateway.house, random.Random(1), day_s=600))

The length of the day changes how fast the occupant acts, not how fast motors and dimmers are (`House.speed`). Cancel
the task to stop the occupant.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .house.occupant_day import DAY_S, SHUTTERS_UP_S, day

if TYPE_CHECKING:
    import random

    from .house.house import House

DEMO_DAY_S = 600.0
"""A day of the demo, in seconds. While awake, the occupant presses a button about every four seconds."""


async def live(
    house: House, rng: random.Random, *, day_s: float = DEMO_DAY_S, begin_s: float = SHUTTERS_UP_S
) -> None:
    """Press day after day what `day` plans, from `begin_s` seconds after midnight. Never returns."""
    loop = asyncio.get_running_loop()
    scale = day_s / DAY_S
    midnight = loop.time() - begin_s * scale
    while True:
        for press in day(house.devices, rng):
            due = midnight + press.at_s * scale
            if due >= loop.time():
                await asyncio.sleep(due - loop.time())
                press.do(house)
        midnight += day_s
        await asyncio.sleep(max(0.0, midnight - loop.time()))

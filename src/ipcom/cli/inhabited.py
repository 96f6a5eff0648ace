"""Letting somebody live in a simulated house."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ..simulator.occupant import live

if TYPE_CHECKING:
    import random
    from collections.abc import AsyncIterator

    from ..simulator.house.house import House


@asynccontextmanager
async def inhabited(house: House, rng: random.Random) -> AsyncIterator[None]:
    """Somebody lives in the house until the end of the block."""
    resident = asyncio.create_task(live(house, rng), name="ipcom-resident")
    try:
        yield
    finally:
        resident.cancel()
        await asyncio.gather(resident, return_exceptions=True)

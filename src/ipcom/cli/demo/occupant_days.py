"""The days of the occupant in the demo house, without the nights."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from ...simulator.house.occupant_day import DAY_S, HOUR_S
from ...simulator.occupant import DEMO_DAY_S, live

if TYPE_CHECKING:
    import random

    from ...simulator.house.house import House

MORNING_S = 7.4 * HOUR_S
"""When each day begins: just before the shutters go up."""
NIGHT_S = 23.1 * HOUR_S
"""When each day ends: the occupant presses nothing afterwards."""


class OccupantDays:
    """Plays the days of an occupant in `house`, inside the `async with` block."""

    def __init__(self, house: House, rng: random.Random, speed: float) -> None:
        self._house = house
        self._rng = rng
        self._day_s = DEMO_DAY_S / speed
        self._morning = 0.0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._morning = asyncio.get_running_loop().time()
        self._task = asyncio.create_task(self._live(), name="ipcom-occupant")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def time_of_day(self) -> str:
        """The time of day in the house, as HH:MM."""
        passed = asyncio.get_running_loop().time() - self._morning
        minutes = int((MORNING_S + passed * DAY_S / self._day_s) / 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"

    async def _live(self) -> None:
        awake_s = (NIGHT_S - MORNING_S) / DAY_S * self._day_s
        while True:
            self._morning = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(awake_s):
                    await live(self._house, self._rng, day_s=self._day_s, begin_s=MORNING_S)
            except TimeoutError:
                continue

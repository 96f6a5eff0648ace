"""The metrics of all houses of one bridge, put together for one who asks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .house_metrics import HouseMetrics
from .prometheus import prometheus_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...client.client import IPComClient
    from ..things import Thing

FRESH_S = 1.0
"""A text so young is given again: however often is asked, it is made once a second."""


class BridgeMetrics:
    """Measures the houses that are added. Figures are read in the event loop, and made into text beside it."""

    def __init__(self, version: str, *, per_thing: bool = False) -> None:
        """`version` is that of the bridge."""
        self._version = version
        self._per_thing = per_thing
        self._houses: list[HouseMetrics] = []
        self._text = b""
        self._made_at = float("-inf")
        self._making = asyncio.Lock()

    def of_house(self, house: str, client: IPComClient, things: Mapping[str, Thing]) -> HouseMetrics:
        """Add a house; return what measures it."""
        measured = HouseMetrics(house, client, things, per_thing=self._per_thing)
        self._houses.append(measured)
        return measured

    async def text(self) -> bytes:
        """Return the metrics as Prometheus reads them, at most a second old."""
        loop = asyncio.get_running_loop()
        async with self._making:
            if loop.time() - self._made_at >= FRESH_S:
                self._text = await self._made()
                self._made_at = loop.time()
            return self._text

    async def _made(self) -> bytes:
        figures = []
        for house in self._houses:
            figures.append(house.figures())
            await asyncio.sleep(0)  # the houses' own work goes on between two of them
        return await asyncio.to_thread(prometheus_text, figures, self._version)

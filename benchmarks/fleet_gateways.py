"""Gateways of many houses in a process of its own, whose walls are pressed; told what to do by lines of JSON.

Loop times are the system's monotonic clock, so they compare with those of the other processes.
"""

from __future__ import annotations

import asyncio
import random
from typing import Any

from ipcom.model.address import OutputAddress
from ipcom.protocol.events import OutputsRequest
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.gateway.transcript import Direction, SeenWrite, TranscriptEntry
from ipcom.simulator.house.house import House

from .fleet_lines import serve
from .open_files import allow_many_open_files

PRESSED = OutputAddress(2, 1)
"""The table lamp, which is switched at the wall."""

Request = dict[str, Any]


class Watched:
    """One gateway, and what it saw since it was last asked."""

    def __init__(self) -> None:
        self.gateway = SimulatedGateway(House.demo())
        self.presses: list[float] = []
        self.writes: list[tuple[float, int]] = []
        self.reads: list[float] = []
        self._pressing: asyncio.TimerHandle | None = None
        self.gateway.transcript.subscribe(self._see)

    def _see(self, seen: TranscriptEntry | SeenWrite) -> None:
        if isinstance(seen, SeenWrite):
            self.writes.append((seen.time, seen.module))
        elif seen.direction is Direction.IN and isinstance(seen.message, OutputsRequest):
            self.reads.append(seen.time)

    def press_every(self, seconds: float, first: float) -> None:
        self._pressing = asyncio.get_running_loop().call_later(first, self._press, seconds)

    def _press(self, seconds: float) -> None:
        self.press_every(seconds, seconds)
        self.presses.append(self.gateway.time())
        self.gateway.press(PRESSED)

    def rest(self) -> None:
        if self._pressing is not None:
            self._pressing.cancel()

    def gaps(self) -> list[float]:
        return [b - a for a, b in zip(self.reads, self.reads[1:], strict=False)]

    def forget(self) -> None:
        self.presses, self.writes, self.reads = [], [], []


class Gateways:
    """What the lines may ask for."""

    def __init__(self) -> None:
        self._houses: list[Watched] = []

    async def open(self, request: Request) -> list[int]:
        """Start gateways; their ports."""
        self._houses = [Watched() for _ in range(request["count"])]
        for house in self._houses:
            await house.gateway.start()
        return [house.gateway.port for house in self._houses]

    async def begin(self, request: Request) -> None:
        """Forget what was seen; press at the wall of each house every so many seconds, or at none if that is 0."""
        rng = random.Random(request["seed"])
        for house in self._houses:
            house.forget()
            house.rest()
            if request["press_every"]:
                house.press_every(request["press_every"], rng.uniform(0, request["press_every"]))

    async def rest(self, _request: Request) -> None:
        """Press no more."""
        for house in self._houses:
            house.rest()

    async def seen(self, _request: Request) -> list[dict[str, object]]:
        """What each gateway saw."""
        return [
            {"presses": each.presses, "writes": each.writes, "gaps": each.gaps(), "reads": len(each.reads)}
            for each in self._houses
        ]

    async def values(self, _request: Request) -> list[str]:
        """What all outputs of each gateway show, in hexadecimal."""
        return [house.gateway.house.world.values().hex() for house in self._houses]


if __name__ == "__main__":
    allow_many_open_files()
    asyncio.run(serve(Gateways()))

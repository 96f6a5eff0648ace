"""How often a quiet link updates."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from ipcom.client.client import IPComClient
from ipcom.client.connection.counters import Counters

from .farm import Farm
from .figures import MS, Row, percentile

LEAST_RATE, GAP_TARGET_S = 2.85, 0.355


class Receipts:
    """When the snapshots of a client were received, until `stop`."""

    _noted: ClassVar[dict[int, list[float]]] = {}
    """By the identity of the client's counters."""

    def __init__(self, client: IPComClient) -> None:
        self.times: list[float] = []
        self._counters = client._engine.counters
        self._noted[id(self._counters)] = self.times

    def stop(self) -> None:
        del self._noted[id(self._counters)]

    def gaps(self) -> list[float]:
        return [b - a for a, b in zip(self.times, self.times[1:], strict=False)]


def _note_all() -> None:
    """Have every answered read noted for its client."""
    polled = Counters.polled

    def noting(self: Counters, asked_at: float, received_at: float) -> None:
        times = Receipts._noted.get(id(self))
        if times is not None:
            times.append(received_at)
        polled(self, asked_at, received_at)

    Counters.polled = noting  # type: ignore[method-assign]


_note_all()


async def rate(farm: Farm, seconds: float) -> list[Row]:
    """One client at 350 ms: updates per second, and the gaps between them."""
    (site,) = await farm.open(demo=True)
    async with site.client() as client:
        await asyncio.sleep(1.0)
        receipts = Receipts(client)
        await asyncio.sleep(seconds)
        receipts.stop()
    per_second = (len(receipts.times) - 1) / (receipts.times[-1] - receipts.times[0])
    gap = percentile(receipts.gaps(), 99)
    return [
        Row(
            f"snapshots received per second at 350 ms, quiet link, {seconds:.0f} s",
            f"{per_second:.3f}; gaps p99 {gap * MS:.1f} ms, worst {max(receipts.gaps()) * MS:.1f} ms",
            f"{LEAST_RATE} or more, p99 < {GAP_TARGET_S * MS:.0f} ms",
            per_second >= LEAST_RATE and gap < GAP_TARGET_S,
            "2.6",
        )
    ]

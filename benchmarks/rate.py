"""How often a quiet link updates."""

from __future__ import annotations

import asyncio

from ipcom.client.client import IPComClient

from .farm import Farm
from .figures import MS, Row, percentile

LEAST_RATE, GAP_TARGET_S = 2.85, 0.355


class Receipts:
    """When the snapshots of a client were received, until `stop`."""

    def __init__(self, client: IPComClient) -> None:
        self.times: list[float] = []
        self._counters = client._engine.counters
        self._polled = polled = self._counters.polled

        def noted(asked_at: float, received_at: float) -> None:
            self.times.append(received_at)
            polled(asked_at, received_at)

        self._counters.polled = noted  # type: ignore[method-assign]

    def stop(self) -> None:
        self._counters.polled = self._polled  # type: ignore[method-assign]

    def gaps(self) -> list[float]:
        return [b - a for a, b in zip(self.times, self.times[1:], strict=False)]


async def rate(farm: Farm, seconds: float) -> list[Row]:
    """One client at 350 ms: updates per second, and the gaps between them."""
    (site,) = await farm.open(demo=True)
    async with site.client() as client:
        await asyncio.sleep(1.0)
        receipts = Receipts(client)
        await asyncio.sleep(seconds)
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

"""How often a quiet link updates, and what it costs."""

from __future__ import annotations

import asyncio
import time

from ipcom.client.client import IPComClient

from .farm import Farm
from .figures import MS, Row, percentile


class Receipts:
    """When the snapshots of a client were received."""

    def __init__(self, client: IPComClient) -> None:
        self.times: list[float] = []
        counters = client._engine.counters
        polled = counters.polled

        def noted(asked_at: float, received_at: float) -> None:
            self.times.append(received_at)
            polled(asked_at, received_at)

        counters.polled = noted  # type: ignore[method-assign]

    def gaps(self) -> list[float]:
        return [b - a for a, b in zip(self.times, self.times[1:], strict=False)]


async def rate(farm: Farm, seconds: float) -> list[Row]:
    """One client at 350 ms: updates per second, gaps between them, and CPU."""
    (site,) = await farm.open(demo=True)
    async with site.client() as client:
        await asyncio.sleep(1.0)
        receipts = Receipts(client)
        cpu, began = time.process_time(), time.monotonic()
        await asyncio.sleep(seconds)
        used = (time.process_time() - cpu) / (time.monotonic() - began)
    per_second = (len(receipts.times) - 1) / (receipts.times[-1] - receipts.times[0])
    gap = percentile(receipts.gaps(), 99)
    return [
        Row(
            f"snapshots per second at 350 ms, quiet link, {seconds:.0f} s",
            f"{per_second:.3f}; gaps p99 {gap * MS:.1f} ms, worst {max(receipts.gaps()) * MS:.1f} ms",
            "2.85 or more, p99 < 365 ms",
            per_second >= 2.85 and gap < 0.365,
            "2.6",
        ),
        Row("idle CPU at 350 ms", f"{used:.2%} of a core", "< 0.5 %", used < 0.005, "1.2 % with its gateway"),
    ]

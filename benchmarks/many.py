"""Five hundred gateways in one process."""

from __future__ import annotations

import asyncio
import resource
import time
from statistics import median

from .farm import Farm
from .figures import MS, Row, percentile
from .rate import Receipts

KB = 1024


async def many(farm: Farm, count: int, seconds: float) -> list[Row]:
    """CPU share, rate, gaps and memory of one process with many clients."""
    sites = await farm.open(count)
    clients = [site.client() for site in sites]
    before = _resident()
    for start in range(0, count, 20):
        await asyncio.gather(*(client.start() for client in clients[start : start + 20]))
    try:
        await asyncio.sleep(2.0)
        receipts = [Receipts(client) for client in clients]
        cpu, began = time.process_time(), time.monotonic()
        await asyncio.sleep(seconds)
        lasted = time.monotonic() - began
        used = (time.process_time() - cpu) / lasted
        grown = _resident() - before
    finally:
        await asyncio.gather(*(client.close() for client in clients))
    rates = [(len(r.times) - 1) / (r.times[-1] - r.times[0]) for r in receipts]
    gaps = [gap for r in receipts for gap in r.gaps()]
    worst_gap = percentile(gaps, 99)
    return [
        Row(f"one process, {count} gateways at 350 ms: CPU", f"{used:.0%} of a core", "< 60 %", used < 0.6),
        Row(
            f"one process, {count} gateways: updates per second of each",
            f"median {median(rates):.3f}, least {min(rates):.3f}; gaps p99 {worst_gap * MS:.0f} ms, "
            f"worst {max(gaps) * MS:.0f} ms",
            "2.85 or more, p99 < 365 ms",
            median(rates) >= 2.85 and worst_gap < 0.365,
        ),
        Row(f"one process, {count} gateways: memory added by each", f"{grown / count / KB:.0f} kB resident"),
    ]


def _resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KB

"""How long an exchange over a simulated line really takes, timers of both processes included."""

from __future__ import annotations

import asyncio
import time
from statistics import median

from ipcom.client.client import IPComClient

READS = 9
REST_S = 0.02


async def true_round_trip(client: IPComClient) -> float:
    """Return the median of some reads, in seconds, as a stopwatch beside the client shows it."""
    taken = []
    for _ in range(READS):
        await asyncio.sleep(REST_S)
        began = time.monotonic()
        await client.read()
        taken.append(time.monotonic() - began)
    return median(taken)

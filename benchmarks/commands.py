"""From a command to the gateway, and to the confirmed state."""

from __future__ import annotations

import asyncio
import random
import time
from statistics import median

from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .figures import MS, Row, spread_ms

LAMP = OutputAddress(3, 4)
QUIET_S = 0.3
POLL_S = 0.35
ROUND_TRIP_S = 0.02
SENT_TARGET_S, SHOWN_TARGET_S = 0.0006, 0.001
FAR_TARGET_S = 3 * ROUND_TRIP_S + 0.003


async def commands(farm: Farm, count: int, rng: random.Random) -> list[Row]:
    """Single commands after a quiet 300 ms, on three sorts of gateway."""
    at_once = (await farm.open())[0]
    far = (await farm.open(round_trip_s=ROUND_TRIP_S))[0]
    mute = (await farm.open(write_reply="none"))[0]
    sent, shown = await _measure(at_once, count, rng)
    (_, far_shown), (_, mute_shown) = await asyncio.gather(
        _measure(far, count // 2, rng), _measure(mute, 12 + max(3, count // 4), rng)
    )
    return [
        Row(
            "command to the gateway",
            spread_ms(sent),
            f"median {SENT_TARGET_S * MS:.1f} ms",
            median(sent) <= SENT_TARGET_S,
            "0.7 ms in process, 120 ms in Home Assistant",
        ),
        Row(
            "command to confirmed state",
            spread_ms(shown),
            f"median {SHOWN_TARGET_S * MS:.1f} ms",
            median(shown) <= SHOWN_TARGET_S,
            "330 ms",
        ),
        Row(
            f"the same at {ROUND_TRIP_S * MS:.0f} ms round trip",
            spread_ms(far_shown),
            f"median {FAR_TARGET_S * MS:.0f} ms",
            median(far_shown) <= FAR_TARGET_S,
        ),
        Row("the same, writes never answered, first ten", spread_ms(mute_shown[:10]), "said apart"),
        Row("the same, writes never answered, afterwards", spread_ms(mute_shown[12:]), "said apart"),
    ]


async def _measure(site: Site, count: int, rng: random.Random) -> tuple[list[float], list[float]]:
    """Seconds until the gateway took each frame, and until the client confirmed it."""
    sent, shown = [], []
    async with site.client() as client:
        for _ in range(count):
            await asyncio.sleep(QUIET_S + rng.uniform(0, POLL_S))
            began = time.monotonic()
            await client.set_output(LAMP, 0 if client.snapshot.is_on(LAMP) else 255)
            shown.append(time.monotonic() - began)
            sent.append((await site.ask("writes", since=began))[0][0] - began)
    return sent, shown

"""From a command to the gateway, and to the confirmed state."""

from __future__ import annotations

import asyncio
import random
import time
from statistics import median

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .figures import MS, Row, spread_ms

LAMP = OutputAddress(3, 4)
QUIET = 0.3
ROUND_TRIP = 0.02


async def commands(farm: Farm, count: int, rng: random.Random) -> list[Row]:
    """Single commands after a quiet 300 ms, on three sorts of gateway."""
    at_once = (await farm.open())[0]
    far = (await farm.open(delay_s=ROUND_TRIP))[0]
    mute = (await farm.open(write_reply="none"))[0]
    sent, shown = await _measure(at_once, count, rng)
    _, far_shown = await _measure(far, count // 2, rng)
    _, mute_shown = await _measure(mute, 8, rng)
    _, settled_shown = await _measure(mute, count // 4, rng, before=12)
    trips = 3 * ROUND_TRIP + 0.015
    return [
        Row(
            "command to the gateway",
            spread_ms(sent),
            "median 2 ms",
            median(sent) <= 0.002,
            "0.7 ms in process, 120 ms in Home Assistant",
        ),
        Row("command to confirmed state", spread_ms(shown), "median 5 ms", median(shown) <= 0.005, "330 ms"),
        Row(
            "the same at 20 ms round trip",
            spread_ms(far_shown),
            f"median {trips * MS:.0f} ms",
            median(far_shown) <= trips,
        ),
        Row("the same, writes never answered, first ten", spread_ms(mute_shown), "said apart"),
        Row("the same, writes never answered, afterwards", spread_ms(settled_shown), "said apart"),
    ]


async def _measure(
    site: Site, count: int, rng: random.Random, *, before: int = 0
) -> tuple[list[float], list[float]]:
    """Seconds until the gateway took each frame, and until the client confirmed it."""
    sent, shown = [], []
    async with site.client() as client:
        for number in range(before + count):
            await asyncio.sleep(QUIET + rng.uniform(0, 0.35))
            began = time.monotonic()
            await client.set_output(LAMP, 0 if client.snapshot.is_on(LAMP) else 255)
            if number >= before:
                shown.append(time.monotonic() - began)
                sent.append((await site.ask("writes", since=began))[0][0] - began)
    return sent, shown


async def scenes(farm: Farm, times: int) -> list[Row]:
    """Many outputs at once: one frame a module, 250 ms apart."""
    rows = []
    for modules, limit, earlier in ((4, 0.9, "32 frames, 3.1 s"), (16, 4.2, "")):
        (site,) = await farm.open()
        async with site.client() as client:
            taken = [await _scene(client, site, modules, on=turn % 2 == 0) for turn in range(times)]
        frames = {count for count, _ in taken}
        worst = max(seconds for _, seconds in taken)
        rows.append(
            Row(
                f"scene: {modules * 8} outputs on {modules} modules",
                f"{'/'.join(map(str, sorted(frames)))} frames; "
                f"median {median(s for _, s in taken):.2f} s, worst {worst:.2f} s (of {times})",
                f"{modules} frames, < {limit} s",
                frames == {modules} and worst < limit,
                earlier,
            )
        )
    return rows


async def _scene(client: IPComClient, site: Site, modules: int, *, on: bool) -> tuple[int, float]:
    await asyncio.sleep(QUIET + 0.1)
    began = time.monotonic()
    value = 255 if on else 0
    await client.set_outputs({OutputAddress(m, o): value for m in range(1, modules + 1) for o in range(1, 9)})
    return len(await site.ask("writes", since=began)), time.monotonic() - began

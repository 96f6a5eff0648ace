"""Somebody presses a wall button while a command for the same module is on its way."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .figures import MS, Row

BEFORE = 0.3
SITES = 8
LEAD = 0.1
"""Seconds for the order to press to reach the other process."""
ROUND_TRIPS = (0.0, 0.02)
WINDOW_SLACK = 0.001


@dataclass(frozen=True, slots=True)
class Trial:
    """One press: could the command's fresh read see it, and was it undone?"""

    visible: bool
    undone: bool


async def races(farm: Farm, presses: int, rng: random.Random) -> list[Row]:
    """The race on a gateway that answers at once, and on one 20 ms away."""
    rows = []
    for round_trip in ROUND_TRIPS:
        sites = await farm.open(SITES, delay_s=round_trip)
        share = presses // SITES + (presses % SITES > 0)
        runs = await asyncio.gather(*(_site(site, share, round_trip, rng) for site in sites))
        trials = [trial for run in runs for trial in run][:presses]
        rows.extend(_rows(trials, round_trip))
    return rows


def _rows(trials: list[Trial], round_trip: float) -> list[Row]:
    visible = [trial for trial in trials if trial.visible]
    hidden = [trial for trial in trials if not trial.visible]
    where = "answers at once" if not round_trip else f"{round_trip * MS:.0f} ms round trip"
    undone = sum(trial.undone for trial in visible)
    return [
        Row(
            f"wall presses undone, {where}: visible to the fresh read",
            f"{undone} of {len(visible)}",
            "0 of 1000",
            undone == 0,
            "35 of 60",
        ),
        Row(
            f"wall presses undone, {where}: in the window of one round trip + {WINDOW_SLACK * MS:.0f} ms",
            f"{sum(trial.undone for trial in hidden)} of {len(hidden)}",
            "reported",
        ),
    ]


async def _site(site: Site, count: int, round_trip: float, rng: random.Random) -> list[Trial]:
    window = round_trip + WINDOW_SLACK
    async with site.client() as client:
        await asyncio.sleep(rng.uniform(0, 0.35))
        return [await _trial(site, client, 1 + n % 16, rng.uniform(-BEFORE, window)) for n in range(count)]


async def _trial(site: Site, client: IPComClient, module: int, offset: float) -> Trial:
    lamp, other = OutputAddress(module, 1), OutputAddress(module, 2)
    before = await site.ask("value", module=module, output=2)
    command_at = time.monotonic() + LEAD + BEFORE
    await site.ask("press", module=module, output=2, at=command_at + offset)
    await asyncio.sleep(command_at - time.monotonic())
    began = time.monotonic()
    await client.set_output(lamp, 0 if client.snapshot.is_on(lamp) else 255)
    await asyncio.sleep(max(0.0, offset) + 0.01)
    (pressed_at,) = await site.ask("presses", since=began - BEFORE - LEAD)
    written_at = (await site.ask("writes", since=began))[0][0]
    reads = await site.ask("reads", since=began - BEFORE)
    fresh_read = max(at for at in reads if at <= written_at)
    if pressed_at > written_at:
        return Trial(visible=False, undone=False)
    after = await site.ask("value", module=other.module, output=other.output)
    return Trial(visible=pressed_at <= fresh_read, undone=after == before)

"""A wall button is pressed while a command for the same module is on its way."""

from __future__ import annotations

import asyncio
import random
import time

from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .figures import MS, Row
from .presses import SLACK_S, Observer, Press
from .round_trip import true_round_trip
from .stalled_race import LONGEST_S, SHORTEST_S, Outcome, stalled_races
from .stops import stops

BEFORE_S = 0.3
SITES = 8
LEAD_S = 0.1
"""For the order to press to reach the other process."""
AFTER_S = 0.02
ROUND_TRIPS_S = (0.0, 0.02)
STALLED_SHARE = 0.5
WORTH = 1.5
"""One press in three comes too late to count."""


async def races(farm: Farm, presses: int, rng: random.Random) -> list[Row]:
    """The race on gateways that answer at once and on gateways 20 ms away, without and with stalls."""
    free: list[Press] = []
    share = round(presses * (1 - STALLED_SHARE) / len(ROUND_TRIPS_S) / SITES * WORTH)
    for round_trip_s in ROUND_TRIPS_S:
        sites = await farm.open(SITES, round_trip_s=round_trip_s)
        runs = await asyncio.gather(*(_site(site, share, rng) for site in sites))
        free += [press for run in runs for press in run]
    stalled = await stalled_races(farm, round(presses * STALLED_SHARE * WORTH), ROUND_TRIPS_S, rng)
    passed = await stops(farm, presses // 40, rng)
    return _rows([*free, *stalled.presses], stalled, passed)


def _rows(presses: list[Press], stalled: Outcome, passed: list[Press]) -> list[Row]:
    seen = [press for press in presses if press.seen]
    later = [press for press in presses if press.before_frame_s is not None and not press.early]
    third = [press for press in presses if press.early and press.third_read]
    in_a_stall = sum(stalled.standstills.contains(press.at) for press in seen)
    return [
        Row(
            f"wall presses undone, made more than two round trips + {SLACK_S * MS:.0f} ms before the frame came",
            f"{_undone(seen)} ({in_a_stall} in a stall of {SHORTEST_S} to {LONGEST_S:.0f} s)",
            "0 of 1000, 300 in a stall",
            not any(press.undone for press in seen),
            "35 of 60",
        ),
        Row("the others: pressed later than that, before the frame", _undone(later), "reported"),
        Row("counted apart: pressed before a stop that passed an owed write", _undone(passed), "reported"),
        Row("counted apart: pressed before a frame from a third read", _undone(third), "reported"),
        Row(
            "commands of these races that ended in an error",
            f"{stalled.failed} of {stalled.commands} given just before a stall",
            "reported",
        ),
    ]


def _undone(presses: list[Press]) -> str:
    return f"{sum(press.undone for press in presses)} of {len(presses)}"


async def _site(site: Site, count: int, rng: random.Random) -> list[Press]:
    async with site.client() as client:
        await asyncio.sleep(rng.uniform(0, 0.35))
        round_trip_s = await true_round_trip(client)
        latest = 2 * round_trip_s + 0.001
        return [
            await _trial(site, client, 1 + n % 16, rng.uniform(-BEFORE_S, latest), round_trip_s)
            for n in range(count)
        ]


async def _trial(site: Site, client: IPComClient, module: int, offset_s: float, round_trip_s: float) -> Press:
    lamp = OutputAddress(module, 1)
    observer = Observer(site, client, OutputAddress(module, 2), round_trip_s)
    command_at = time.monotonic() + LEAD_S + BEFORE_S
    await observer.plan(command_at + offset_s)
    await asyncio.sleep(command_at - time.monotonic())
    await client.set_output(lamp, 0 if client.snapshot.is_on(lamp) else 255)
    await asyncio.sleep(max(0.0, offset_s) + AFTER_S)
    return await observer.judge()

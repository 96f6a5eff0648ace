"""The same race while the loop stands still: the press comes while the client cannot look."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .online import until_online
from .presses import Observer, Press
from .round_trip import true_round_trip
from .standstill import Standstills

SITES = 16
SHORTEST_S, LONGEST_S = 0.05, 3.0
LEAD_S = 0.25
"""For the orders to press to reach the other process."""
QUIET_S = 0.3
TURNS = (1, 5)
"""Turns of the loop between the commands and the stall: most have asked for a read then, few have written."""
IN_THE_STALL = 0.95
"""This share of the presses; the others come within 0.3 s before it."""
GIVE_UP_S = 15.0


@dataclass(slots=True)
class Outcome:
    """All presses, the stalls, and how many of the commands ended in an error."""

    standstills: Standstills = field(default_factory=Standstills)
    presses: list[Press] = field(default_factory=list)
    commands: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Racer:
    site: Site
    client: IPComClient
    round_trip_s: float

    async def race(self, module: int, command_at: float, press_at: float, outcome: Outcome) -> None:
        """Command one output of a module at one moment; another one is pressed at the other."""
        lamp = OutputAddress(module, 1)
        observer = Observer(self.site, self.client, OutputAddress(module, 2), self.round_trip_s)
        await observer.plan(press_at)
        await asyncio.sleep(command_at - time.monotonic())
        outcome.commands += 1
        try:
            await self.client.set_output(lamp, 0 if self.client.snapshot.is_on(lamp) else 255)
        except IPComError:
            outcome.failed += 1
        await asyncio.sleep(max(0.0, press_at - time.monotonic()) + 0.05)
        outcome.presses.append(await observer.judge())


async def stalled_races(
    farm: Farm, presses: int, round_trips_s: Iterable[float], rng: random.Random
) -> Outcome:
    """Half of the gateways at each distance; every stall meets one command of each."""
    distances = list(round_trips_s)
    sites = [
        site
        for round_trip_s in distances
        for site in await farm.open(SITES // len(distances), round_trip_s=round_trip_s)
    ]
    clients = [site.client() for site in sites]
    outcome = Outcome()
    await asyncio.gather(*(client.start() for client in clients))
    try:
        racers = [
            _Racer(site, client, await true_round_trip(client))
            for site, client in zip(sites, clients, strict=True)
        ]
        for number in range(-(-presses // len(racers))):
            await _round(racers, 1 + number % 16, outcome, rng)
    finally:
        await asyncio.gather(*(client.close() for client in clients))
    return outcome


async def _round(racers: list[_Racer], module: int, outcome: Outcome, rng: random.Random) -> None:
    """Give every command, and stand still between two of its steps."""
    await asyncio.gather(*(until_online(racer.client, GIVE_UP_S) for racer in racers))
    await asyncio.sleep(QUIET_S + rng.uniform(0, 0.35))
    stall_at = time.monotonic() + LEAD_S
    seconds = SHORTEST_S * (LONGEST_S / SHORTEST_S) ** rng.random()
    async with asyncio.TaskGroup() as tasks:
        for racer in racers:
            command_at = stall_at - rng.uniform(0.0, 1.2 * racer.round_trip_s)
            tasks.create_task(racer.race(module, command_at, _press_at(stall_at, seconds, rng), outcome))
        await asyncio.sleep(stall_at - time.monotonic())
        for _ in range(rng.randint(*TURNS)):
            await asyncio.sleep(0)
        outcome.standstills.now(seconds)


def _press_at(stall_at: float, seconds: float, rng: random.Random) -> float:
    if rng.random() < IN_THE_STALL:
        return stall_at + rng.uniform(0.0, seconds)
    return stall_at - rng.uniform(0.0, 0.15)

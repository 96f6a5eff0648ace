"""Commands while other code lets the loop stand still for 0.3 s in every second."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from statistics import median

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress

from .farm import Farm, Site
from .figures import Row, percentile
from .presses import Observer, Press
from .standstill import Standstills

STALL_S, EVERY_S = 0.3, 1.0
CLOSE_S = 0.005
"""Half of the commands are given within this before a stall."""
SITES = 4
QUIET_S, LEAD_S = 0.3, 0.1
P99_TARGET_S, WORST_TARGET_S = 0.35, 0.7


@dataclass(slots=True)
class Found:
    """What became of commands and presses."""

    seconds: list[float] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    false: int = 0
    """Confirmed, but not so; or an error, but done."""


async def stalls(farm: Farm, seconds: float, rng: random.Random) -> list[Row]:
    """Several clients in one process that stands still for 0.3 s in every second."""
    sites, standstills, found = await farm.open(SITES), Standstills(), Found()
    clients = [site.client() for site in sites]
    await asyncio.gather(*(client.start() for client in clients))
    begin = time.monotonic() + 1.0
    for number in range(round(seconds / EVERY_S)):
        standstills.plan(begin + number * EVERY_S, STALL_S)
    timetable = _Timetable(begin, begin + seconds, rng)
    await asyncio.gather(
        *(_commands(site, client, timetable, found) for site, client in zip(sites, clients, strict=True))
    )
    await asyncio.gather(*(client.close() for client in clients))
    return _rows(found)


def _rows(found: Found) -> list[Row]:
    seen = [press for press in found.presses if press.seen]
    undone = sum(press.undone for press in seen)
    p99, worst = percentile(found.seconds, 99), max(found.seconds)
    where = f"loop stands still for {STALL_S} s in every second"
    return [
        Row(
            f"command to confirmed state, {where}",
            f"median {median(found.seconds):.3f} s, p99 {p99:.3f}, worst {worst:.3f} (of {len(found.seconds)})",
            f"p99 {P99_TARGET_S} s, worst {WORST_TARGET_S} s",
            p99 < P99_TARGET_S and worst <= WORST_TARGET_S,
        ),
        Row(
            f"{where}: presses undone, false reports",
            f"{undone} of {len(seen)}; {found.false} of {len(found.seconds)}",
            "0; 0",
            undone == 0 and found.false == 0,
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Timetable:
    """When commands are given: half of them right before a stall."""

    begin: float
    end: float
    rng: random.Random

    def next(self) -> float:
        earliest = time.monotonic() + QUIET_S + LEAD_S
        if self.rng.random() < 0.5:
            return earliest + self.rng.uniform(0.0, EVERY_S)
        stall = self.begin + EVERY_S * -(-(earliest - self.begin) // EVERY_S)
        return stall - self.rng.uniform(0.0, CLOSE_S)


async def _commands(site: Site, client: IPComClient, timetable: _Timetable, found: Found) -> None:
    number = 0
    while (moment := timetable.next()) < timetable.end:
        await _command(site, client, 1 + number % 16, moment, timetable.rng, found)
        number += 1


async def _command(
    site: Site, client: IPComClient, module: int, moment: float, rng: random.Random, found: Found
) -> None:
    lamp = OutputAddress(module, 1)
    observer = Observer(site, client, OutputAddress(module, 2), 0.0)
    press_at = moment + rng.uniform(-0.05, STALL_S)
    await observer.plan(press_at)
    await asyncio.sleep(moment - time.monotonic())
    value, error = 0 if client.snapshot.is_on(lamp) else 255, False
    began = time.monotonic()
    try:
        await client.set_output(lamp, value)
    except IPComError:
        error = True
    found.seconds.append(time.monotonic() - began)
    done = await site.ask("value", module=module, output=1) == value
    found.false += done is error
    await asyncio.sleep(max(0.0, press_at - time.monotonic()) + 0.05)
    found.presses.append(await observer.judge())

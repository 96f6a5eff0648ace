"""A thousand gateways in one process: quiet, after a stall, and with shutters that move."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from statistics import median

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.travel_times import TravelTimes

from .farm import PAIR, Farm, Site, farm
from .figures import MS, Row, percentile
from .open_files import allow_many_open_files
from .rate import Receipts

KB = 1024
AT_ONCE = 20
"""So many clients start at the same time."""
STALL_S, RECOVER_S = 0.8, 10.0
QUIET_TARGET, MOVING_TARGET = 0.2, 0.6
LEAST_RATE, GAP_TARGET_S = 2.85, 0.355
TRAVEL = TravelTimes(up=90.0, down=90.0)


@dataclass(frozen=True, slots=True)
class Observed:
    """What so many clients did for a while."""

    cpu: float
    rates: list[float]
    gaps: list[float]

    @property
    def told(self) -> str:
        return (
            f"median {median(self.rates):.3f} a second, least {min(self.rates):.3f}; "
            f"gaps p99 {percentile(self.gaps, 99) * MS:.0f} ms, worst {max(self.gaps) * MS:.0f} ms; "
            f"{self.cpu:.0%} of a core"
        )

    @property
    def in_time(self) -> bool:
        return median(self.rates) >= LEAST_RATE and percentile(self.gaps, 99) < GAP_TARGET_S


async def many(first: Farm, count: int, seconds: float) -> list[Row]:
    """The gateways are in two other processes."""
    allow_many_open_files()
    async with farm() as second:
        sites = [*await first.open(count // 2), *await second.open(count - count // 2)]
        rows = await _lamps(sites, seconds)
    async with farm() as third, farm() as fourth:
        sites = [*await third.open(count // 2, shutter=True)]
        sites += await fourth.open(count - count // 2, shutter=True)
        return [*rows, await _shutters(sites, seconds)]


async def _lamps(sites: Sequence[Site], seconds: float) -> list[Row]:
    before = _resident()
    async with _clients(sites) as clients:
        quiet = await _observe(clients, seconds)
        grown = _resident() - before
        time.sleep(STALL_S)  # noqa: ASYNC251 - the loop is to stand still
        await asyncio.sleep(RECOVER_S)
        after = await _observe(clients, seconds / 2)
    name = f"one process, {len(sites)} gateways at 350 ms"
    target = f"{QUIET_TARGET:.0%} of a core, 2.85 or more, p99 < {GAP_TARGET_S * MS:.0f} ms"
    return [
        Row(name, quiet.told, target, quiet.cpu < QUIET_TARGET and quiet.in_time),
        Row(
            f"{name}, {RECOVER_S:.0f} s after a stall of {STALL_S} s",
            after.told,
            "the same",
            after.cpu < QUIET_TARGET and after.in_time,
        ),
        Row(f"{name}: memory added by each", f"{grown / len(sites) / KB:.0f} kB resident"),
    ]


async def _shutters(sites: Sequence[Site], seconds: float) -> Row:
    async with _clients(sites, [PAIR]) as clients:
        shutters = [Shutter(client, PAIR, travel=TRAVEL) for client in clients]
        for start in range(0, len(shutters), AT_ONCE):
            await asyncio.gather(*(_begin(shutter) for shutter in shutters[start : start + AT_ONCE]))
        moving = await _observe(clients, seconds / 2)
        still = sum(shutter.moving is None for shutter in shutters)
        await asyncio.gather(*(shutter.close() for shutter in shutters))
    return Row(
        f"one process, {len(sites)} gateways, a shutter moving in each",
        moving.told + (f"; {still} stand still" if still else ""),
        f"{MOVING_TARGET:.0%} of a core",
        moving.cpu < MOVING_TARGET and not still,
    )


async def _begin(shutter: Shutter) -> None:
    """Let it move; one that does not is counted afterwards."""
    await shutter.start()
    with contextlib.suppress(IPComError):
        await shutter.close_fully()


@contextlib.asynccontextmanager
async def _clients(
    sites: Sequence[Site], shutters: Sequence[ShutterPair] = ()
) -> AsyncIterator[list[IPComClient]]:
    """Clients that are online; closed at the end."""
    clients = [site.client(shutters) for site in sites]
    for start in range(0, len(clients), AT_ONCE):
        await asyncio.gather(*(client.start() for client in clients[start : start + AT_ONCE]))
    await asyncio.sleep(2.0)
    try:
        yield clients
    finally:
        await asyncio.gather(*(client.close() for client in clients))


async def _observe(clients: Sequence[IPComClient], seconds: float) -> Observed:
    receipts = [Receipts(client) for client in clients]
    cpu, began = time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    used = (time.process_time() - cpu) / (time.monotonic() - began)
    for each in receipts:
        each.stop()
    rates = [(len(r.times) - 1) / (r.times[-1] - r.times[0]) for r in receipts if len(r.times) > 1]
    return Observed(used, rates or [0.0], [gap for r in receipts for gap in r.gaps()] or [seconds])


def _resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KB

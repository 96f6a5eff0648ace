"""Measure everything in one run and print it beside the targets.

python -m benchmarks                 # some ten minutes, on an otherwise idle machine
python -m benchmarks --quick         # a minute, to see that it works
python -m benchmarks --only race     # one part; may be repeated
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import click

from . import accuracy
from .commands import commands, scenes
from .farm import Farm, farm
from .figures import Row
from .many import many
from .memory import day, memory
from .outage import outages
from .race import races
from .rate import rate
from .table import show
from .whole_process import processes


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of everything."""

    rate_s: float = 60.0
    commands: int = 100
    scenes: int = 6
    presses: int = 1000
    outages: int = 24
    processes: int = 15
    hours: float = 24.0
    gateways: int = 500
    gateways_s: float = 30.0
    rounds: int = accuracy.ROUNDS


QUICK = Effort(
    rate_s=6,
    commands=12,
    scenes=2,
    presses=64,
    outages=4,
    processes=3,
    hours=2,
    gateways=50,
    gateways_s=5,
    rounds=1,
)

Part = Callable[[Farm, Effort, random.Random], Awaitable[list[Row]]]


async def _memory(there: Farm, effort: Effort, _rng: random.Random) -> list[Row]:
    return await memory(there) + await asyncio.to_thread(day, effort.hours)


async def _accuracy(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    result = await asyncio.to_thread(accuracy.run, rng.randrange(1000), effort.rounds)
    return [Row(*row) for row in accuracy.rows(result)]


PARTS: dict[str, Part] = {
    "rate": lambda there, effort, _: rate(there, effort.rate_s),
    "commands": lambda there, effort, rng: commands(there, effort.commands, rng),
    "scenes": lambda there, effort, _: scenes(there, effort.scenes),
    "race": lambda there, effort, rng: races(there, effort.presses, rng),
    "outage": lambda there, effort, rng: outages(there, effort.outages, rng),
    "process": lambda there, effort, _: processes(there, effort.processes),
    "memory": _memory,
    "many": lambda there, effort, _: many(there, effort.gateways, effort.gateways_s),
    "accuracy": _accuracy,
}


async def _measure(names: tuple[str, ...], effort: Effort, rng: random.Random) -> list[Row]:
    rows = []
    for name in names:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        async with farm() as there:
            rows += await PARTS[name](there, effort, rng)
    return rows


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Less of everything.")
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="Only this part.")
@click.option("--seed", default=1, show_default=True, help="For everything random.")
def main(quick: bool, only: tuple[str, ...], seed: int) -> None:
    effort = QUICK if quick else Effort()
    rows = asyncio.run(_measure(only or tuple(PARTS), effort, random.Random(seed)))
    show(rows)


if __name__ == "__main__":
    main()

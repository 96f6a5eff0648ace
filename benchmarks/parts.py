"""The parts of the measurement, in the order of the table."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from . import accuracy
from .commands import commands
from .distances import distances
from .effort import Effort
from .farm import Farm
from .figures import Row
from .flaps import flaps
from .idle import idle
from .many import many
from .memory import day, memory
from .names import names
from .outage import outages
from .press_pairs import pairs
from .press_week import week
from .race import races
from .rate import rate
from .scenes import scenes
from .stalls import stalls
from .tilts import tilts
from .whole_process import processes

Part = Callable[[Farm, Effort, random.Random], Awaitable[list[Row]]]


async def _flaps(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    return await asyncio.to_thread(flaps, effort.flap_commands, rng.randrange(1000))


async def _memory(there: Farm, effort: Effort, _rng: random.Random) -> list[Row]:
    return await memory(there) + await asyncio.to_thread(day, effort.hours)


async def _presses(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    seed = rng.randrange(1000)
    seen = await asyncio.to_thread(pairs, effort.pairs, seed)
    return seen + await asyncio.to_thread(week, effort.pressed_days, seed)


async def _accuracy(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    seed = rng.randrange(1000)
    result = await asyncio.to_thread(accuracy.run, seed, effort.accuracy_rounds, effort.accuracy_seeds)
    return accuracy.rows(result)


async def _distances(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    return await asyncio.to_thread(distances, effort.distance_motors, rng.randrange(1000))


async def _tilts(_there: Farm, effort: Effort, rng: random.Random) -> list[Row]:
    return await asyncio.to_thread(tilts, effort.tilt_motors, rng.randrange(1000))


PARTS: dict[str, Part] = {
    "rate": lambda there, effort, _: rate(there, effort.rate_s),
    "commands": lambda there, effort, rng: commands(there, effort.commands, rng),
    "stalls": lambda there, effort, rng: stalls(there, effort.stalls_s, rng),
    "scenes": lambda there, effort, _: scenes(there, effort.scenes, effort.losses),
    "race": lambda there, effort, rng: races(there, effort.presses, rng),
    "presses": _presses,
    "flaps": _flaps,
    "outage": lambda there, effort, rng: outages(there, effort.outages, rng),
    "names": lambda there, *_: names(there),
    "process": lambda there, effort, _: processes(there, effort.processes),
    "idle": lambda there, effort, _: idle(there, effort.idle_s),
    "many": lambda there, effort, _: many(there, effort.gateways, effort.gateways_s),
    "accuracy": _accuracy,
    "distances": _distances,
    "tilts": _tilts,
    "memory": _memory,
}

"""Two presses of one switch, so far apart, at any moment between two reads: how many count as a double."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from ipcom.errors import IPComError
from ipcom.simulator.testing.virtual_time import run_virtual

from .figures import MS, Row
from .press_house import APP_LAMPS, LAMPS, STAIRS, Scene, listening

APART_S = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)
HALL = LAMPS[0]
AFTERWARDS_S = (1.9, 2.4)
"""So long after a pair the next one begins: no read counts the two together."""
APP_EVERY_S, STAIRS_EVERY_S = (20.0, 60.0), (62.0, 90.0)


@dataclass(slots=True)
class PairsFound:
    """What became of the pairs, by their distance."""

    pairs: Counter[float] = field(default_factory=Counter)
    doubles: Counter[float] = field(default_factory=Counter)
    told_after_s: list[float] = field(default_factory=list)
    """How long after the second press of a pair the double was told."""
    others: int = 0
    """Doubles that were none: of another output, or with a count above 2."""

    def share(self, apart_s: float) -> float:
        return self.doubles[apart_s] / self.pairs[apart_s]


def try_pairs(each: int, seed: int, *, quick: bool) -> PairsFound:
    """Press `each` pairs of every distance."""
    return run_virtual(_pairs(each, seed, quick))


async def _pairs(each: int, seed: int, quick: bool) -> PairsFound:
    rng, found = random.Random(seed), PairsFound()
    plan = [apart_s for apart_s in APART_S for _ in range(each)]
    rng.shuffle(plan)
    async with listening(seed, quick=quick) as scene:
        others = [asyncio.create_task(_app(scene, rng)), asyncio.create_task(_stairs(scene, rng))]
        for apart_s in plan:
            await _pair(scene, rng, apart_s, found)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    return found


async def _pair(scene: Scene, rng: random.Random, apart_s: float, found: PairsFound) -> None:
    told = scene.listener.told
    told.clear()
    scene.gateway.press(HALL)
    await asyncio.sleep(apart_s)
    scene.gateway.press(HALL)
    pressed_at = scene.gateway.time()
    await asyncio.sleep(rng.uniform(*AFTERWARDS_S))
    doubles = [at for at, press in told if press.thing == HALL and press.count == 2]
    found.pairs[apart_s] += 1
    found.doubles[apart_s] += len(doubles)
    found.told_after_s += [at - pressed_at for at in doubles]
    found.others += sum(press.count > 1 for _, press in told) - len(doubles)


async def _app(scene: Scene, rng: random.Random) -> None:
    """Another program switches lamps now and then."""
    while True:
        await asyncio.sleep(rng.uniform(*APP_EVERY_S))
        lamp = rng.choice(APP_LAMPS)
        try:
            await scene.app.set_output(lamp, 0 if scene.app.observed.is_on(lamp) else 255)
        except IPComError:
            continue


async def _stairs(scene: Scene, rng: random.Random) -> None:
    """The stairs are lit, and go dark by themselves."""
    while True:
        scene.gateway.press(STAIRS)
        await asyncio.sleep(rng.uniform(*STAIRS_EVERY_S))


def pairs(each: int, seed: int) -> list[Row]:
    """A row for each distance, and how soon the second press is told."""
    usual, quick = (try_pairs(each, seed, quick=quick) for quick in (False, True))
    rows = [
        Row(
            f"two presses {apart_s:.1f} s apart, told as a double (of {each})",
            f"{usual.share(apart_s):.0%}; with quick polls {quick.share(apart_s):.0%}",
            f"{min(1.0, apart_s / 0.35):.0%}: a read lies between",
        )
        for apart_s in APART_S
    ]
    soon = (mean(found.told_after_s) * MS for found in (usual, quick))
    late = (max(found.told_after_s) * MS for found in (usual, quick))
    others = usual.others + quick.others
    return [
        *rows,
        Row(
            "from the second press to its double",
            "mean {:.0f} ms; with quick polls {:.0f} ms".format(*soon)
            + " (worst {:.0f}; {:.0f} ms)".format(*late),
        ),
        Row(
            "these pairs: doubles that were none",
            f"{others} of {2 * each * len(APART_S)}",
            "0",
            others == 0,
        ),
    ]

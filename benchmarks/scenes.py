"""Many outputs with one command: all frames arrive, or one is lost on the bus."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OUTPUTS_PER_MODULE, OutputAddress

from .farm import Farm, Site
from .figures import MS, Row

QUIET_S = 0.4
SLOW_ROUND_TRIP_S = 0.6
SITES = 4
SIZES = ((4, 0.78, 1.4, "32 frames, 3.1 s"), (16, 3.8, 4.3, ""))
"""Modules, the target in seconds, that with one frame lost, and what an earlier client needed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: frames, seconds, and how many outputs are not as wanted afterwards."""

    frames: int
    seconds: float
    wrong: int
    error: str = ""


async def scenes(farm: Farm, times: int, losses: int) -> list[Row]:
    """Scenes of 32 and of 128 outputs; each once more with one frame lost, and one on a slow line."""
    rows = []
    for modules, limit_s, _, earlier in SIZES:
        (site,) = await farm.open()
        async with site.client() as client:
            done = [await _scene(client, site, modules, on=turn % 2 == 0) for turn in range(times)]
        rows.append(_row(_name(modules), done, modules, limit_s, earlier))
    lossy, slow = await asyncio.gather(
        asyncio.gather(*(_with_losses(farm, modules, losses) for modules, *_ in SIZES)), _slow(farm)
    )
    for (modules, _, limit_s, _), done in zip(SIZES, lossy, strict=True):
        name = f"{_name(modules)}, one frame lost, each module in turn"
        rows.append(_row(name, done, modules + 1, limit_s))
    return [*rows, slow]


def _name(modules: int) -> str:
    return f"scene: {modules * OUTPUTS_PER_MODULE} outputs on {modules} modules"


def _row(name: str, done: Sequence[Scene], frames: int, limit_s: float, earlier: str = "") -> Row:
    counts = sorted({scene.frames for scene in done})
    worst = max(scene.seconds for scene in done)
    wrong = sum(scene.wrong for scene in done)
    failed = sum(bool(scene.error) for scene in done)
    return Row(
        name,
        f"{'/'.join(map(str, counts))} frames; median {median(scene.seconds for scene in done):.2f} s, "
        f"worst {worst:.2f} s (of {len(done)}); {wrong} outputs wrong"
        + (f", {failed} failed" if failed else ""),
        f"{frames} frames, {limit_s} s, every output right",
        counts == [frames] and worst <= limit_s and wrong == failed == 0,
        earlier,
    )


async def _with_losses(farm: Farm, modules: int, losses: int) -> list[Scene]:
    """Each module loses its frame once, or every few of them; several gateways share the work."""
    losing = [1 + n * modules // min(losses, modules) for n in range(min(losses, modules))]
    sites = await farm.open(min(SITES, len(losing)))
    shares = [losing[n :: len(sites)] for n in range(len(sites))]
    runs = await asyncio.gather(
        *(_losing(site, modules, share) for site, share in zip(sites, shares, strict=True))
    )
    return [scene for run in runs for scene in run]


async def _losing(site: Site, modules: int, losing: Sequence[int]) -> list[Scene]:
    done = []
    async with site.client() as client:
        for turn, module in enumerate(losing):
            await site.ask("lose", module=module)
            done.append(await _scene(client, site, modules, on=turn % 2 == 0))
            if done[-1].wrong:  # the next one begins as if this one had succeeded
                await _scene(client, site, modules, on=turn % 2 == 0)
    return done


async def _slow(farm: Farm) -> Row:
    modules, *_ = SIZES[-1]
    (site,) = await farm.open(round_trip_s=SLOW_ROUND_TRIP_S)
    async with site.client() as client:
        done = [await _scene(client, site, modules, on=True)]
    (scene,) = done
    return Row(
        f"{_name(modules)}, {SLOW_ROUND_TRIP_S * MS:.0f} ms round trip",
        f"{scene.frames} frames, {scene.seconds:.1f} s; {scene.wrong} outputs wrong {scene.error}".rstrip(),
        "complete",
        scene.wrong == 0 and not scene.error,
    )


async def _scene(client: IPComClient, site: Site, modules: int, *, on: bool) -> Scene:
    await asyncio.sleep(QUIET_S)
    error, began = "", time.monotonic()
    value = 255 if on else 0
    every = [OutputAddress(m, o) for m in range(1, modules + 1) for o in range(1, OUTPUTS_PER_MODULE + 1)]
    try:
        await client.set_outputs(dict.fromkeys(every, value))
    except IPComError as problem:
        error = f"({type(problem).__name__})"
    seconds = time.monotonic() - began
    shown = bytes.fromhex(await site.ask("outputs"))
    wrong = sum(shown[address.index] != value for address in every)
    return Scene(len(await site.ask("writes", since=began)), seconds, wrong, error)

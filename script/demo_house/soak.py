"""script/demo --restarts N: the gateway is killed and comes back under a running Home Assistant."""

from __future__ import annotations

import asyncio
import random

from ipcom.simulator import House

from .figures import Finding, latencies, table
from .home import Home, demo_home
from .journal import journal_finding, read
from .options import Options
from .watch import StateWatch, shows

GONE_S = 3.0
"""How soon Home Assistant must show that the gateway is gone."""
BACK_S = 2.0
"""How soon it must show the house again."""
PATIENCE_S = 60.0
DOWN_S = (0.2, 8.0)
SEED = 11
LOST, BACK = "the link is lost", "the link is back"


async def soak(options: Options) -> int:
    """Print the figures; returns 0 when every restart was survived as promised."""
    assert options.restarts is not None
    rng = random.Random(SEED)
    gone: list[float] = []
    back: list[float] = []
    async with demo_home(options, House.demo()) as home:
        watch = StateWatch()
        await watch.follow(home.live)
        for number in range(1, options.restarts + 1):
            down_s = rng.uniform(*DOWN_S)
            lost_after, back_after = await _restart(home, watch, down_s)
            gone.append(lost_after)
            back.append(back_after)
            print(
                f"  {number}: gone for {down_s:.1f} s; shown after {lost_after:.2f} s, back after {back_after:.2f} s",
                flush=True,
            )
        log = home.folder.log
    lines = [line for line in read(log.read_text()) if line.ours]
    findings = [
        Finding(
            "recoveries",
            f"{len(back)} of {options.restarts}",
            str(options.restarts),
            len(back) == options.restarts,
        ),
        latencies("lights shown as unavailable", gone, f"< {GONE_S:.0f} s", ok=max(gone) < GONE_S),
        latencies("lights shown again", back, f"< {BACK_S:.0f} s", ok=max(back) < BACK_S),
        _count("lines that say lost", [line.text for line in lines if LOST in line.text], options.restarts),
        _count("lines that say back", [line.text for line in lines if BACK in line.text], options.restarts),
        journal_finding(log),
    ]
    print(f"\n{table(findings)}\n")
    return 0 if all(finding.ok for finding in findings) else 1


async def _restart(home: Home, watch: StateWatch, down_s: float) -> tuple[float, float]:
    """Kill the gateway for a while; returns how long losing and finding it took to show, in seconds."""
    light = home.fittings.lights[0].entity_id
    loop = asyncio.get_running_loop()
    seen_gone = watch.next(light, shows("unavailable"))
    killed = loop.time()
    await home.gateway.stop()
    gone_at = await asyncio.wait_for(seen_gone, PATIENCE_S)
    await asyncio.sleep(down_s)
    seen_back = watch.next(light, lambda state: state["state"] != "unavailable")
    started = loop.time()
    await home.gateway.start()
    back_at = await asyncio.wait_for(seen_back, PATIENCE_S)
    await asyncio.sleep(1.0)
    return gone_at - killed, back_at - started


def _count(name: str, lines: list[str], wanted: int) -> Finding:
    return Finding(name, str(len(lines)), str(wanted), ok=len(lines) == wanted)

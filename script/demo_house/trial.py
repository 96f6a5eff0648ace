"""script/demo --check: everything that was promised, done and measured without a person."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from ipcom.simulator import House

from .clicks import click_lights, press_switches
from .figures import Finding, table
from .home import Home, demo_home
from .journal import journal_finding
from .mischief import survive_mischief
from .options import Options
from .page_trial import press_on_the_page
from .ports import is_free
from .quiet import keep_quiet
from .shutter_trial import drive_shutter
from .watch import StateWatch


async def check(options: Options) -> int:
    """Print the figures; returns 0 when all of them are as promised."""
    print("Home Assistant over the simulated house:", flush=True)
    findings: list[Finding] = []
    async with demo_home(options, House.demo()) as home:
        log, port = home.folder.log, home.port
        ports = (home.port, home.gateway.port, home.page.port)
        async for finding in _findings(home, options):
            findings.append(finding)
            print(f"  {'ok' if finding.ok else 'NO'}  {finding.name}: {finding.found}", flush=True)
        stopping = time.monotonic()
    findings.append(_stopped(time.monotonic() - stopping, ports))
    findings.append(journal_finding(log))
    findings += [finding async for finding in survive_mischief(options)]
    print(f"\n{table(findings)}\n")
    ok = all(finding.ok for finding in findings)
    print("Everything works." if ok else f"Not everything works (port {port}); see {log}")
    return 0 if ok else 1


async def _findings(home: Home, options: Options) -> AsyncIterator[Finding]:
    things = len(home.fittings.things)
    yield Finding(
        "started and set up through its forms", f"{home.start_s:.1f} s, {things} devices", "", ok=True
    )
    watch = StateWatch()
    await watch.follow(home.live)
    await asyncio.sleep(1.0)
    yield await click_lights(home, watch, options.samples)
    yield await press_switches(home, watch, options.samples)
    yield await press_on_the_page(home, watch)
    yield await keep_quiet(home, watch, options.quiet_s)
    async for finding in drive_shutter(home, watch):
        yield finding


def _stopped(seconds: float, ports: tuple[int, ...]) -> Finding:
    taken = [port for port in ports if not is_free(port)]
    found = f"{seconds:.1f} s, " + (f"still in use: {taken}" if taken else "all ports free again")
    return Finding("everything stopped", found, "ports free", ok=not taken)

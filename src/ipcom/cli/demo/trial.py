"""The demo without a terminal: its parts are tried once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import IPComError
from ...model.address import OutputAddress
from .demo_parts import start_demo

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from ...model.change import StateChange
    from ...shutter.shutter import Shutter
    from ..records import Record
    from .demo_parts import DemoParts

LIGHT, DIMMER, SWITCH_AT_THE_WALL = OutputAddress(2, 3), OutputAddress(6, 2), OutputAddress(2, 2)
SHUTTER = "bedroom_window_u"
MIN_UPDATES_PER_S = 2.5
WALL_S = 1.0
"""How long to wait for a press at the wall. It shows within one poll of 0.35 s."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one attempt."""

    name: str
    ok: bool
    found: str


@dataclass(slots=True)
class Trial:
    """The results of all attempts."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all attempts succeeded."""
        return all(finding.ok for finding in self.findings)

    @property
    def record(self) -> Record:
        """The JSON of it."""
        found = [{"name": one.name, "ok": one.ok, "found": one.found} for one in self.findings]
        return {"ok": self.ok, "findings": found}


async def try_house(*, speed: float, seed: int, seconds: float) -> Trial:
    """Switch a light, a dimmer and a shutter, press a wall switch, and watch, for `seconds` in total."""
    trial = Trial()
    began = _now()
    async with start_demo(speed, seed) as parts:
        first, first_at = parts.client.statistics.polls, parts.client.observed.received_at
        outside: list[OutputAddress] = []
        parts.client.subscribe(lambda change: outside.extend(_outside(change)))
        trial.findings += [
            await _commanded("Light on", parts.client.set_output(LIGHT, 255)),
            await _commanded("Dimmer to 60 %", parts.client.set_output(DIMMER, 60)),
            await _moved(parts),
            await _pressed(parts),
        ]
        await asyncio.sleep(max(0.0, began + seconds - _now()))
        per_second = (parts.client.statistics.polls - first) / (parts.client.observed.received_at - first_at)
        trial.findings += [
            Finding("Wall switches seen", bool(outside), f"{len(outside)}"),
            Finding("Updates per second", per_second >= MIN_UPDATES_PER_S, f"{per_second:.2f}"),
            _round_trips(parts),
            Finding(
                "Reconnects", parts.client.statistics.reconnects == 0, str(parts.client.statistics.reconnects)
            ),
        ]
    return trial


async def _commanded(name: str, command: Awaitable[None]) -> Finding:
    began = _now()
    try:
        await command
    except IPComError as error:
        return Finding(name, ok=False, found=str(error))
    return Finding(name, ok=True, found=f"confirmed after {_ms(_now() - began)}")


async def _open_for(shutter: Shutter, seconds: float) -> None:
    """Open it for so long, and let the motor come to rest."""
    await shutter.open_fully()
    await asyncio.sleep(seconds)
    await shutter.stop()
    await asyncio.sleep(0.2)


async def _moved(parts: DemoParts) -> Finding:
    """Open a shutter for two seconds, and compare its counted position with that of the motor."""
    shutter = parts.shutters[SHUTTER]
    try:
        await _open_for(shutter, 2.0)
    except IPComError as error:
        return Finding("Shutter", ok=False, found=str(error))
    counted, real = shutter.position or 0.0, parts.house.world.shutters[shutter.pair].position
    found = f"counted {counted:.1f} %, really {real:.1f} % open"
    return Finding("Shutter up and stopped", ok=real > 0 and abs(counted - real) < 5.0, found=found)


async def _pressed(parts: DemoParts) -> Finding:
    seen = asyncio.Event()

    def look(change: StateChange) -> None:
        if SWITCH_AT_THE_WALL in _outside(change):
            seen.set()

    unsubscribe = parts.client.subscribe(look)
    began = _now()
    parts.gateway.press(SWITCH_AT_THE_WALL)
    try:
        async with asyncio.timeout(WALL_S):
            await seen.wait()
    except TimeoutError:
        return Finding("Wall switch pressed", ok=False, found=f"not seen within {WALL_S:.0f} s")
    finally:
        unsubscribe()
    return Finding("Wall switch pressed", ok=True, found=f"seen after {_ms(_now() - began)}")


def _round_trips(parts: DemoParts) -> Finding:
    found = parts.client.statistics
    median_s, worst_s = found.round_trip_median or 0.0, found.round_trip_worst or 0.0
    return Finding("Round trip", ok=True, found=f"median {_ms(median_s)}, worst {_ms(worst_s)}")


def _outside(change: StateChange) -> list[OutputAddress]:
    return [one.address for one in change.observed_changes if not one.own]


def _now() -> float:
    return asyncio.get_running_loop().time()


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"

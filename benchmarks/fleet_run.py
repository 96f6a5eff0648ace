"""One fleet of so many houses: started, idle, busy, and after a restart of its broker."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipcom.model.devices import Category
from ipcom.simulator.house.demo_house import demo_devices

from .figures import percentile
from .fleet_lines import Helper, helper
from .fleet_processes import Bridge, Broker, Meter

THINGS = 17
PRESS_EVERY_S, COMMAND_EVERY_S, MOVING = 10.0, 60.0, 0.05
FEW, OFTEN_S = 10, 3.0
"""So few houses are commanded more often, or there would be nothing to sum up."""
COMMANDED_MODULE = 1
SIMULATORS = 2
SETTLE_S = 3.5
"""The bridge's quiet time after a connection is over then."""
START_WITHIN_S, RESTART_WITHIN_S = 180.0, 60.0
DOWN_S = 2.0
"""How long the broker is away."""
CALM_S = 1.5
"""After the last press, until all is read and told."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long each part lasts."""

    idle_s: float = 15.0
    busy_s: float = 45.0


@dataclass(slots=True)
class Found:
    """What was measured of one fleet. CPU is in cores, memory in bytes, times in seconds."""

    houses: int
    start_s: float = 0.0
    idle_cpu: dict[str, float] = field(default_factory=dict)
    idle_gaps: list[float] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    gaps: list[float] = field(default_factory=list)
    messages_a_second: float = 0.0
    to_result: list[float] = field(default_factory=list)
    to_relay: list[float] = field(default_factory=list)
    not_confirmed: int = 0
    to_wall: list[float] = field(default_factory=list)
    presses: int = 0
    right_after_reconnection: list[float] = field(default_factory=list)
    all_right_s: float = 0.0
    restart_gaps: list[float] = field(default_factory=list)
    restart_cpu: dict[str, float] = field(default_factory=dict)
    memory_after_restart: dict[str, int] = field(default_factory=dict)
    shutters_first: int = 0
    wrong_states: int = 0
    end_s: float = 0.0


class Fleet:
    """The processes of one run."""

    def __init__(self, broker: Broker, simulators: Sequence[Helper], clients: Helper, bridge: Bridge) -> None:
        self.broker = broker
        self.simulators = simulators
        self.clients = clients
        self.bridge = bridge

    def meter(self) -> Meter:
        return Meter(
            {
                "bridge": [self.bridge.pid],
                "broker": [self.broker.pid],
                "simulators": [each.pid for each in self.simulators],
                "clients": [self.clients.pid],
            }
        )

    async def gateways(self, do: str, **request: object) -> list[Any]:
        """Ask all processes with gateways; their answers in one list, in the order of the houses."""
        answers = await asyncio.gather(*(each.ask(do, **request) for each in self.simulators))
        return [item for answer in answers for item in answer or ()]

    async def begin(self, press_every: float = 0.0) -> None:
        await self.clients.ask("forget")
        await self.gateways("begin", press_every=press_every, seed=1)

    async def until_right(self, houses: int, within_s: float) -> None:
        """Wait until the states of all houses are told."""
        until = time.monotonic() + within_s
        while await self.clients.ask("online") < houses:
            assert time.monotonic() < until, f"not all houses are there: {self.bridge.trouble[-2000:]}"
            await asyncio.sleep(0.1)


@asynccontextmanager
async def _fleet(names: Sequence[str]) -> AsyncIterator[Fleet]:
    """Start all but the bridge."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        broker = Broker(folder)
        await broker.start()
        stack.push_async_callback(broker.stop)
        clients = await stack.enter_async_context(helper("benchmarks.fleet_clients", broker.port))
        simulators = [
            await stack.enter_async_context(helper("benchmarks.fleet_gateways")) for _ in range(SIMULATORS)
        ]
        half = len(names) // 2
        ports = [await simulators[0].ask("open", count=len(names) - half)]
        ports += [await simulators[1].ask("open", count=half)]
        await clients.ask("connect")
        bridge = Bridge(folder, broker.port, dict(zip(names, ports[0] + ports[1], strict=True)))
        yield Fleet(broker, simulators, clients, bridge)


async def run(houses: int, effort: Effort, profiler: Sequence[str] = ()) -> Found:
    """Measure one fleet. `profiler` starts the bridge."""
    names = [f"h{number:04}" for number in range(houses)]
    found = Found(houses)
    async with _fleet(names) as fleet:
        await fleet.begin()
        began = time.monotonic()
        await fleet.bridge.start(*profiler)
        try:
            await fleet.until_right(houses, START_WITHIN_S)
            heard = await fleet.clients.ask("heard")
            found.start_s = max(heard["right"].values()) - began
            await asyncio.sleep(SETTLE_S)
            await _idle(fleet, found, effort.idle_s)
            await _busy(fleet, found, names, effort.busy_s)
            await _restart(fleet, found, names)
        finally:
            found.end_s = await fleet.bridge.stop()
    return found


async def _idle(fleet: Fleet, found: Found, seconds: float) -> None:
    await fleet.begin()
    meter = fleet.meter()
    await asyncio.sleep(seconds)
    found.idle_cpu = meter.cpu()
    found.idle_gaps = _gaps(await fleet.gateways("seen"))


async def _busy(fleet: Fleet, found: Found, names: Sequence[str], seconds: float) -> None:
    await fleet.begin(PRESS_EVERY_S)
    moving = names[: max(1, round(len(names) * MOVING))]
    await fleet.clients.ask(
        "begin",
        houses=names,
        moving=moving,
        command_every=COMMAND_EVERY_S if len(names) > FEW else OFTEN_S,
        seed=1,
    )
    meter, began = fleet.meter(), time.monotonic()
    await asyncio.sleep(seconds)
    found.cpu, found.memory = meter.cpu(), meter.resident()
    took = time.monotonic() - began
    await fleet.clients.ask("rest")
    await fleet.gateways("rest")
    await asyncio.sleep(CALM_S)
    seen, heard = await fleet.gateways("seen"), await fleet.clients.ask("heard")
    found.gaps = _gaps(seen)
    found.messages_a_second = sum(heard["messages"].values()) / took
    _commands(found, dict(zip(names, seen, strict=True)), heard)
    _presses(found, dict(zip(names, seen, strict=True)), heard)


def _gaps(seen: Sequence[Mapping[str, Any]]) -> list[float]:
    return [gap for each in seen for gap in each["gaps"]]


def _commands(found: Found, seen: Mapping[str, Mapping[str, Any]], heard: Mapping[str, Any]) -> None:
    """Match each command with its result, and with the next frame to the module of its lamp."""
    found.not_confirmed = heard["unanswered"]
    for house, sent, told, result in heard["results"]:
        if result != "confirmed":
            found.not_confirmed += 1
            continue
        found.to_result.append(told - sent)
        frames = (at - sent for at, module in seen[house]["writes"] if module == COMMANDED_MODULE)
        after = next((ago for ago in frames if ago >= 0), None)
        if after is not None:
            found.to_relay.append(after)


def _presses(found: Found, seen: Mapping[str, Mapping[str, Any]], heard: Mapping[str, Any]) -> None:
    """Match each press with the next message about one of its house."""
    told: dict[str, list[float]] = {}
    for house, at in heard["walls"]:
        told.setdefault(house, []).append(at)
    for house, each in seen.items():
        for pressed in each["presses"]:
            found.presses += 1
            after = next((at - pressed for at in told.get(house, ()) if at >= pressed), None)
            if after is not None and after < PRESS_EVERY_S:
                found.to_wall.append(after)


async def _restart(fleet: Fleet, found: Found, names: Sequence[str]) -> None:
    """Let the broker end and come back while walls are pressed, and see when all is right again."""
    await fleet.begin(PRESS_EVERY_S)
    await fleet.broker.stop()
    await asyncio.sleep(DOWN_S)
    await fleet.clients.ask("forget")
    await fleet.broker.start()
    back, meter = time.monotonic(), fleet.meter()
    await fleet.until_right(len(names), RESTART_WITHIN_S)
    heard = await fleet.clients.ask("heard")
    found.restart_cpu, found.memory_after_restart = meter.cpu(), meter.resident()
    found.all_right_s = max(heard["right"].values()) - back
    connected = fleet.broker.connected
    found.right_after_reconnection = [heard["right"][house] - connected[f"ipcom-{house}"] for house in names]
    found.restart_gaps = _gaps(await fleet.gateways("seen"))
    found.shutters_first = sum(_shutters_first(heard["order"][house]) for house in names)
    await fleet.gateways("rest")
    await asyncio.sleep(CALM_S)
    found.wrong_states = await _wrong(fleet, names)


def _shutters_first(order: Sequence[str]) -> bool:
    return all(name.endswith("-u") for name in order[:3])


async def _wrong(fleet: Fleet, names: Sequence[str]) -> int:
    """How many lamps are not as the last state of them says, or have none."""
    states = await fleet.clients.ask("states")
    wrong = 0
    lamps = [device for device in demo_devices().outputs if device.category is not Category.SHUTTERS]
    for house, shown in zip(names, await fleet.gateways("values"), strict=True):
        values = bytes.fromhex(shown)
        for device in lamps:
            told = states.get(f"ipcom/{house}/{device.key.replace('_', '-')}/state")
            is_on = bool(values[device.address.index])
            wrong += told is None or (json.loads(told)["state"] == "ON") != is_on
    return wrong


def summed(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, 99th percentile and worst."""
    ordered = list(values) or [float("nan")]
    return percentile(ordered, 50), percentile(ordered, 99), max(ordered)

"""A small house that has every kind of shutter, its gateway, and the cable to it, in virtual time."""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Callable, Coroutine
from typing import Any

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway import SimulatedGateway
from ipcom.simulator.house import House
from ipcom.simulator.layout import Layout
from ipcom.simulator.memory_transport import connect_in_memory
from ipcom.simulator.motor import MotorSpec
from ipcom.simulator.virtual_time import EPOCH_S, START_TIME_S, VirtualLoop
from ipcom.simulator.world import Cause, World

MAX_RUN_S = 8.0
ROLLER = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), max_run=MAX_RUN_S)
BLIND = ShutterPair(up=OutputAddress(5, 3), down=OutputAddress(5, 4), pause=0.5, max_run=MAX_RUN_S)
APART = ShutterPair(up=OutputAddress(5, 5), down=OutputAddress(6, 1), max_run=MAX_RUN_S)
SHUTTERS = {"roller": ROLLER, "blind": BLIND, "apart": APART}
PAIRS = tuple(SHUTTERS.values())
RELAYS = {address: pair for pair in PAIRS for address in pair.addresses}
LAMPS = (OutputAddress(5, 7), OutputAddress(5, 8), OutputAddress(6, 2))
DIMMER = OutputAddress(6, 3)
KINDS = dict.fromkeys(LAMPS, OutputKind.RELAY) | {DIMMER: OutputKind.DIMMER}
TRAVEL = {
    ROLLER: TravelTimes(up=3.0, down=2.7, overrun_s=0.3),
    BLIND: TravelTimes(up=3.0, down=2.7, start_delay=0.1, stop_lag=0.1, overrun_s=0.3, tilt=0.8),
    APART: None,
}
HEALTHY = Faults()
USUAL_LATENCY_S = 0.002
BUS_TIMER_S = 6.0
"""The bus itself switches one shutter off after this, as real modules can be told to."""


def other(address: OutputAddress) -> OutputAddress:
    """The relay of the opposite direction."""
    pair = RELAYS[address]
    return pair.down if address == pair.up else pair.up


def role(address: OutputAddress) -> str:
    """The direction in which a relay drives."""
    return "up" if address == RELAYS[address].up else "down"


class Cable(asyncio.Protocol):
    """The gateway's end of one connection, reached after the network's latency."""

    def __init__(self, site: Site, gateway_end: asyncio.Protocol) -> None:
        self._site = site
        self._end = gateway_end
        self._due = 0.0
        self._severed = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._end.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if not self._severed and not self._site.unplugged:
            self._pass(self._end.data_received, data)

    def eof_received(self) -> None:
        """Let both ends close."""

    def connection_lost(self, error: Exception | None) -> None:
        self._severed = True
        self._end.connection_lost(error)

    def sever(self) -> None:
        """The machine at the client's end is gone: what had left arrives, and no more."""
        self._severed = True
        self._pass(self._transport.abort)

    def _pass(self, action: Callable[..., object], *args: object) -> None:
        self._due = max(self._due, self._site.loop.time() + self._site.latency_s)
        if self._due > self._site.loop.time():
            self._site.loop.call_at(self._due, action, *args)
        else:
            action(*args)


class SiteClock:
    """The clocks of the machine that our program runs on; the wall clock may be set."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.offset_s = EPOCH_S - START_TIME_S

    def monotonic(self) -> float:
        return self._loop.time()

    def time(self) -> float:
        return self._loop.time() + self.offset_s


class Site:
    """House, gateway, network and clocks: everything but our program."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.clock = SiteClock(self.loop)
        self.latency_s = USUAL_LATENCY_S
        self.unplugged = False
        self.tasks: set[asyncio.Task[Any]] = set()
        layout = Layout(
            kinds=KINDS,
            shutters={
                pair: MotorSpec(up_s=3.0, down_s=2.7, start_delay_s=0.1, stop_lag_s=0.1) for pair in PAIRS
            },
            auto_off={APART.down: BUS_TIMER_S},
        )
        self.gateway = SimulatedGateway(
            House({1: layout}, {1: Devices(())}, faults=HEALTHY), listen=False, rng=random.Random(2)
        )
        self.run_until(self.gateway.start())

    @property
    def world(self) -> World:
        return self.gateway.house.world

    @property
    def house_ahead_s(self) -> float:
        """What the house's clock shows more than ours."""
        return self.world.now() - self.loop.time()

    @property
    def now(self) -> float:
        return self.loop.time()

    # -- running -----------------------------------------------------------

    def run(self, seconds: float) -> None:
        """Let everybody live for a while."""
        self.loop.call_later(seconds, self.loop.stop)
        self.loop.run_forever()

    def run_until(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.loop.run_until_complete(coroutine)

    def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.run_until(self.gateway.stop())
        self.run(0.01)
        self.loop.close()

    # -- the network -------------------------------------------------------

    async def connect(self) -> tuple[Cable, tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A new connection; refused while the gateway is down, never made while nothing is plugged in."""
        await asyncio.sleep(self.latency_s)
        if self.unplugged:
            await asyncio.sleep(3600.0)
        if not self.gateway.running:
            raise ConnectionRefusedError("the gateway is down")
        cable = Cable(self, self.gateway._accept())
        return cable, connect_in_memory(cable)

    def reboot(self, *, keep_outputs: bool, down_s: float) -> None:
        """The gateway restarts in the background."""
        if self.gateway.running:
            coroutine = self.gateway.reboot(keep_outputs=keep_outputs, down_s=down_s)
            task = contextvars.Context().run(self.loop.create_task, coroutine)
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    def work_again(self) -> None:
        """What was wrong with gateway and network is over."""
        if self.gateway.faults is not HEALTHY:
            self.gateway.faults = HEALTHY
            self._do_late_writes()
        self.unplugged = False
        self.latency_s = USUAL_LATENCY_S

    def _do_late_writes(self) -> None:
        """No gateway does a later write before an earlier one."""
        timers = self.gateway._timers
        for handle in sorted(timers._handles, key=asyncio.TimerHandle.when):
            handle._callback()  # type: ignore[attr-defined]
            handle.cancel()

    def heal(self) -> None:
        """Everything works, and runs."""
        self.work_again()
        while self.tasks:
            self.run(1.0)

    # -- clocks ------------------------------------------------------------

    def freeze(self, seconds: float) -> None:
        """Our machine stands still while time goes on."""
        self.loop._virtual.now += seconds

    def suspend(self, seconds: float) -> None:
        """Our machine sleeps, and its monotonic clock with it; the house and the time of day go on."""
        self.world.clock._anchor += seconds
        self.clock.offset_s += seconds

    # -- people ------------------------------------------------------------

    def break_switch(self, pair: ShutterPair) -> None:
        """A broken switch puts both directions on."""
        for address in pair.addresses:
            self.world._set(address, 255, self.world.now(), Cause.WALL)

    def last_on(self, address: OutputAddress) -> Cause | None:
        """Who switched this output on the last time."""
        for event in reversed(self.world.history):
            if event.address == address and event.value:
                return event.cause
        return None

"""A link that breaks every few replies: commands go on, and end. In virtual time."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

from ipcom.client.client import IPComClient
from ipcom.client.connection.connector import Writer
from ipcom.client.status import ConnectionState, ConnectionStatus
from ipcom.errors import IPComError
from ipcom.model.address import MODULES, OutputAddress
from ipcom.model.devices import Devices
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.world import Cause
from ipcom.simulator.testing.virtual_time import LoopClock, run_virtual

from .farm import lamps
from .figures import Row

FEWEST, MOST = 4, 9
"""Replies before a link breaks, the login's counted."""
ROUND_TRIP_S = 0.02
PRESSES = 200
LONGEST_S = 12.0
GIVE_UP_S = 300.0
ONE_POLL_S = 0.35 + 2 * ROUND_TRIP_S
LOOK_EVERY_S = 0.01


@dataclass(slots=True)
class Found:
    """What became of the commands and presses; seconds of virtual time."""

    seconds: list[float] = field(default_factory=list)
    confirmed: int = 0
    falsely: int = 0
    shown_after_s: list[float] = field(default_factory=list)
    presses: int = 0
    undone: int = 0
    breaks: int = 0


def flaps(commands: int, seed: int) -> list[Row]:
    """Lamp commands one after the other over such a link."""
    found = run_virtual(_Flaps(random.Random(seed)).go(commands))
    done, worst, shown = len(found.seconds), max(found.seconds), max(found.shown_after_s)
    where = f"links that break every {FEWEST} to {MOST} replies"
    return [
        Row(
            f"{where} ({found.breaks} breaks): {done} lamp commands confirmed",
            f"{found.confirmed / done:.1%}, {found.falsely} falsely",
            "90 %, none falsely",
            found.confirmed >= 0.9 * done and not found.falsely,
        ),
        Row(
            f"{where}: the longest command",
            f"{worst:.1f} s",
            f"{LONGEST_S:.0f} s, never again",
            worst <= LONGEST_S,
        ),
        Row(
            f"{where}: presses made in a gap undone",
            f"{found.undone} of {found.presses}",
            f"0 of {PRESSES}",
            found.undone == 0,
        ),
        Row(
            f"{where}: shown = real after the end of a command, while online",
            f"worst {shown:.2f} s",
            "one poll",
            shown <= ONE_POLL_S,
        ),
    ]


class _Flaps:
    """One client, one house, and a link that does not last."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._found = Found()
        self._module = 1
        self._house = House.of(Devices(()))
        self._gateway = SimulatedGateway(self._house, listen=False, rng=random.Random(rng.random()))

    async def go(self, commands: int) -> Found:
        async with self._gateway:
            self._client = self._make_client()
            await self._start()
            self._client.subscribe_connection(self._on_connection)
            for number in range(commands):
                await asyncio.sleep(self._rng.uniform(0.3, 1.5))
                self._module = 1 + number % MODULES
                await self._command(OutputAddress(self._module, 1))
            await self._client.close()
        return self._found

    def _make_client(self) -> IPComClient:
        return IPComClient(
            "gateway",
            username="demo",
            password="demo",
            kinds=lamps(),
            clock=LoopClock(),
            rng=random.Random(self._rng.random()),
            connector=self._connect,
        )

    async def _start(self) -> None:
        while True:
            try:
                return await self._client.start()
            except IPComError:
                await asyncio.sleep(0.5)

    async def _connect(self, *_address: object) -> tuple[asyncio.StreamReader, Writer]:
        """Connect to a gateway that will break this link after so many replies."""
        replies = self._rng.randint(FEWEST, MOST)
        reset = self._rng.random() < 0.5
        faults = Faults(reset_after=replies) if reset else Faults(drop_after=replies)
        self._gateway.faults = faults.over_line(ROUND_TRIP_S)
        return await self._gateway.connector()

    def _on_connection(self, status: ConnectionStatus) -> None:
        """Press another button of the module that is commanded, in the gap."""
        if status.state is ConnectionState.ONLINE or self._found.presses >= PRESSES:
            return
        if not self._gateway.connections:
            self._found.breaks += 1
            address = OutputAddress(self._module, self._rng.randint(2, 8))
            asyncio.get_running_loop().call_later(self._rng.uniform(0.0, 0.5), self._press, address)

    def _press(self, address: OutputAddress) -> None:
        if not self._gateway.connections:
            self._gateway.press(address)
            self._found.presses += 1

    async def _command(self, lamp: OutputAddress) -> None:
        loop, world, found = asyncio.get_running_loop(), self._house.world, self._found
        value, began = 0 if world.is_on(lamp) else 255, loop.time()
        try:
            async with asyncio.timeout(GIVE_UP_S):
                await self._client.set_output(lamp, value)
            found.confirmed += 1
            found.falsely += world.value(lamp) != value
        except (IPComError, TimeoutError):
            pass
        found.seconds.append(loop.time() - began)
        found.shown_after_s.append(await self._shown_after(lamp))
        found.undone = sum(event.cause is Cause.BUS and event.address.output > 1 for event in world.history)

    async def _shown_after(self, lamp: OutputAddress) -> float:
        """How long the link was up after the end of a command until the client showed what is real."""
        online_s = 0.0
        while self._client.snapshot.value(lamp) != self._house.world.value(lamp):
            await asyncio.sleep(LOOK_EVERY_S)
            if self._client.connection.state is ConnectionState.ONLINE:
                online_s += LOOK_EVERY_S
        return online_s

"""Everything but our program: house, gateway, network, name server and people."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any
from weakref import WeakKeyDictionary

from ipcom.model.address import OUTPUTS
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.gateway.request_handler import RequestHandler
from ipcom.simulator.gateway.transcript import SeenWrite
from ipcom.simulator.house.world import Cause, World
from ipcom.simulator.testing.virtual_time import EPOCH_S, START_TIME_S
from tests.library.proof.names import DEAD, GATEWAY, NameServer
from tests.library.proof.proof_house import house
from tests.library.proof.wire import End, Network, join
from tests.library.proof.worlds import WorldLoop, Worlds, running

HEALTHY = Faults()
OUTPUTS_SIZE = 2 + OUTPUTS
SYN_AGAIN_S = (1.0, 3.0, 7.0)
"""When TCP asks again for a connection."""


@dataclass(frozen=True, slots=True)
class GivenSnapshot:
    """A snapshot that the gateway gave at `at`, as the answer to a read or as the reply to a write."""

    answers_read: bool
    values: bytes
    at: float


class Cable:
    """One connection between a program and the gateway, and what has left over it."""

    def __init__(self, number: int, near: End, far: End, made_at: float) -> None:
        self.number = number
        self.made_at = made_at
        self.near = near
        self.far = far
        self.frames: deque[Any] = deque()
        """What our program knows of the frames that have left and not arrived."""
        self.snapshots: list[GivenSnapshot] = []
        """Every snapshot that the gateway gave, in order."""

    def sever(self) -> None:
        """The program is gone, and the system closes what it had open."""
        self.near.close()


class SiteClock:
    """The clocks of the machine that a program runs on; the wall clock may be set."""

    def __init__(self, loop: WorldLoop) -> None:
        self.loop = loop
        self.offset_s = EPOCH_S - START_TIME_S
        self.ahead_at = -inf
        """When the wall clock was last set ahead as if the machine had slept (true time)."""

    def monotonic(self) -> float:
        return self.loop.time()

    def time(self) -> float:
        return self.loop.worlds.now + self.offset_s


class Writes(deque[SeenWrite]):
    """The frames that reach the gateway, each told to `on_write`."""

    def __init__(self) -> None:
        super().__init__(maxlen=100)
        self.on_write: Callable[[SeenWrite], None] = lambda _: None

    def append(self, write: SeenWrite) -> None:
        super().append(write)
        self.on_write(write)


class Site:
    """House, gateway and network, on a loop of their own."""

    def __init__(self, seed: int) -> None:
        self.worlds = Worlds()
        self.loop = WorldLoop(self.worlds)
        self.network = Network()
        self.names = NameServer(self.worlds)
        self.cables: dict[int, Cable] = {}
        self.blank: list[tuple[float, float]] = []
        """When the gateway restarted, and until when it may have shown all outputs off."""
        self.gateway = SimulatedGateway(house(seed), listen=False, rng=random.Random(seed))
        self.tap: Callable[[int, str, bytes], None] | None = None
        """Told, for each connection, what the gateway's end of it reads and writes: see `End.tap`."""
        self.writes = Writes()
        self.gateway.transcript.writes = self.writes
        self._gave = self.gateway.transcript.add_reply
        self.gateway.transcript.add_reply = self._gives  # type: ignore[method-assign,assignment]
        self.run_until(self.gateway.start())

    @property
    def world(self) -> World:
        return self.gateway.house.world

    @property
    def now(self) -> float:
        return self.worlds.now

    @property
    def house_behind_s(self) -> float:
        """What the house's clock shows less than the true one."""
        return self.worlds.now - self.world.clock.now()

    def _gives(self, at: float, number: int, kind: str, message: bytes) -> None:
        self._gave(at, number, kind, message)
        if len(message) == OUTPUTS_SIZE and number in self.cables:
            given = GivenSnapshot(kind == "outputs", self.world.values(), self.now)
            self.cables[number].snapshots.append(given)

    def run(self, seconds: float) -> None:
        """Let all worlds live for a while."""
        self.worlds.run(seconds)

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Something that the gateway does."""
        return self.loop.create_task(coroutine)

    def run_until(self, coroutine: Coroutine[Any, Any, Any], limit_s: float = 60.0) -> None:
        """Let all worlds live until the gateway has done this."""
        task, end = self.spawn(coroutine), self.worlds.now + limit_s
        while not task.done() and self.worlds.now < end:
            self.worlds.run(0.001)
        task.result()

    def close(self) -> None:
        """Leave nothing behind."""
        self.run_until(self.gateway.stop())
        self.worlds.run(0.01)
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.worlds.run(0.01)
        self.loop.close()

    # -- the network -------------------------------------------------------

    async def connect(self, loop: WorldLoop, address: str) -> tuple[Cable, End]:
        """A new connection to the gateway, as the network allows."""
        made: asyncio.Future[Cable] = loop.create_future()
        self._ask(made, loop, 0, address)
        cable = await made
        return cable, cable.near

    def _ask(self, made: asyncio.Future[Cable], loop: WorldLoop, tries: int, address: str) -> None:
        if made.done():
            return
        now, network = self.worlds.now, self.network
        if now >= network.unplugged_until and address != DEAD:
            self.worlds.at(now + network.there_s, lambda: self._asked(made, loop, address))
        elif tries < len(SYN_AGAIN_S):
            self.worlds.at(now + SYN_AGAIN_S[tries], lambda: self._ask(made, loop, tries + 1, address))

    def _asked(self, made: asyncio.Future[Cable], loop: WorldLoop, address: str) -> None:
        cable = self._accept(loop) if self.gateway.running and address == GATEWAY else None
        self.worlds.at(self.worlds.now + self.network.back_s, lambda: self._told(made, loop, cable))

    def _accept(self, loop: WorldLoop) -> Cable:
        near, far = End(loop, "gateway"), End(self.loop, "client")
        join(self.worlds, self.network, near, far)
        with running(self.loop):
            connection = self.gateway._accept()
            if self.tap is not None:
                far.tap = partial(self.tap, connection.number)
            far.protocol = connection
            connection.connection_made(far)
        cable = self.cables[connection.number] = Cable(connection.number, near, far, self.worlds.now)
        return cable

    @staticmethod
    def _told(made: asyncio.Future[Cable], loop: WorldLoop, cable: Cable | None) -> None:
        loop.call_soon(_settle, made, cable)

    def reboot(self, *, keep_outputs: bool, down_s: float, blank_s: float) -> None:
        """The gateway restarts in the background, and shows all outputs off for a while."""
        if self.gateway.running:
            self.blank.append((self.now, self.now + down_s + blank_s))
            BLANK_UNTIL[self.gateway] = self.now + down_s + blank_s
            self.spawn(self.gateway.reboot(keep_outputs=keep_outputs, down_s=down_s))

    def know_outputs(self) -> None:
        """The gateway knows its outputs from now on."""
        self.blank = [(began, min(ended, self.now)) for began, ended in self.blank]
        BLANK_UNTIL.pop(self.gateway, None)

    def set_faults(self, faults: Faults) -> None:
        """Let the gateway behave so from now on; a write that waits is done before later ones."""
        if faults == self.gateway.faults:
            return
        with running(self.loop):
            self.gateway.faults = faults
            timers = self.gateway._timers
            for handle in sorted(timers._handles, key=asyncio.TimerHandle.when):
                handle._callback()  # type: ignore[attr-defined]
                handle.cancel()

    # -- people ------------------------------------------------------------

    def break_switch(self, pair: ShutterPair) -> None:
        """A broken switch puts both directions on."""
        for address in pair.addresses:
            self.world._set(address, 255, self.world.now(), Cause.WALL)


def _blank_at_first(snapshot: Callable[[RequestHandler], bytes]) -> Callable[[RequestHandler], bytes]:
    """A gateway that has just restarted does not know its outputs yet."""

    def shown(self: RequestHandler) -> bytes:
        blank = self._gateway.time() < BLANK_UNTIL.get(self._gateway, 0.0)
        return bytes(OUTPUTS) if blank else snapshot(self)

    return shown


BLANK_UNTIL: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
RequestHandler.snapshot = _blank_at_first(RequestHandler.snapshot)  # type: ignore[method-assign,assignment]


def _settle(made: asyncio.Future[Cable], cable: Cable | None) -> None:
    if made.done():
        if cable is not None:
            cable.near.abort()
    elif cable is None:
        made.set_exception(ConnectionRefusedError(111, "Connection refused"))
    else:
        made.set_result(cable)

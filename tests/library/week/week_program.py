"""The program of the week: a client and its shutters, as one process; it may be closed, and killed."""

from __future__ import annotations

import asyncio
import contextvars
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from ipcom.client.status import ConnectionStatus
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from ipcom.shutter.stored import StoredPosition
from ipcom.simulator import Network
from tests.library.house_program import HouseProgram
from tests.library.week.week_house import KINDS, PAIRS, TRAVEL
from tests.library.week.week_time import WallClock

HOST = "gateway.home"
USUAL_POLL_S = 0.35
RARE_POLL_S = 5.0
TRY_AGAIN_S = 2.0
KILL_ROUNDS = 100

OWNER: contextvars.ContextVar[Program] = contextvars.ContextVar("owner")


def own_tasks(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> Any:
    """A task factory that notes which program a task belongs to."""
    task = asyncio.Task(coro, loop=loop, **options)
    owner = OWNER.get(None)
    if owner is not None:
        owner.tasks[task] = None
        task.add_done_callback(lambda task: owner.tasks.pop(task, None))
    return task


@dataclass
class Disk:
    """What outlives a program: the positions as JSON, and the address that worked last."""

    address: str | None = None
    positions: dict[ShutterPair, str] = field(default_factory=dict)

    def read(self, pair: ShutterPair) -> StoredPosition | None:
        text = self.positions.get(pair)
        return None if text is None else StoredPosition.from_dict(json.loads(text))

    def write(self, pair: ShutterPair, stored: StoredPosition) -> None:
        self.positions[pair] = json.dumps(stored.to_dict())


class Program(HouseProgram):
    """One process from its start to its end."""

    def __init__(
        self,
        network: Network,
        clock: WallClock,
        disk: Disk,
        seed: int,
        poll_interval: float,
        on_link: Callable[[Program, ConnectionStatus], None],
    ) -> None:
        super().__init__(disk, TRY_AGAIN_S)
        self.network = network
        self.tasks: dict[asyncio.Task[Any], None] = {}
        self.ready = asyncio.Event()
        self.online_since: float | None = None
        self.observed_reads = 0
        self._writers: list[Any] = []
        self._timings = Timings(poll_interval=poll_interval)
        self._context = contextvars.copy_context()
        self._context.run(OWNER.set, self)
        self.make_client(
            HOST,
            kinds=KINDS,
            shutters=PAIRS,
            names=network.names,
            clock=clock,
            seed=seed,
            timings=self._timings,
        )
        self.client.subscribe_connection(lambda status: on_link(self, status))
        self.client.subscribe_connection(self._keep_address)
        for pair in PAIRS:
            self.follow(pair, TRAVEL[pair])
        self.spawn(self._boot())

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of this program."""
        task: asyncio.Task[Any] = self._context.run(asyncio.get_running_loop().create_task, coroutine)
        return task

    def poll_every(self, seconds: float) -> None:
        """Poll so often from the next connection on: a whole day at the usual pace would take too long."""
        object.__setattr__(self._timings, "poll_interval", seconds)

    async def close(self) -> None:
        """End in order."""
        await self.spawn(self._close())
        self.dead = True

    async def kill(self) -> None:
        """End as by kill -9: nothing is said or stored any more, but what had left arrives."""
        self.dead = True
        self.ready.clear()
        for writer in self._writers:
            writer.transport.abort()
        for _ in range(KILL_ROUNDS):
            for task in tuple(self.tasks):
                task.cancel()
            await asyncio.sleep(0)
            if not self.tasks:
                break
        assert not self.tasks, f"a task cannot be cancelled: {list(self.tasks)}"
        self._forget_timers()

    # -- inside ------------------------------------------------------------

    async def connect(self, address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.dead:
            raise ConnectionRefusedError("the program is dead")
        reader, writer = await self.network.connector(address, port)
        self._writers = [writer for writer in self._writers if not writer.is_closing()]
        self._writers.append(writer)
        return reader, writer

    async def _boot(self) -> None:
        await self.start_client()
        for shutter in self.shutters.values():
            await shutter.start()
        self.ready.set()

    async def _close(self) -> None:
        self.ready.clear()
        await self.end()

    def _keep_address(self, status: ConnectionStatus) -> None:
        if status.online and not self.dead:
            self.storage.address = self.client.address

    def _forget_timers(self) -> None:
        loop: Any = asyncio.get_running_loop()
        for handle in loop._scheduled:
            owner = None if handle.cancelled() else handle._context.get(OWNER)
            if owner is self and not _module(handle._callback).startswith("ipcom.simulator"):
                handle.cancel()


def _module(callback: Any) -> str:
    return str(getattr(getattr(callback, "__self__", None), "__module__", None) or callback.__module__)

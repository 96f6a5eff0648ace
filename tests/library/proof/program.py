"""Our program: a client and its shutters, which may be started, closed, and killed at any moment."""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Callable, Coroutine
from typing import Any

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.state import ShutterState
from ipcom.shutter.stored import StoredPosition
from tests.library.proof.proof_house import KINDS, PAIRS, TRAVEL, Cable, Site

OWNER: contextvars.ContextVar[Program] = contextvars.ContextVar("owner")
TRY_AGAIN_S = 1.0
KILL_ROUNDS = 50


def own_tasks(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> Any:
    """A task factory that notes whose tasks they are."""
    task = asyncio.Task(coro, loop=loop, **options)
    owner = OWNER.get(None)
    if owner is not None:
        owner.tasks[task] = None
        task.add_done_callback(lambda task: owner.tasks.pop(task, None))
    return task


class Program:
    """One process. What it stores outlives it: `store` belongs to the machine."""

    def __init__(
        self,
        site: Site,
        store: dict[ShutterPair, StoredPosition],
        watch: Callable[[Program], None],
    ) -> None:
        self.site = site
        self.store = store
        self.tasks: dict[asyncio.Task[Any], None] = {}
        self.cables: list[Cable] = []
        self.ready = False
        self.dead = False
        self.context = contextvars.copy_context()
        self.context.run(OWNER.set, self)
        self.client = IPComClient(
            "gateway",
            username="demo",
            password="demo",
            kinds=KINDS,
            shutters=PAIRS,
            connector=self._connect,
            clock=site.clock,
            rng=random.Random(1),
        )
        self.shutters: dict[ShutterPair, Shutter] = {}
        self._seen: dict[ShutterPair, object] = {}
        watch(self)
        self._booting = self.spawn(self._boot())

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of this program."""
        task: asyncio.Task[Any] = self.context.run(self.site.loop.create_task, coroutine)
        return task

    def close(self) -> None:
        """End in order, in the background."""
        self.ready = False
        self._booting.cancel()
        self.spawn(self._close())

    def kill(self) -> None:
        """End as by kill -9: nothing is said or stored any more."""
        self.ready, self.dead = False, True
        for cable in self.cables:
            cable.sever()
        for _ in range(KILL_ROUNDS):
            for task in tuple(self.tasks):
                task.cancel()
            self.site.run(0.0)
            if not self.tasks:
                break
        assert not self.tasks, "a task cannot be cancelled"
        self._forget_timers()

    # -- inside ------------------------------------------------------------

    async def _connect(self, *_address: object) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.dead:
            raise ConnectionRefusedError("the program is dead")
        cable, streams = await self.site.connect()
        self.cables.append(cable)
        return streams

    async def _boot(self) -> None:
        await self._start_client()
        for pair in PAIRS:
            shutter = Shutter(self.client, pair, travel=TRAVEL[pair], restore=self.store.get(pair))
            self.shutters[pair] = shutter
            shutter.subscribe(lambda state, pair=pair: self._keep(pair, state))  # type: ignore[misc]
            await shutter.start()
        self.ready = True

    async def _start_client(self) -> None:
        """Try until it works, as faces do."""
        while True:
            try:
                return await self.client.start()
            except IPComError:
                await asyncio.sleep(TRY_AGAIN_S)

    async def _close(self) -> None:
        await asyncio.gather(*(shutter.close() for shutter in self.shutters.values()))
        for pair, shutter in self.shutters.items():
            self.store[pair] = shutter.stored()
        await self.client.close()
        self.dead = True

    def _keep(self, pair: ShutterPair, state: ShutterState) -> None:
        """Store when the movement or its aim changes, as faces do."""
        seen = (state.moving, state.target)
        if not self.dead and self._seen.get(pair, "nothing") != seen:
            self._seen[pair] = seen
            self.store[pair] = self.shutters[pair].stored()

    def _forget_timers(self) -> None:
        for handle in self.site.loop._scheduled:  # type: ignore[attr-defined]
            owner = None if handle.cancelled() else handle._context.get(OWNER)
            if owner is self and not _module(handle._callback).startswith("ipcom.simulator"):
                handle.cancel()


def _module(callback: object) -> str:
    return str(getattr(getattr(callback, "__self__", None), "__module__", None) or callback.__module__)

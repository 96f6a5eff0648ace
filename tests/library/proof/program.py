"""Our program: a client and its shutters on a loop of its own, started, closed and killed at any moment."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from ipcom.model.shutter_pair import ShutterPair
from tests.library.house_program import HouseProgram
from tests.library.proof.names import HOST
from tests.library.proof.position_file import PositionFile
from tests.library.proof.proof_house import KINDS, PAIRS, TRAVEL
from tests.library.proof.site import Cable, Site, SiteClock
from tests.library.proof.worlds import WorldLoop, Worlds, running

TRY_AGAIN_S = 1.0
KILL_ROUNDS = 50


class Program(HouseProgram):
    """One process. What it stores outlives it, as does the machine's wall clock."""

    def __init__(
        self,
        site: Site,
        file: PositionFile,
        watch: Callable[[Program], None],
        *,
        seed: int,
        wall_offset_s: float | None = None,
    ) -> None:
        super().__init__(file, TRY_AGAIN_S)
        order = random.Random(f"order {seed}")
        self.site = site
        self.file = file
        self.loop = WorldLoop(site.worlds, lambda below: int(order.random() * below))
        self.loop.set_exception_handler(self._unhandled)
        self.clock = SiteClock(self.loop)
        if wall_offset_s is not None:
            self.clock.offset_s = wall_offset_s
        self.started_at = site.now
        self.cables: list[Cable] = []
        self.cable: Cable
        """The one over which something was said or heard last."""
        self.waiting: list[Callable[[], object]] = []
        """Commands of people who wait until it has started."""
        self.ready = False
        self.ending = False
        self.client_alone = False
        """Whether it closes its client without its shutters, as a program does that has none."""
        self.unhandled: list[str] = []
        self.note: Callable[[str], None] = lambda _: None
        self.on_closed: Callable[[], object] = lambda: None
        self.on_arrival: Callable[[], None] = lambda: None
        with running(self.loop):
            self.make_client(HOST, kinds=KINDS, shutters=PAIRS, names=site.names, clock=self.clock, seed=seed)
        watch(self)
        self._booting = self.spawn(self._boot())

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of this program."""
        return self.loop.create_task(coroutine)

    def when_ready(self, action: Callable[[], object]) -> None:
        """Do this in the program as soon as it takes commands."""
        if self.ready:
            self.loop.call_soon(self._if_alive, action)
        else:
            self.waiting.append(action)

    def close(self) -> None:
        """End in order, in the background."""
        self.ready, self.ending = False, True
        self.loop.call_soon(self._begin_close)

    def kill(self) -> None:
        """End as by kill -9: nothing is said or stored any more."""
        self.ready, self.dead = False, True
        for cable in self.cables:
            cable.sever()
        self._bury()

    @property
    def tasks(self) -> list[str]:
        """What runs."""
        return sorted(task.get_name() for task in asyncio.all_tasks(self.loop))

    # -- inside ------------------------------------------------------------

    def _if_alive(self, action: Callable[[], object]) -> None:
        if self.ready:
            action()
        elif not self.dead:
            self.waiting.append(action)

    def _begin_close(self) -> None:
        self._booting.cancel()
        self.spawn(self._close())

    def _noted(self, cable: Cable, what: str) -> None:
        self.cable = cable
        self.note(what)

    async def connect(self, address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.dead:
            raise ConnectionRefusedError("the program is dead")
        cable, end = await self.site.connect(self.loop, address)
        self.cables.append(cable)
        end.note, end.on_arrival = partial(self._noted, cable), self.on_arrival
        self.note("connect")
        reader = asyncio.StreamReader(limit=8192, loop=self.loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=self.loop)
        end.set_protocol(protocol)
        protocol.connection_made(end)
        return reader, asyncio.StreamWriter(end, protocol, reader, self.loop)

    async def _boot(self) -> None:
        await self.start_client()
        for pair in PAIRS:
            await self.renew(pair)
        self.ready = True
        self.file.address = self.client.address
        waiting, self.waiting = self.waiting, []
        for action in waiting:
            action()

    async def renew(self, pair: ShutterPair) -> None:
        """Follow this shutter from now on, from where the file says that it is."""
        await self.follow(pair, TRAVEL[pair]).start()

    async def _close(self) -> None:
        if self.client_alone:
            await self.client.close()
        await self.end()
        self.dead = True
        self.on_closed()

    def _unhandled(self, _loop: Any, context: dict[str, Any]) -> None:
        if not self.dead:
            self.unhandled.append(str(context))

    def _bury(self) -> None:
        """Let what is left of it end in a world of its own, where it is not seen and no time passes."""
        site_worlds, self.loop.worlds = self.loop.worlds, Worlds()
        site_worlds.loops.remove(self.loop)
        self.loop.moments = None
        self.loop.worlds.now = site_worlds.now
        self.loop.worlds.loops.append(self.loop)
        self.loop.busy_until = 0.0
        logging.disable(logging.CRITICAL)
        try:
            self._end_tasks()
        finally:
            logging.disable(logging.NOTSET)
        self.loop.close()

    def _end_tasks(self) -> None:
        for _ in range(KILL_ROUNDS):
            tasks = asyncio.all_tasks(self.loop)
            if not tasks:
                return
            for task in tasks:
                task.cancel()
            self.loop.worlds.run(0.0)
        raise AssertionError(f"tasks that cannot be cancelled: {self.tasks}")

    def bury_if_dead(self) -> None:
        """What has ended in order leaves its loop."""
        if self.dead and not self.loop.is_closed():
            self._bury()

"""A line whose far end goes on while our loop stands still: bytes arrive at their own times."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

from ipcom.simulator.gateway.memory_transport import MemoryTransport
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.client.link_rig import Peer, Script, make_client, now


class OwnTime:
    """What happens outside this machine, each thing at its own time, stalls of the loop or not."""

    def __init__(self) -> None:
        self._loop: Any = asyncio.get_running_loop()
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._order = itertools.count()

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Let something happen out there in `seconds`."""
        at = now() + seconds
        heapq.heappush(self._events, (at, next(self._order), act))
        self._loop.call_at(at, self._catch_up)

    def stall(self, seconds: float) -> None:
        """Our loop stands still for so long; the world does not."""
        end = now() + seconds
        while self._events and self._events[0][0] <= end:
            at, _, act = heapq.heappop(self._events)
            self._loop._virtual.now = max(at, now())
            act()
        self._loop._virtual.now = end

    def _catch_up(self) -> None:
        while self._events and self._events[0][0] <= now():
            heapq.heappop(self._events)[2]()


class _End(MemoryTransport):
    """One end of the line; what is written travels for a while, outside this machine."""

    def __init__(self, line: Line, *, here: bool) -> None:
        super().__init__(line.time._loop, "line")
        self._line = line
        self._here = here
        self._peer: _End

    def write(self, data: Any) -> None:
        if not self._closing and data:
            sent = bytes(data)
            self._line.time.later(self._line.delay, lambda: self._peer.arrive(sent))

    def arrive(self, data: bytes) -> None:
        """At our end bytes lie in the socket until the loop looks."""
        if self._here:
            self._loop.call_soon(self.deliver, data)
        else:
            self.deliver(data)


class Line:
    """Between the client and a scripted gateway; `delay` is the way there, and back again."""

    def __init__(self, script: Script, delay: float) -> None:
        self.script = script
        self.delay = delay
        self.time = OwnTime()

    async def connector(self, *_address: object) -> Any:
        peer = Peer(self.script)
        self.script.peers.append(peer)
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        client, gateway = _End(self, here=True), _End(self, here=False)
        client.attach(gateway, protocol)
        gateway.attach(client, peer)
        return reader, asyncio.StreamWriter(client, protocol, reader, asyncio.get_running_loop())


class TwoClocks(LoopClock):
    """The clock of a machine that can sleep: then only the wall clock runs."""

    def __init__(self) -> None:
        super().__init__()
        self.slept_s = 0.0

    def time(self) -> float:
        return super().time() + self.slept_s


@asynccontextmanager
async def client_on(line: Line, **options: Any) -> Any:
    """A client on that line, a second after its login."""
    async with make_client(line.script, connector=line.connector, **options) as client:
        await asyncio.sleep(1.0)
        yield client

"""The other end of the process with the simulated gateways."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from ipcom.client.client import IPComClient
from ipcom.model.address import OUTPUTS, OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings

Answer = Any
"""What JSON holds."""

HOST = "127.0.0.1"
LINE_LIMIT = 1 << 24

PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))
"""The shutter of gateways that are opened with one."""


def lamps(shutters: Iterable[ShutterPair] = ()) -> Mapping[OutputAddress, OutputKind]:
    """Declare every output a relay, but those of the shutters."""
    taken = {address for pair in shutters for address in pair.addresses}
    every = (OutputAddress.from_index(index) for index in range(OUTPUTS))
    return {address: OutputKind.RELAY for address in every if address not in taken}


class Farm:
    """Opens gateways in the other process and asks them what they saw."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._turn = asyncio.Lock()
        self._opened = 0

    async def ask(self, do: str, **request: object) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._turn:
            self._process.stdin.write(json.dumps({"do": do, **request}).encode() + b"\n")
            return json.loads(await self._process.stdout.readline())

    async def open(
        self,
        count: int = 1,
        *,
        demo: bool = False,
        shutter: bool = False,
        write_reply: str = "frame",
        round_trip_s: float = 0.0,
        **faults: float,
    ) -> list[Site]:
        """Start gateways that all misbehave in the same way; the words are those of `Faults`."""
        ports = await self.ask(
            "open",
            count=count,
            demo=demo,
            shutter=shutter,
            write_reply=write_reply,
            round_trip_s=round_trip_s,
            faults=faults,
        )
        first, self._opened = self._opened, self._opened + count
        return [Site(self, first + n, port) for n, port in enumerate(ports)]


def client_at(port: int, shutters: Iterable[ShutterPair] = (), timings: Timings | None = None) -> IPComClient:
    """Return a client for which every output is a lamp, but those of the shutters."""
    return IPComClient(
        HOST,
        port,
        username="demo",
        password="demo",
        kinds=lamps(shutters),
        shutters=shutters,
        timings=timings,
    )


class Site:
    """One simulated gateway."""

    def __init__(self, farm: Farm, number: int, port: int) -> None:
        self._farm = farm
        self.number = number
        self.port = port

    async def ask(self, do: str, **request: object) -> Answer:
        return await self._farm.ask(do, gateway=self.number, **request)

    def client(self, shutters: Iterable[ShutterPair] = (), timings: Timings | None = None) -> IPComClient:
        """Return a client of this gateway."""
        return client_at(self.port, shutters, timings)


@asynccontextmanager
async def farm() -> AsyncIterator[Farm]:
    """A process with gateways, ended at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.farm_process",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LINE_LIMIT,
    )  # fmt: skip
    try:
        yield Farm(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()

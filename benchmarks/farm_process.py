"""Simulated gateways in a process of their own, told what to do by lines of JSON.

Loop times are the system's monotonic clock, so they compare with those of the other process.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.simulator.faults import Faults, WriteReply
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec

from .echo import serve_echo
from .farm import HOST, PAIR
from .lossy_bus import LossyBus
from .open_files import allow_many_open_files

Request = dict[str, Any]


class Farm:
    """The gateways, by number."""

    def __init__(self) -> None:
        self._gateways: list[SimulatedGateway] = []
        self._presses: dict[int, list[float]] = {}

    async def open(self, request: Request) -> list[int]:
        """Start gateways with the same faults; their ports."""
        faults = Faults(**request["faults"], write_reply=WriteReply(request["write_reply"]))
        faults = faults.over_line(request["round_trip_s"])
        ports = []
        for _ in range(request["count"]):
            house = House.demo() if request["demo"] else _house(shutter=request["shutter"])
            gateway = SimulatedGateway(house, faults=faults)
            await gateway.start()
            self._gateways.append(gateway)
            ports.append(gateway.port)
        return ports

    async def writes(self, request: Request) -> list[tuple[float, int, str]]:
        """The writes that a gateway took since a moment."""
        gateway = self._at(request)
        return [
            (w.time, w.module, w.values.hex())
            for w in gateway.transcript.writes
            if w.time >= request["since"]
        ]

    async def reads(self, request: Request) -> list[float]:
        """When a gateway was asked for its outputs since a moment."""
        return [
            entry.time
            for entry in self._at(request).transcript
            if entry.time >= request["since"] and type(entry.message).__name__ == "OutputsRequest"
        ]

    async def press(self, request: Request) -> None:
        """Press a wall button at a moment to come."""
        loop = asyncio.get_running_loop()
        loop.call_at(request["at"], self._press, request)

    def _press(self, request: Request) -> None:
        gateway = self._at(request)
        gateway.press(OutputAddress(request["module"], request["output"]))
        self._presses.setdefault(request["gateway"], []).append(gateway.time())

    async def presses(self, request: Request) -> list[float]:
        """When buttons of a gateway were pressed since a moment."""
        return [at for at in self._presses.get(request["gateway"], []) if at >= request["since"]]

    async def lose(self, request: Request) -> None:
        """Let the next frame to a module be lost on the bus, after the gateway has acknowledged it."""
        world = self._at(request).house.world
        assert isinstance(world, LossyBus)
        world.lose_next(request["module"])

    async def outputs(self, request: Request) -> str:
        """What all outputs of a gateway show, in hexadecimal."""
        return self._at(request).house.world.values().hex()

    async def echo(self, request: Request) -> int:
        """Open a port that answers every `request` bytes by `reply` bytes."""
        return await serve_echo(HOST, request["request"], request["reply"])

    async def value(self, request: Request) -> int:
        """What an output of a gateway shows."""
        return self._at(request).house.world.value(OutputAddress(request["module"], request["output"]))

    async def stop(self, request: Request) -> None:
        """Let a gateway vanish."""
        await self._at(request).stop()

    async def start(self, request: Request) -> float:
        """Let it come back; the moment from which it answers logins."""
        gateway = self._at(request)
        await gateway.start()
        return gateway.time()

    def _at(self, request: Request) -> SimulatedGateway:
        return self._gateways[request["gateway"]]

    async def close(self) -> None:
        for gateway in self._gateways:
            await gateway.stop()


def _house(*, shutter: bool) -> House:
    """A house of relays on a bus that can lose frames, with one shutter or none."""
    layout = Layout(shutters={PAIR: MotorSpec()} if shutter else {})
    house = House.of(Devices(()), layout)
    house.buses[1] = LossyBus(layout)
    return house


async def main() -> None:
    allow_many_open_files()
    farm = Farm()
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        request = json.loads(line)
        do: Callable[[Request], Awaitable[object]] = getattr(farm, request["do"])
        sys.stdout.write(json.dumps(await do(request)) + "\n")
        sys.stdout.flush()
    await farm.close()


if __name__ == "__main__":
    asyncio.run(main())

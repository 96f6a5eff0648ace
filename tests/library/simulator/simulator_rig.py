"""What the simulator's tests are built from: a clock to turn by hand, and a client made of bytes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.model.shutter_pair import ShutterPair
from ipcom.protocol.client_session import ClientSession
from ipcom.protocol.events import NEED_DATA, ClientEvent, ConnectionClosed, OutputsReply
from ipcom.protocol.frames import set_outputs_frame
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway

LIGHT = OutputAddress(3, 4)
DIMMER = OutputAddress(6, 1)
LEFT = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))

ANSWER_S = 60.0
"""Virtual seconds to wait for an answer."""


class HandClock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


class WireClient:
    """One connection to a gateway, seen from as near to the wire as reads well."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, plaintext: bool = False
    ) -> None:
        self.reader, self.writer = reader, writer
        self.session = ClientSession(plaintext=plaintext)
        self.chunks: list[bytes] = []

    async def event(self) -> ClientEvent:
        """The next event; a reset counts as closed."""
        async with asyncio.timeout(ANSWER_S):
            while (event := self.session.next_event()) is NEED_DATA:
                data = await self._read()
                self.chunks.append(data)
                if data:
                    self.session.receive_data(data)
                else:
                    self.session.receive_eof()
        return event

    async def _read(self) -> bytes:
        try:
            return await self.reader.read(4096)
        except ConnectionResetError:
            return b""

    async def says_nothing(self, seconds: float = 10.0) -> bool:
        """Whether so much time passes without a byte or an end."""
        try:
            async with asyncio.timeout(seconds):
                self.chunks.append(await self._read())
        except TimeoutError:
            return True
        return False

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def login(self, password: str = "demo", bus: int = 1) -> ClientEvent:
        self.send(self.session.login("demo", password, bus))
        return await self.event()

    async def outputs(self) -> bytes:
        """The values of all outputs."""
        self.send(self.session.read_outputs())
        reply = await self.event()
        assert isinstance(reply, OutputsReply), reply
        return reply.values

    def write(self, module: int, values: bytes, frame_bus: int = 2, kind: BusType = BusType.MINIDO) -> None:
        self.send(self.session.write(set_outputs_frame(module, values, kind, frame_bus)))

    def light(self, on: bool = True) -> None:
        """Ask for the kitchen light, the rest of its module off."""
        self.write(3, bytes([0, 0, 0, 255 if on else 0, 0, 0, 0, 0]))

    async def ended(self) -> bool:
        """Whether the connection is closed or reset next."""
        return isinstance(await self.event(), ConnectionClosed)

    async def close(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except ConnectionResetError:
            return


@asynccontextmanager
async def wire(gateway: SimulatedGateway, *, login: bool = True) -> AsyncIterator[WireClient]:
    """A connection in memory, logged in unless told otherwise."""
    client = WireClient(*await gateway.connector("gateway", 5000))
    try:
        if login:
            await client.login()
            client.chunks.clear()
        yield client
    finally:
        await client.close()


def now() -> float:
    """The moment, by the loop's clock."""
    return asyncio.get_running_loop().time()


def faulty(faults: Faults) -> SimulatedGateway:
    """A gateway with these faults, whose accidents are the same each time."""
    return SimulatedGateway(listen=False, faults=faults, rng=random.Random(3))


@asynccontextmanager
async def connected(faults: Faults) -> AsyncIterator[tuple[SimulatedGateway, WireClient]]:
    """A client that logged in before things went wrong."""
    async with faulty(Faults()) as gateway, wire(gateway) as client:
        gateway.faults = faults
        yield gateway, client

"""A line to a simulated gateway in memory that takes its time, as long there as back."""

from __future__ import annotations

import asyncio

from ipcom.client.connector import Writer
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway import SimulatedGateway
from ipcom.simulator.outbox import Outbox

NO_FAULTS = Faults()


class Line:
    """Use `connector` for a client, and `faults` for the gateway."""

    def __init__(self, round_trip_s: float) -> None:
        self._one_way_s = round_trip_s / 2.0
        self.faults = Faults(delay_s=self._one_way_s)
        self.gateway: SimulatedGateway

    async def connector(self, *_address: object) -> tuple[asyncio.StreamReader, Writer]:
        """Connect to the gateway; what is sent arrives half a round trip later."""
        reader, writer = await self.gateway.connector()
        return reader, _LateWriter(writer, self._one_way_s) if self._one_way_s else writer


class _LateWriter:
    """Passes everything on, in order, after a while."""

    def __init__(self, writer: asyncio.StreamWriter, late_s: float) -> None:
        self._writer = writer
        self._late_s = late_s
        self._outbox = Outbox(writer.write)

    def write(self, data: bytes) -> None:
        self._outbox.send(data, NO_FAULTS, self._late_s)

    def close(self) -> None:
        self._outbox.when_sent(self._writer.close)

    async def wait_closed(self) -> None:
        await self._writer.wait_closed()

    def get_extra_info(self, name: str) -> object:
        return self._writer.get_extra_info(name)

    @property
    def transport(self) -> asyncio.WriteTransport:
        return self._writer.transport

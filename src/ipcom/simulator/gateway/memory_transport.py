"""A connection without a socket: bytes written at one end arrive at the other in the next iteration of the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class MemoryTransport(asyncio.Transport):
    """One end of a connection in memory. It is deterministic and never full; `connect_in_memory` makes both ends."""

    def __init__(self, loop: asyncio.AbstractEventLoop, name: str) -> None:
        super().__init__({"peername": (name, 0)})
        self._loop = loop
        self._protocol: asyncio.Protocol = asyncio.Protocol()
        self._peer = self
        self._closing = False
        self._lost = False
        self._paused = False
        self._waiting: list[Callable[[], None]] = []

    def attach(self, peer: MemoryTransport, protocol: asyncio.Protocol) -> None:
        """Connect this end to the other one, and to the protocol that owns it."""
        self._peer, self._protocol = peer, protocol
        protocol.connection_made(self)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send `data` to the other end. Nothing is sent after `close`."""
        if not self._closing and data:
            self._loop.call_soon(self._peer.deliver, bytes(data))

    def write_eof(self) -> None:
        """Tell the other end that no more data will come."""
        self._loop.call_soon(self._peer.deliver_eof)

    def can_write_eof(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close in order: the other end gets all data, then the end of it."""
        if not self._closing:
            self._closing = True
            self._loop.call_soon(self._peer.deliver_eof)
            self._loop.call_soon(self._lose, None)

    def abort(self) -> None:
        """Close at once: the other end sees a reset."""
        self._closing = True
        self._loop.call_soon(self._lose, None)
        self._loop.call_soon(self._peer.reset)

    def is_closing(self) -> bool:
        """Return whether this end has closed or the other one has reset the connection."""
        return self._closing

    def pause_reading(self) -> None:
        """Keep arriving data until `resume_reading`."""
        self._paused = True

    def resume_reading(self) -> None:
        """Deliver the data that arrived meanwhile, and all data from now on."""
        self._paused = False
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            self._loop.call_soon(action)

    def is_reading(self) -> bool:
        """Return whether arriving data reaches the protocol."""
        return not (self._paused or self._closing)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Do nothing: there is no buffer."""

    def get_write_buffer_size(self) -> int:
        """Return 0."""
        return 0

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Change the protocol that owns this end."""
        if isinstance(protocol, asyncio.Protocol):
            self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the protocol that owns this end."""
        return self._protocol

    def deliver(self, data: bytes) -> None:
        """Receive bytes from the other end."""
        if self._paused:
            self._waiting.append(lambda: self.deliver(data))
        elif not self._closing:
            self._protocol.data_received(data)

    def deliver_eof(self) -> None:
        """Receive the end of the data from the other end."""
        if self._paused:
            self._waiting.append(self.deliver_eof)
        elif not self._closing and not self._protocol.eof_received():
            self.close()

    def reset(self) -> None:
        """Lose the connection because the other end aborted it."""
        self._closing = True
        self._lose(ConnectionResetError("Connection reset by the simulated gateway"))

    def _lose(self, error: Exception | None) -> None:
        if not self._lost:
            self._lost = True
            self._waiting.clear()
            self._protocol.connection_lost(error)


def connect_in_memory(
    gateway_end: asyncio.Protocol,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect a client to a gateway's protocol; must be called inside the loop."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    client, gateway = MemoryTransport(loop, "gateway"), MemoryTransport(loop, "client")
    client.attach(gateway, protocol)
    gateway.attach(client, gateway_end)
    return reader, asyncio.StreamWriter(client, protocol, reader, loop)

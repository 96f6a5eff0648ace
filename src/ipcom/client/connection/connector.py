"""Making TCP connections; tests and simulators connect in memory instead."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from asyncio.trsock import TransportSocket
from collections.abc import Awaitable, Callable
from typing import Protocol

_LINGER_NOT = struct.pack("ii", 1, 0)

READ_LIMIT = 8192
"""Bytes that a stream buffers before it stops reading; a gateway sends 135 at a time."""


class Writer(Protocol):
    """What the link needs of an `asyncio.StreamWriter`."""

    def write(self, data: bytes) -> None:
        """Send without waiting."""
        ...

    def close(self) -> None:
        """Send what is left and close."""
        ...

    async def wait_closed(self) -> None:
        """Return when the stream is closed."""
        ...

    def get_extra_info(self, name: str) -> object:
        """Return what the transport knows: its `socket`, or None."""
        ...

    @property
    def transport(self) -> asyncio.WriteTransport:
        """The transport below."""
        ...


Connector = Callable[[str, int], Awaitable[tuple[asyncio.StreamReader, Writer]]]
"""Connects to an IP address and a port, and returns the two ends of the stream; raises `OSError`.

A client that was given one and no name service passes the name of a host on as it is.
"""


async def connect_tcp(address: str, port: int) -> tuple[asyncio.StreamReader, Writer]:
    """Connect to an IP address by TCP; asyncio sets TCP_NODELAY by itself. Raises `OSError`."""
    family, where = _socket_address(address, port)
    connected = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        connected.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connected, where)
        return await asyncio.open_connection(sock=connected, limit=READ_LIMIT)
    except BaseException:
        connected.close()
        raise


def _socket_address(address: str, port: int) -> tuple[socket.AddressFamily, tuple[str | int, ...]]:
    """Return how sockets want it, without asking a name server; `fe80::1%eth0` names an interface."""
    if ":" not in address:
        return socket.AF_INET, (address, port)
    host, _, scope = address.partition("%")
    number = int(scope) if scope.isdigit() else socket.if_nametoindex(scope) if scope else 0
    return socket.AF_INET6, (host, port, 0, number)


def discard(writer: Writer) -> None:
    """Close at once and let nothing leave that still waits to.

    A frame that stood in the system's buffer while the network was away would otherwise reach the
    gateway when it is back, seconds or minutes late: a motor would start without a reason.
    """
    raw = writer.get_extra_info("socket")
    if isinstance(raw, TransportSocket):
        with contextlib.suppress(OSError):  # it may be closed already
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    writer.transport.abort()

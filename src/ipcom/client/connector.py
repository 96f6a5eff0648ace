"""How a TCP connection is made; replaced by memory in tests and simulators."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

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


Connector = Callable[[str, int], Awaitable[tuple[asyncio.StreamReader, Writer]]]


async def connect_tcp(host: str, port: int) -> tuple[asyncio.StreamReader, Writer]:
    """Connect by TCP; asyncio sets TCP_NODELAY by itself. Raises `OSError`."""
    return await asyncio.open_connection(host, port, limit=READ_LIMIT)

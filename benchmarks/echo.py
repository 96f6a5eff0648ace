"""A server that answers every request of one size by bytes of another size, and nothing else."""

from __future__ import annotations

import asyncio


class _Echo(asyncio.Protocol):
    def __init__(self, request_size: int, reply: bytes) -> None:
        self._request_size = request_size
        self._reply = reply
        self._unread = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        requests, self._unread = divmod(self._unread + len(data), self._request_size)
        if requests:
            self._transport.write(self._reply * requests)


async def serve_echo(host: str, request_size: int, reply_size: int) -> int:
    """Listen for as long as the loop runs; return the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Echo(request_size, bytes(reply_size)), host, 0)
    port: int = server.sockets[0].getsockname()[1]
    return port

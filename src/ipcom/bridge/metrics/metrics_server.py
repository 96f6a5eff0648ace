"""The page that Prometheus reads: one text at one address, for few readers at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from ..broker.ended_tasks import end_tasks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PATH = "/metrics"
MOST_READERS = 8
"""Connections at a time; one more is closed at once."""
MOST_ASKED = 4096
"""Bytes of a request, of which only the first line counts."""
ASKS_WITHIN_S = 5.0
"""A request must be there by then."""
READS_WITHIN_S = 10.0
"""The answer must be taken by then."""


class MetricsServer:
    """Serves a text by HTTP in the event loop. What a reader does or leaves undone holds up nobody else."""

    def __init__(self, text: Callable[[], Awaitable[bytes]], content_type: str) -> None:
        self._text = text
        self._content_type = content_type
        self._readers: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, address: str, port: int) -> None:
        """Listen there, and nowhere else. Raises `OSError`."""
        self._server = await asyncio.start_server(self._come, address, port, limit=MOST_ASKED)

    @property
    def port(self) -> int:
        """Where it listens."""
        if self._server is None:
            raise AssertionError("start comes first")
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Listen no more, and end what is under way."""
        if self._server is not None:
            self._server.close()
        await end_tasks([*self._readers])

    def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._readers) >= MOST_READERS:
            writer.transport.abort()
            return
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._readers.add(task)
        task.add_done_callback(self._readers.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, TimeoutError):
                answer = await self._answer(reader)
                async with asyncio.timeout(READS_WITHIN_S):
                    writer.write(answer)
                    await writer.drain()
                    writer.close()
                    await writer.wait_closed()
        finally:
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        """Return the whole answer. Raises `TimeoutError` for a reader that does not ask."""
        try:
            async with asyncio.timeout(ASKS_WITHIN_S):
                asked = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return _response(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        except asyncio.IncompleteReadError:
            return _response(HTTPStatus.BAD_REQUEST)
        method, _, rest = asked.partition(b"\r\n")[0].partition(b" ")
        if method not in (b"GET", b"HEAD"):
            return _response(HTTPStatus.METHOD_NOT_ALLOWED, "Allow: GET, HEAD\r\n")
        if rest.split(b" ")[0].partition(b"?")[0] != PATH.encode():
            return _response(HTTPStatus.NOT_FOUND)
        header = f"Content-Type: {self._content_type}\r\n"
        return _response(HTTPStatus.OK, header, await self._text(), head=method == b"HEAD")


def _response(status: HTTPStatus, header: str = "", body: bytes = b"", *, head: bool = False) -> bytes:
    if status is not HTTPStatus.OK:
        body = f"{status.phrase}. The metrics are at {PATH}\n".encode()
    lines = f"HTTP/1.1 {status.value} {status.phrase}\r\n{header}Content-Length: {len(body)}\r\n"
    return f"{lines}Connection: close\r\n\r\n".encode() + (b"" if head else body)

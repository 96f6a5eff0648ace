"""The page that Prometheus reads, and readers that mean it no good."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from ipcom.bridge.metrics import metrics_server
from ipcom.bridge.metrics.metrics_server import ASKS_WITHIN_S, MOST_ASKED, MOST_READERS, MetricsServer
from tests.library.bridge.scraped import asked

HUGE = b"x" * 30_000_000


class Page:
    """A text that can be made to be long."""

    def __init__(self) -> None:
        self.content = b"it 1\n"

    async def text(self) -> bytes:
        return self.content


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
async def server(page: Page) -> AsyncIterator[MetricsServer]:
    made = MetricsServer(page.text, "text/plain")
    await made.start("127.0.0.1", 0)
    yield made
    await made.close()


async def left_of(reader: asyncio.StreamReader) -> bytes:
    """What still comes from a server that closes, or aborts."""
    try:
        return await reader.read()
    except ConnectionError:
        return b""


def taken_from(connection: socket.socket) -> int:
    """How many bytes still come."""
    taken = 0
    with suppress(ConnectionError):
        while found := connection.recv(1 << 20):
            taken += len(found)
    return taken


def request(line: str) -> bytes:
    return f"{line}\r\nHost: here\r\n\r\n".encode()


async def test_it_gives_the_text(server: MetricsServer) -> None:
    head, body = await asked(server.port, request("GET /metrics?x=1 HTTP/1.1"))
    assert head.startswith("HTTP/1.1 200 OK\r\n")
    assert "Content-Type: text/plain\r\nContent-Length: 5" in head
    assert body == "it 1\n"
    head, body = await asked(server.port, request("HEAD /metrics HTTP/1.1"))
    assert (head.split("\r\n")[0], body) == ("HTTP/1.1 200 OK", "")
    assert "Content-Length: 5" in head


@pytest.mark.parametrize(
    ("asked_for", "status"),
    [
        (request("GET / HTTP/1.1"), "404 Not Found"),
        (request("GET"), "404 Not Found"),
        (request("POST /metrics HTTP/1.1"), "405 Method Not Allowed"),
        (b"\x16\x03\x01\r\n\r\n", "405 Method Not Allowed"),
        (request("GET /" + "x" * 2 * MOST_ASKED), "431 Request Header Fields Too Large"),
    ],
)
async def test_anything_else_is_told_where_they_are(
    server: MetricsServer, asked_for: bytes, status: str
) -> None:
    head, body = await asked(server.port, asked_for)
    assert head.startswith(f"HTTP/1.1 {status}\r\n")
    assert "/metrics" in body


async def test_a_request_that_ends_too_soon(server: MetricsServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"GET /metrics")
    writer.write_eof()
    assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_one_who_asks_nothing_is_closed_and_holds_up_nobody(
    server: MetricsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics_server, "ASKS_WITHIN_S", 0.3)
    idle = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(MOST_READERS - 1)]
    _, body = await asked(server.port)
    assert body == "it 1\n"
    assert [await left_of(reader) for reader, _ in idle] == [b""] * len(idle)
    for _, writer in idle:
        writer.close()


async def test_more_readers_than_there_is_room_for_are_closed_at_once(server: MetricsServer) -> None:
    idle = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(MOST_READERS)]
    await asyncio.sleep(0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    assert await asyncio.wait_for(left_of(reader), ASKS_WITHIN_S / 2) == b""
    for each in (writer, *(writer for _, writer in idle)):
        each.close()
    await asyncio.sleep(0.1)
    assert (await asked(server.port))[1] == "it 1\n"


async def test_one_who_takes_nothing_is_cut_off(
    server: MetricsServer, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics_server, "READS_WITHIN_S", 0.3)
    page.content = HUGE
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(request("GET /metrics HTTP/1.1"))
        await asyncio.sleep(0.8)
        assert not server._readers
        assert taken_from(slow) < len(HUGE)


async def test_it_ends_with_readers_that_wait(page: Page) -> None:
    server = MetricsServer(page.text, "text/plain")
    await server.start("127.0.0.1", 0)
    port = server.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.1)
    await asyncio.wait_for(server.close(), 2)
    assert await left_of(reader) == b""
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_it_listens_where_it_was_told_alone(server: MetricsServer) -> None:
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.2", server.port)


async def test_a_port_that_is_taken(server: MetricsServer, page: Page) -> None:
    second = MetricsServer(page.text, "text/plain")
    with pytest.raises(OSError, match="in use"):
        await second.start("127.0.0.1", server.port)
    await second.close()

"""TCP as it is made for a real gateway."""

import asyncio
import contextlib
import socket

import pytest

from ipcom.client.connection.connector import connect_tcp, discard
from ipcom.simulator.gateway.gateway import SimulatedGateway


async def test_small_messages_leave_at_once() -> None:
    async with SimulatedGateway() as gateway:
        _, writer = await connect_tcp(gateway.host, gateway.port)
        assert isinstance(writer, asyncio.StreamWriter)
        connected = writer.get_extra_info("socket")
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()
        await writer.wait_closed()


async def test_a_closed_port_is_an_os_error() -> None:
    async with SimulatedGateway() as gateway:
        port = gateway.port
    with pytest.raises(OSError):
        await connect_tcp("127.0.0.1", port)


async def test_a_connection_that_failed_lets_nothing_leave_late() -> None:
    """What waits in the system's buffer must not reach the gateway when the network is back."""
    got = bytearray()
    begun = asyncio.Event()
    reset = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(1024):
                got.extend(data)
                begun.set()
        except ConnectionResetError as error:
            reset.set_result(error)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        _, writer = await connect_tcp(*server.sockets[0].getsockname()[:2])
        writer.write(b"first")
        await begun.wait()
        discard(writer)
        discard(writer)
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        await reset
    assert got == b"first"

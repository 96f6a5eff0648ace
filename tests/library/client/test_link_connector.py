"""TCP as it is made for a real gateway."""

import asyncio
import socket

import pytest

from ipcom.client.clock import SystemClock
from ipcom.client.connector import connect_tcp
from ipcom.simulator.gateway import SimulatedGateway


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


def test_the_system_clock_runs_forwards() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
    assert clock.time() > 1_700_000_000

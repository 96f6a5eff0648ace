"""The same gateway over real TCP on this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ipcom.protocol.events import LoginAccepted, OutputsReply
from ipcom.simulator import Faults, SimulatedGateway
from tests.library.simulator.simulator_rig import LIGHT, WireClient


@asynccontextmanager
async def dialled(gateway: SimulatedGateway, *, login: bool = True) -> AsyncIterator[WireClient]:
    client = WireClient(*await asyncio.open_connection(gateway.host, gateway.port))
    try:
        if login:
            assert isinstance(await client.login(), LoginAccepted)
        yield client
    finally:
        await client.close()


async def test_the_gateway_listens_on_a_free_port_of_this_machine_only() -> None:
    async with SimulatedGateway() as gateway, dialled(gateway) as client:
        assert (gateway.host, gateway.port > 0) == ("127.0.0.1", True)
        client.light()
        await client.event()
        assert (await client.outputs())[LIGHT.index] == 255


async def test_replies_do_not_wait_for_one_another() -> None:
    async with SimulatedGateway() as gateway, dialled(gateway):
        connection: Any = gateway._connections[1]
        sock = connection._transport.get_extra_info("socket")
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_a_reset_is_a_reset() -> None:
    async with SimulatedGateway(faults=Faults(reset_after=2)) as gateway, dialled(gateway) as client:
        client.send(client.session.read_outputs())
        await asyncio.sleep(0.01)
        with pytest.raises(ConnectionResetError):
            await client.reader.read(1000)


async def test_half_open_keeps_the_socket_but_reads_nothing() -> None:
    async with SimulatedGateway(faults=Faults(half_open_after=1)) as gateway:
        async with dialled(gateway) as client:
            client.light()
            assert await client.says_nothing(0.05)
        await asyncio.sleep(0.01)
        assert gateway.connections == 1
        assert not gateway.house.world.is_on(LIGHT)


async def test_split_and_joined_replies_arrive_whole() -> None:
    async with SimulatedGateway(faults=Faults(split=1)) as gateway, dialled(gateway) as client:
        for _ in range(3):
            assert await client.outputs() == bytes(128)
        gateway.faults = Faults(join_s=0.02)
        client.send(client.session.read_outputs() * 2)
        assert [type(await client.event()) for _ in range(2)] == [OutputsReply] * 2


async def test_the_gateway_comes_back_on_the_same_port() -> None:
    async with SimulatedGateway() as gateway:
        port = gateway.port
        for _ in range(3):
            async with dialled(gateway) as client:
                await gateway.stop()
                assert await client.ended()
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(gateway.host, port)
            await gateway.start()
            assert gateway.port == port


async def test_a_connection_in_the_moment_of_stopping_leaves_nothing() -> None:
    gateway = SimulatedGateway()
    for _ in range(5):
        async with gateway:
            for _ in range(3):
                socket.create_connection((gateway.host, gateway.port)).close()
        assert gateway.connections == 0


async def test_a_port_that_is_taken_is_said() -> None:
    async with SimulatedGateway() as gateway:
        second = SimulatedGateway(port=gateway.port)
        with pytest.raises(OSError, match="in use"):
            await second.start()


@pytest.mark.virtual_time
async def test_sockets_work_in_virtual_time_too() -> None:
    async with SimulatedGateway(faults=Faults(delay_s=2.0)) as gateway, dialled(gateway) as client:
        began = asyncio.get_running_loop().time()
        await client.outputs()
        assert asyncio.get_running_loop().time() - began == pytest.approx(2.0)

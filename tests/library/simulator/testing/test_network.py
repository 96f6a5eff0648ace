"""A network in memory: gateways at addresses, dead and refusing addresses, and a gateway that moves."""

from __future__ import annotations

import asyncio
import random

import pytest

from ipcom.protocol.events import LoginAccepted
from ipcom.simulator import Network, SimulatedGateway
from tests.library.simulator.simulator_rig import LIGHT, WireClient

pytestmark = pytest.mark.virtual_time

HOST = "gateway.home"
OLD, NEW, DEAD = "192.168.1.20", "192.168.1.77", "192.168.1.99"


@pytest.fixture
def gateway() -> SimulatedGateway:
    return SimulatedGateway(listen=False, rng=random.Random(3))


@pytest.fixture
def network(gateway: SimulatedGateway) -> Network:
    network = Network()
    network.place(gateway, OLD)
    network.names.answer(HOST, OLD)
    return network


async def reach(network: Network, host: str) -> WireClient:
    """A client that has logged in; `TimeoutError` when nothing answers for a minute."""
    client = WireClient(*await asyncio.wait_for(network.connector(host, 5000), 60.0))
    assert isinstance(await client.login(), LoginAccepted)
    return client


@pytest.mark.parametrize("host", [HOST, OLD])
async def test_a_gateway_is_reached_by_name_and_address(
    gateway: SimulatedGateway, network: Network, host: str
) -> None:
    async with gateway:
        client = await reach(network, host)
        await client.outputs()
        assert network.tried == [OLD]
        await client.close()


async def test_nothing_answers_at_a_dead_address(network: Network) -> None:
    with pytest.raises(TimeoutError):
        await reach(network, DEAD)


async def test_a_machine_may_refuse(network: Network) -> None:
    network.refuse(OLD)
    with pytest.raises(ConnectionRefusedError, match="refused"):
        await reach(network, HOST)


async def test_an_unplugged_gateway_keeps_its_connections(
    gateway: SimulatedGateway, network: Network
) -> None:
    async with gateway:
        client = await reach(network, HOST)
        network.unplug(OLD)
        await client.outputs()
        with pytest.raises(TimeoutError):
            await reach(network, HOST)
        await client.close()


async def test_a_gateway_that_moves_falls_silent_and_answers_elsewhere(
    gateway: SimulatedGateway, network: Network
) -> None:
    async with gateway:
        before = await reach(network, HOST)
        network.move(gateway, NEW)
        before.light()
        assert await before.says_nothing()
        assert not gateway.house.world.is_on(LIGHT)
        with pytest.raises(TimeoutError):
            await reach(network, HOST)
        network.names.answer(HOST, NEW)
        after = await reach(network, HOST)
        await after.outputs()
        for client in (before, after):
            await client.close()

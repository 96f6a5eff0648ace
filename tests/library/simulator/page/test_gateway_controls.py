"""What a page does to the gateway itself, as a client sees it."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.protocol.events import ConnectionClosed, LoginAccepted
from ipcom.simulator import Faults, SimulatedGateway
from ipcom.simulator.page.gateway_controls import DONE, GatewayAction, GatewayControls, GatewayState
from tests.library.simulator.simulator_rig import WireClient

pytestmark = pytest.mark.virtual_time

KITCHEN = OutputAddress(3, 4)


class Controlled:
    """A gateway, its controls, and what they told the log."""

    def __init__(self, gateway: SimulatedGateway) -> None:
        self.gateway = gateway
        self.clients: list[WireClient] = []
        self.told: list[str] = []
        self.controls = GatewayControls(gateway, self.told.append)

    def state(self) -> GatewayState:
        return self.controls.state

    async def client(self) -> WireClient:
        client = WireClient(*await self.gateway.connect())
        self.clients.append(client)
        assert isinstance(await client.login(), LoginAccepted)
        return client


@pytest.fixture
async def it() -> AsyncIterator[Controlled]:
    async with SimulatedGateway(listen=False) as gateway:
        controlled = Controlled(gateway)
        yield controlled
        await controlled.controls.close()
        for client in controlled.clients:
            await client.close()


@pytest.mark.parametrize(
    ("action", "lit"), [(GatewayAction.RESTART, True), (GatewayAction.RESTART_LOSING, False)]
)
async def test_a_restart_ends_the_link_for_a_while(it: Controlled, action: GatewayAction, lit: bool) -> None:
    it.gateway.press(KITCHEN)
    client = await it.client()
    it.controls.do(action)
    assert isinstance(await client.event(), ConnectionClosed)
    assert it.state() is GatewayState.RESTARTING
    with pytest.raises(ConnectionRefusedError):
        await it.gateway.connect()
    await asyncio.sleep(1.1)
    assert it.state() is GatewayState.RUNNING
    await it.client()
    assert it.gateway.house.world.is_on(KITCHEN) is lit


async def test_a_restart_takes_as_long_as_the_faults_say(it: Controlled) -> None:
    it.gateway.faults = Faults(reboot_s=30)
    it.controls.do(GatewayAction.RESTART)
    await asyncio.sleep(29)
    assert it.state() is GatewayState.RESTARTING
    await asyncio.sleep(2)
    assert it.state() is GatewayState.RUNNING


async def test_off_and_on(it: Controlled) -> None:
    client = await it.client()
    it.controls.do(GatewayAction.OFF)
    assert isinstance(await client.event(), ConnectionClosed)
    assert it.state() is GatewayState.OFF
    it.controls.do(GatewayAction.ON)
    await asyncio.sleep(0.1)
    assert it.state() is GatewayState.RUNNING
    await it.client()


async def test_cut_connections_may_come_back_at_once(it: Controlled) -> None:
    client = await it.client()
    it.controls.do(GatewayAction.CUT)
    assert isinstance(await client.event(), ConnectionClosed)
    await it.client()


async def test_a_frozen_connection_is_silent_and_a_new_one_is_not(it: Controlled) -> None:
    client = await it.client()
    it.controls.do(GatewayAction.FREEZE)
    client.send(client.session.read_outputs())
    assert await client.says_nothing()
    await it.client()


async def test_one_thing_after_the_other(it: Controlled) -> None:
    it.controls.do(GatewayAction.RESTART)
    with pytest.raises(ConfigurationError, match="wait a moment"):
        it.controls.do(GatewayAction.OFF)
    assert it.told == [DONE[GatewayAction.RESTART]]


async def test_a_restart_that_a_fault_caused_is_one_too(it: Controlled) -> None:
    it.gateway.faults = Faults(reboot_after=1)
    await it.client()
    await asyncio.sleep(0.1)
    assert it.state() is GatewayState.RESTARTING
    await asyncio.sleep(2)
    assert it.state() is GatewayState.RUNNING


async def test_what_is_under_way_ends_with_the_page(it: Controlled) -> None:
    it.controls.do(GatewayAction.RESTART)
    await asyncio.sleep(0.1)
    await it.controls.close()
    assert it.state() is GatewayState.OFF


async def test_a_port_that_is_taken_meanwhile_is_told(
    it: Controlled, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused() -> None:
        raise OSError(errno.EADDRINUSE, "in use")

    it.controls.do(GatewayAction.OFF)
    await asyncio.sleep(0.1)
    monkeypatch.setattr(it.gateway, "start", refused)
    it.controls.do(GatewayAction.ON)
    await asyncio.sleep(0.1)
    assert it.told[-1] == "the gateway cannot take its port 0 again: Address already in use"
    assert it.state() is GatewayState.OFF

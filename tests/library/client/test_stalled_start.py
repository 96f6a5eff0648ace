"""A loop that stands still while a client starts: what has arrived meanwhile counts as in time."""

import asyncio
import time
from typing import Any

import pytest

from ipcom.client.client import IPComClient
from ipcom.errors import ConnectTimedOut
from ipcom.model.timings import Timings
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.name_server import NameServer
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.client.link_rig import Script, later, make_client, now


def stand_still(seconds: float) -> None:
    """The loop's other work takes this long, in virtual time."""
    loop: Any = asyncio.get_running_loop()
    loop._virtual.now += seconds


def connecting_takes(script: Script, seconds: float) -> Any:
    """A connector whose connection is made by the network, whether the loop runs or not."""

    async def connector(*_: object) -> Any:
        loop: Any = asyncio.get_running_loop()
        made = loop.create_future()
        loop.call_later(seconds, made.set_result, None)
        await made
        return await script.connector()

    return connector


@pytest.mark.virtual_time
@pytest.mark.parametrize("stall", [0.3, 1.2, 3.0])
@pytest.mark.parametrize("at", [0.0, 0.053, 0.153, 0.253, 0.353])
async def test_a_connection_that_was_made_during_a_stall_is_used(at: float, stall: float) -> None:
    script = Script()
    later(at, lambda: stand_still(stall))
    client = make_client(script, connector=connecting_takes(script, 0.1))
    script.logins = lambda peer: later(0.1, lambda: peer.say(peer.session.accept_login("4.10", bytes(128))))
    script.reads = lambda peer: later(0.1, peer.show)
    async with client:
        assert client.connection.online


@pytest.mark.virtual_time
@pytest.mark.parametrize("stall", [1.5, 12.0])
async def test_an_answer_of_the_name_server_that_came_during_a_stall_is_used(stall: float) -> None:
    async with SimulatedGateway(listen=False) as gateway:
        names = NameServer()
        names.answer("gateway.home", "192.168.1.20", after_s=0.5)
        later(0.2, lambda: stand_still(stall))
        client = make_client(
            gateway, "gateway.home", name_service=names, known_address="192.168.1.99" if stall < 2 else None
        )
        async with client:
            assert client.address == "192.168.1.20"


@pytest.mark.virtual_time
async def test_a_start_with_a_limit_of_its_own_uses_what_came_during_a_stall_too() -> None:
    script = Script(reads=lambda peer: later(0.5, peer.show))
    later(0.3, lambda: stand_still(1.2))
    async with asyncio.timeout(5.0):
        client = make_client(script)
        await client.start(timeout=1.0)
        await client.close()


@pytest.mark.virtual_time
async def test_a_connection_that_did_not_come_during_a_stall_is_still_a_timeout() -> None:
    later(0.5, lambda: stand_still(1.2))
    client = make_client(Script(connect=lambda: asyncio.sleep(60)))
    begin = now()
    with pytest.raises(ConnectTimedOut):
        await client.start()
    assert now() - begin == pytest.approx(1.7)
    await client.close()


@pytest.mark.parametrize("rounds", range(14))
async def test_a_loop_blocked_for_longer_than_a_connection_may_take_starts_all_the_same(rounds: int) -> None:
    """Over real sockets, blocked in each of the first rounds; the gateway runs in another thread."""
    with ThreadedGateway(SimulatedGateway()) as gateway:
        timings = Timings(connect_timeout=0.1)
        client = IPComClient(gateway.host, gateway.port, username="demo", password="demo", timings=timings)
        starting = asyncio.ensure_future(client.start())
        for _ in range(rounds):
            await asyncio.sleep(0)
        time.sleep(0.15)  # noqa: ASYNC251 - this is the stall
        await starting
        await client.close()

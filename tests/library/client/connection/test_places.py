"""A gateway with two addresses: the first that answers is used, the first of both is preferred and returned to."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ipcom.client.connection.address_race import Opened
from ipcom.client.connection.places import open_first
from ipcom.client.return_to_first import FIRST_LOOK_S
from ipcom.errors import AuthenticationFailed, CannotConnect, ConfigurationError, ConnectTimedOut
from ipcom.model.motion import Motion
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.network import Network
from tests.library.client.link_rig import LAMP, make_client, now, until

pytestmark = pytest.mark.virtual_time

HOME, AWAY = "192.168.1.20", "203.0.113.7"
PAIR = SimulatedGateway().house.devices.pairs()[0]


class Rig:
    """One gateway at both addresses, and how a client is made for it."""

    def __init__(self, gateway: SimulatedGateway) -> None:
        self.gateway = gateway
        self.network = Network()
        self.network.place(gateway, HOME, AWAY)

    def client(self, **options: Any) -> Any:
        return make_client(
            self.gateway,
            HOME,
            connector=self.network.connector,
            name_service=self.network.names,
            **{"second_host": AWAY} | options,
        )


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with SimulatedGateway(listen=False, rng=random.Random(1)) as gateway:
        yield Rig(gateway)


def printer() -> SimulatedGateway:
    """What accepts connections and says nothing."""
    return SimulatedGateway(listen=False, faults=Faults(silent_after=0))


async def test_the_first_address_is_used_while_it_answers(rig: Rig) -> None:
    async with rig.client() as client:
        assert rig.network.tried == [HOME]
        assert (client.connection.reached_at, client.over_second_host) == (f"{HOME}:5000", False)
        assert client.address == HOME


async def test_nothing_is_reached_before_the_start(rig: Rig) -> None:
    client = rig.client()
    assert (client.connection.reached_at, client.over_second_host, client.fingerprint) == ("", False, "")
    await client.close()


@pytest.mark.parametrize(("gone", "head_start"), [("unplug", 0.5), ("refuse", 0.0)])
async def test_the_second_is_used_where_the_first_does_not_answer(
    rig: Rig, gone: str, head_start: float
) -> None:
    getattr(rig.network, gone)(HOME)
    begin = now()
    async with rig.client() as client:
        assert now() - begin == pytest.approx(head_start, abs=0.02)
        assert (client.connection.reached_at, client.over_second_host) == (f"{AWAY}:5000", True)


async def test_a_slow_first_address_wins_before_the_second_answers(rig: Rig) -> None:
    """The second is tried beside the first, and given up with nothing sent."""
    rig.network.unplug(HOME)
    client = rig.client()
    starting = asyncio.ensure_future(client.start())
    await asyncio.sleep(0.4)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await client.close()
    assert rig.gateway.connections == 0


async def test_another_device_at_the_first_address_gives_way(rig: Rig) -> None:
    """Away from home the first address may be somebody's printer."""
    async with printer() as other:
        rig.network.place(other, HOME)
        async with rig.client() as client:
            assert client.over_second_host


async def test_a_refused_login_is_told_though_the_other_address_does_not_answer(rig: Rig) -> None:
    rig.network.unplug(HOME)
    client = rig.client(password="wrong")
    with pytest.raises(AuthenticationFailed):
        await client.start()
    await client.close()


async def test_where_neither_answers_the_error_is_that_of_the_first(rig: Rig) -> None:
    rig.network.unplug(HOME)
    rig.network.refuse(AWAY)
    client = rig.client()
    with pytest.raises(ConnectTimedOut, match=HOME):
        await client.start()
    await client.close()


async def test_it_reconnects_over_the_second_when_the_first_goes(rig: Rig) -> None:
    async with rig.client() as client:
        rig.network.unplug(HOME)
        rig.gateway.drop_connections()
        took = await until(lambda: client.connection.online and client.over_second_host)
        assert took < 2.0
        await client.set_output(LAMP, 255)
        assert rig.gateway.house.world.is_on(LAMP)


async def away(rig: Rig, **options: Any) -> Any:
    """Return a client that went online over the second address."""
    rig.network.unplug(HOME)
    client = rig.client(**options)
    await client.start()
    rig.network.place(rig.gateway, HOME)
    return client


async def test_it_returns_to_the_first_without_being_seen_offline(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ipcom.client")
    client = await away(rig)
    states: list[bool] = []
    client.subscribe_connection(lambda status: states.append(status.online))
    took = await until(lambda: not client.over_second_host, within=60.0)
    assert took == pytest.approx(FIRST_LOOK_S, abs=0.5)
    await asyncio.sleep(0.1)
    assert client.connection.online
    assert states == [True]  # the address in use is news
    assert client.statistics.last_error in (None, "")
    assert rig.gateway.connections == 1
    assert f"{HOME}:5000 answers again; changing to it" in caplog.text
    await client.close()


async def test_it_stays_while_the_first_does_not_answer(rig: Rig) -> None:
    client = await away(rig)
    rig.network.unplug(HOME)
    await asyncio.sleep(600.0)
    assert client.over_second_host
    assert client.statistics.reconnects == 0
    await client.close()


async def test_it_waits_for_a_shutter_that_moves(rig: Rig) -> None:
    client = await away(rig, shutters=[PAIR])
    await asyncio.sleep(FIRST_LOOK_S - 1.0)
    await client.drive(PAIR, Motion.UP)
    await asyncio.sleep(10.0)
    assert client.over_second_host
    await client.drive(PAIR, Motion.OFF)
    await until(lambda: not client.over_second_host, within=60.0)
    await client.close()


async def test_a_first_address_that_is_no_gateway_is_looked_at_less_and_less(rig: Rig) -> None:
    client = await away(rig)
    async with printer() as other:
        rig.network.place(other, HOME)
        await asyncio.sleep(3600.0)
        assert client.over_second_host
        assert client.connection.online
        assert 3 <= client.statistics.reconnects <= 8
    await client.close()


async def test_a_second_address_that_is_the_first_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="second_host"):
        make_client(SimulatedGateway(), HOME, second_host=f"{HOME}:5000")


async def test_the_fingerprint_is_that_of_the_key() -> None:
    prints = []
    for key in (bytes(128), bytes(128), bytes(range(128))):
        async with SimulatedGateway(listen=False, key=key) as gateway, make_client(gateway) as client:
            prints.append(client.fingerprint)
    assert prints[0] == prints[1] != prints[2]
    assert len(prints[0]) == 16


class FakeOpener:
    """Opens after a time, or fails."""

    def __init__(self, after_s: float, error: Exception | None = None) -> None:
        self._after_s, self._error = after_s, error
        self.closed = False

    async def open(self) -> Opened:
        try:
            await asyncio.sleep(self._after_s)
        except asyncio.CancelledError:
            self.closed = True
            raise
        if self._error is not None:
            raise self._error
        return Opened(HOME, (asyncio.StreamReader(), self), 0.0)  # type: ignore[arg-type]

    def close(self) -> None:
        self.closed = True


async def test_one_that_opens_in_the_same_moment_is_closed() -> None:
    first, second = FakeOpener(1.0), FakeOpener(0.5)
    opener, _ = await open_first([first, second])  # type: ignore[list-item]
    await asyncio.sleep(0)
    assert id(opener) == id(first)
    assert (first.closed, second.closed) == (False, True)


async def test_an_error_of_ours_is_not_taken_for_one_of_the_gateway() -> None:
    with pytest.raises(ZeroDivisionError):
        await open_first([FakeOpener(0, CannotConnect("no")), FakeOpener(0, ZeroDivisionError())])  # type: ignore[list-item]


async def test_what_was_opened_is_closed_when_the_caller_gives_up() -> None:
    first, second = FakeOpener(2.0), FakeOpener(2.0)
    waiting = asyncio.ensure_future(open_first([first, second]))  # type: ignore[list-item]
    await asyncio.sleep(1.0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert (first.closed, second.closed) == (True, True)

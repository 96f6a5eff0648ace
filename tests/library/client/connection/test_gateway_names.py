"""A gateway that is known by its name: slow, hanging and wrong name servers, dead and changed addresses."""

import asyncio
import random
import socket
from typing import Any

import pytest

from ipcom.client.connection.address_race import Opened, first_to_connect
from ipcom.client.connection.look_ups import MAX_ADDRESSES
from ipcom.errors import ConfigurationError, ConnectionLost, ConnectTimedOut, NameNotResolved, NameTimedOut
from ipcom.model.timings import Timings
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.network import Network
from tests.library.client.link_rig import make_client, now, until

pytestmark = pytest.mark.virtual_time

NAME = "gateway.home"
HERE, THERE, DEAD = "192.168.1.20", "192.168.1.77", "192.168.1.99"


@pytest.fixture
async def network() -> Any:
    """A gateway at HERE, whose name the name server knows."""
    async with SimulatedGateway(listen=False, rng=random.Random(1)) as gateway:
        network: Any = Network()
        network.place(gateway, HERE)
        network.names.answer(NAME, HERE)
        network.gateway = gateway
        yield network


def client_of(network: Any, host: str = NAME, **options: Any) -> Any:
    return make_client(
        network.gateway, host, connector=network.connector, name_service=network.names, **options
    )


async def online_after(client: Any) -> float:
    """Start, and return how long that took."""
    begin = now()
    await client.start()
    took = now() - begin
    await client.close()
    return took


async def test_a_name_is_looked_up_and_its_address_kept(network: Any) -> None:
    client = client_of(network)
    assert client.address is None
    assert await online_after(client) < 0.01
    assert client.address == HERE


@pytest.mark.parametrize("host", [HERE, "::1", "[::1]", f"http://{HERE}:5000"])
async def test_an_address_needs_no_look_up(network: Any, host: str) -> None:
    class Forbidden:
        def ask(self, name: str, tell: Any) -> Any:
            raise AssertionError(f"{name} needs no look-up")

    network.place(network.gateway, "::1")
    client = make_client(
        network.gateway, host, connector=network.connector, name_service=Forbidden(), known_address=DEAD
    )
    assert await online_after(client) < 0.01
    assert client.address == client.host


async def test_a_name_server_that_takes_three_seconds_is_waited_for(network: Any) -> None:
    network.names.answer(NAME, HERE, after_s=3.0)
    assert await online_after(client_of(network)) == pytest.approx(3.0, abs=0.01)


async def test_a_name_server_that_never_answers_is_told_after_ten_seconds(network: Any) -> None:
    network.names.hang(NAME)
    begin = now()
    client = client_of(network)
    with pytest.raises(
        NameTimedOut, match=r"name server does not answer for the name gateway\.home.*IP address"
    ):
        await client.start()
    assert now() - begin == pytest.approx(10.0)
    await client.close()


async def test_a_start_that_is_cut_short_says_what_was_waited_for(network: Any) -> None:
    network.names.hang(NAME)
    client = client_of(network)
    with pytest.raises(NameTimedOut, match=r"not online within 5 s: the name server does not answer"):
        await client.start(timeout=5.0)
    await client.close()


async def test_an_answer_within_a_second_goes_before_the_known_address(network: Any) -> None:
    network.names.answer(NAME, HERE, after_s=0.9)
    client = client_of(network, known_address=DEAD)
    assert await online_after(client) == pytest.approx(0.9, abs=0.01)
    assert network.tried == [HERE]


@pytest.mark.parametrize("after_s", [1.1, 60.0])
async def test_the_known_address_is_tried_when_the_name_server_is_slow(network: Any, after_s: float) -> None:
    network.names.answer(NAME, DEAD, after_s=after_s)
    assert await online_after(client_of(network, known_address=HERE)) == pytest.approx(1.0, abs=0.01)


async def test_the_known_address_is_tried_when_the_name_server_knows_nothing(network: Any) -> None:
    network.names.fail(NAME)
    assert await online_after(client_of(network, known_address=HERE)) < 0.01


async def test_a_known_address_that_is_out_of_date_gives_way_to_a_late_answer(network: Any) -> None:
    network.names.answer(NAME, HERE, after_s=3.0)
    client = client_of(network, known_address=DEAD)
    assert await online_after(client) == pytest.approx(3.0, abs=0.01)
    assert client.address == HERE


async def test_an_answer_that_comes_while_the_known_address_is_tried_is_used(network: Any) -> None:
    network.names.answer(NAME, HERE, after_s=1.5)
    client = client_of(network, known_address=DEAD)
    assert await online_after(client) == pytest.approx(2.0, abs=0.01)
    assert client.address == HERE


async def test_a_first_address_that_is_dead_costs_a_quarter_of_a_second(network: Any) -> None:
    network.names.answer(NAME, DEAD, HERE)
    client = client_of(network)
    assert await online_after(client) == pytest.approx(0.25, abs=0.01)
    assert client.address == HERE


async def test_a_first_address_that_refuses_costs_nothing(network: Any) -> None:
    network.refuse(DEAD)
    network.names.answer(NAME, DEAD, HERE)
    assert await online_after(client_of(network)) < 0.01


async def test_each_address_has_a_second_of_its_own(network: Any) -> None:
    addresses = [f"10.0.0.{number}" for number in range(1, 8)]
    network.names.answer(NAME, *addresses)
    begin = now()
    client = client_of(network)
    with pytest.raises(ConnectTimedOut, match="no answer within 1 s") as caught:
        await client.start()
    assert now() - begin == pytest.approx(6 * 0.25 + 1.0, abs=0.01)
    assert all(address in str(caught.value) for address in addresses)
    await client.close()


async def test_of_two_connections_the_later_one_is_closed_with_nothing_sent(network: Any) -> None:
    made: list[Any] = []
    slow = {HERE: 0.5, THERE: 0.25}

    async def connector(address: str, port: int) -> Any:
        await asyncio.sleep(slow[address])
        streams = await network.gateway.connect()
        made.append((address, streams[1]))
        return streams

    network.names.answer(NAME, HERE, THERE)
    client = make_client(network.gateway, NAME, connector=connector, name_service=network.names)
    await client.start()
    await asyncio.sleep(1.0)
    assert [address for address, _ in made] == [HERE, THERE]
    assert client.address == HERE
    assert made[1][1].is_closing()
    await client.close()
    logins = [entry for entry in network.gateway.transcript if "login" in str(entry).lower()]
    assert len(logins) <= 2


async def test_the_chosen_connection_is_closed_if_the_caller_gives_up_meanwhile(network: Any) -> None:
    made: list[Any] = []

    async def connect(address: str) -> Opened:
        if address != HERE:
            try:
                await asyncio.sleep(60.0)
            finally:
                await asyncio.sleep(1.0)  # takes its time to end
        made.append(await network.gateway.connect())
        return Opened(address, made[-1], 0.0)

    racing = asyncio.ensure_future(first_to_connect([DEAD, THERE, HERE], connect))
    await asyncio.sleep(0.6)
    assert len(made) == 1
    racing.cancel()
    await asyncio.wait([racing])
    assert racing.cancelled()
    assert made[0][1].is_closing()
    await asyncio.sleep(1.0)


async def test_a_name_server_in_trouble_is_told_in_its_own_words() -> None:
    class Troubled:
        def ask(self, name: str, tell: Any) -> Any:
            tell(socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"))
            return lambda: None

    client = make_client(SimulatedGateway(), NAME, name_service=Troubled())
    with pytest.raises(
        NameNotResolved, match=r"cannot be looked up \(Temporary failure in name resolution\)"
    ):
        await client.start()
    await client.close()


async def test_a_late_answer_that_says_the_same_is_not_tried_again(network: Any) -> None:
    network.names.answer(NAME, DEAD, after_s=1.5)
    client = client_of(network, known_address=DEAD)
    with pytest.raises(ConnectTimedOut, match=rf"at {DEAD}"):
        await client.start()
    assert network.tried == [DEAD]
    await client.close()


async def test_an_unknown_name_and_a_dead_address_are_two_messages(network: Any) -> None:
    unknown = client_of(network, "gatewy.home")
    with pytest.raises(NameNotResolved, match=r"the name gatewy\.home is not known; check how it is written"):
        await unknown.start()
    network.names.answer(NAME, DEAD)
    dead = client_of(network)
    with pytest.raises(
        ConnectTimedOut, match=rf"cannot connect to {NAME}:5000 at {DEAD} \(no answer within 1 s\)"
    ):
        await dead.start()
    for client in (unknown, dead):
        await client.close()


async def test_an_unknown_name_and_a_dead_last_address_are_both_told(network: Any) -> None:
    network.refuse(DEAD)
    client = client_of(network, "gatewy.home", known_address=DEAD)
    with pytest.raises(
        NameNotResolved, match=rf"is not known.*last address either.*at {DEAD} \(connection refused\)"
    ):
        await client.start()
    await client.close()


@pytest.mark.parametrize("after_s", [0.0, 0.9, 3.0])
async def test_a_gateway_whose_address_changed_is_found_again(network: Any, after_s: float) -> None:
    client = client_of(network, timings=Timings(read_timeout=1.0))
    async with client:
        await asyncio.sleep(5.0)
        network.names.answer(NAME, THERE, after_s=after_s)
        network.move(network.gateway, THERE)
        assert await until(lambda: client.address == THERE) < 1.4 + 1.1 + after_s
        assert client.connection.online


@pytest.mark.parametrize("after_s", [0.0, 0.5])
async def test_an_answer_from_long_ago_is_no_answer(network: Any, after_s: float) -> None:
    async with client_of(network) as client:
        await asyncio.sleep(60.0)
        network.names.answer(NAME, THERE, after_s=after_s)
        network.tried.clear()
        network.move(network.gateway, THERE)
        await until(lambda: client.address == THERE)
        assert network.tried == [THERE]


async def test_a_newer_answer_that_comes_at_once_goes_before_a_recent_one(network: Any) -> None:
    async with client_of(network) as client:
        network.names.answer(NAME, HERE, after_s=0.05)
        network.refuse(HERE)
        network.gateway.freeze_connections()
        await until(lambda: len(network.tried) > 5)
        network.names.answer(NAME, THERE, after_s=0.05)
        network.place(network.gateway, THERE)
        network.tried.clear()
        await until(lambda: client.connection.online)
        assert network.tried == [THERE]


async def test_of_several_addresses_the_one_that_worked_last_is_tried_first(network: Any) -> None:
    network.names.answer(NAME, DEAD, HERE)
    async with client_of(network) as client:
        await asyncio.sleep(60.0)
        network.tried.clear()
        network.gateway.drop_connections()
        await until(lambda: network.tried)
        assert await until(lambda: client.connection.online) < 0.1
        assert network.tried == [HERE]


async def test_a_line_that_is_known_to_be_slow_may_take_longer_to_connect(network: Any) -> None:
    async def slow(address: str, port: int) -> Any:
        await asyncio.sleep(1.6)
        return await network.connector(address, port)

    client = make_client(network.gateway, HERE, connector=slow, name_service=network.names)
    with pytest.raises(ConnectTimedOut):
        await client.start()
    client._engine.trips.learn(1.6)
    await client.start()
    await client.close()


async def test_a_hanging_name_server_does_not_slow_the_return_of_a_known_gateway(network: Any) -> None:
    client = client_of(network)
    async with client:
        await asyncio.sleep(5.0)
        for _ in range(10):
            network.names.go_down()
            network.unplug(HERE)
            network.gateway.freeze_connections()
            await asyncio.sleep(random.Random(now()).uniform(5.0, 20.0))
            network.place(network.gateway, HERE)
            assert await until(lambda: client.connection.online) < 1.5


@pytest.mark.parametrize("after_s", [0.0, 0.3, 0.9])
async def test_a_slow_name_server_does_not_slow_the_return(network: Any, after_s: float) -> None:
    """An attempt takes the answer that the last one asked for."""
    client = client_of(network)
    async with client:
        for round_number in range(10):
            network.names.answer(NAME, HERE, after_s=after_s)
            network.unplug(HERE)
            network.gateway.freeze_connections()
            await asyncio.sleep(8.0 + 0.17 * round_number)
            network.place(network.gateway, HERE)
            assert await until(lambda: client.connection.online) < 1.5


async def test_a_look_up_that_hangs_is_not_repeated(network: Any) -> None:
    client = client_of(network)
    async with client:
        network.names.go_down()
        network.unplug(HERE)
        network.gateway.freeze_connections()
        await asyncio.sleep(120.0)
        assert network.names.asked[NAME] == 2
        assert network.names.waiting == 1
    await asyncio.sleep(0)
    assert network.names.waiting == 0


async def test_closing_while_a_look_up_hangs_takes_no_time(network: Any) -> None:
    network.names.hang(NAME)
    client = client_of(network)
    starting = asyncio.ensure_future(client.start())
    await asyncio.sleep(2.0)
    begin = now()
    await client.close()
    assert now() - begin < 0.1
    with pytest.raises(ConnectionLost):
        await starting


@pytest.mark.parametrize("known", ["gateway.home", "", 5, "[::1]"])
def test_a_known_address_is_an_ip_address(known: Any) -> None:
    with pytest.raises(ConfigurationError, match="known_address"):
        make_client(SimulatedGateway(), known_address=known)


async def test_no_more_than_some_addresses_of_a_name_are_of_interest() -> None:
    assert MAX_ADDRESSES == 8

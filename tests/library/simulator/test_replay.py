"""A recording is played to the real client as it was recorded."""

import asyncio

import pytest

from ipcom import AuthenticationFailed, IPComClient, OutputAddress, OutputKind, Timings
from ipcom.protocol.messages import OUTPUTS, outputs_reply
from ipcom.simulator.replay import ReplayGateway
from ipcom.simulator.spoken import Spoken

LAMP = OutputAddress(3, 4)
OFF = outputs_reply(bytes(OUTPUTS))
ON = outputs_reply(bytes(255 if index == LAMP.index else 0 for index in range(OUTPUTS)))
QUICK = Timings(poll_interval=0.1)


def recorded(*messages: tuple[float, str, str, bytes], ciphered: bool = True) -> list[Spoken]:
    """A conversation of one connection that begins with an accepted login."""
    accepted = Spoken(0.01, 1, False, "login accepted", 135, firmware="7.77", ciphered=ciphered)
    rest = [Spoken(at, 1, who == "client", kind, len(plain), plain) for at, who, kind, plain in messages]
    return [Spoken(0.0, 1, True, "login", 56), accepted, *rest]


def client_of(gateway: ReplayGateway, password: str = "demo") -> IPComClient:
    return IPComClient(
        gateway.host,
        gateway.port,
        username="demo",
        password=password,
        kinds={LAMP: OutputKind.RELAY},
        timings=QUICK,
    )


async def seen(client: IPComClient, *, on: bool) -> None:
    async with asyncio.timeout(5):
        async for change in client.changes():
            if change.observed.is_on(LAMP) is on:
                return


@pytest.mark.parametrize("ciphered", [True, False])
async def test_outputs_are_played_in_their_order_and_the_last_stay(ciphered: bool) -> None:
    conversation = recorded(
        (0.1, "client", "read", b"\x05\x01"),
        (0.1, "gateway", "outputs", OFF),
        (0.2, "client", "read", b"\x05\x01"),
        (0.2, "gateway", "outputs", ON),
        ciphered=ciphered,
    )
    async with ReplayGateway(conversation) as gateway, client_of(gateway) as client:
        assert client.connection.firmware == "7.77" or not ciphered
        await seen(client, on=True)
        assert [(await client.read()).is_on(LAMP) for _ in range(3)] == [True, True, True]


async def test_a_write_gets_what_followed_it_and_keep_alives_theirs() -> None:
    conversation = recorded(
        (0.1, "client", "read", b"\x05\x01"),
        (0.1, "gateway", "outputs", OFF),
        (0.2, "client", "write", b"\x04\x01"),
        (0.3, "client", "read", b"\x05\x01"),
        (0.3, "gateway", "outputs", ON),
    )
    async with ReplayGateway(conversation) as gateway, client_of(gateway) as client:
        await seen(client, on=True)
        await client.set_output(LAMP, 255)
        assert client.statistics.reconnects == 0


async def test_a_gateway_that_closed_closes_again() -> None:
    conversation = recorded(
        (0.1, "client", "read", b"\x05\x01"),
        (0.1, "gateway", "outputs", OFF),
        (0.2, "client", "read", b"\x05\x01"),
        (0.25, "gateway", "closed", b""),
    )
    async with ReplayGateway(conversation) as gateway, client_of(gateway) as client:
        states = asyncio.Queue[bool]()
        client.subscribe_connection(lambda status: states.put_nowait(status.online))
        async with asyncio.timeout(5):
            assert [await states.get(), await states.get()] == [False, True]


async def test_other_credentials_are_refused() -> None:
    async with ReplayGateway(recorded((0.1, "client", "read", b""))) as gateway:
        with pytest.raises(AuthenticationFailed):
            await client_of(gateway, "wrong").start()


async def test_a_login_that_was_refused_is_refused_again() -> None:
    conversation = [
        Spoken(0.0, 1, True, "login", 56),
        Spoken(0.1, 1, False, "login refused", 2),
    ]
    async with ReplayGateway(conversation) as gateway:
        with pytest.raises(AuthenticationFailed):
            await client_of(gateway).start()


async def test_it_ends_while_clients_are_connected() -> None:
    gateway = ReplayGateway(recorded((0.1, "client", "read", b""), (0.1, "gateway", "outputs", OFF)))
    await gateway.start()
    async with client_of(gateway):
        await gateway.stop()

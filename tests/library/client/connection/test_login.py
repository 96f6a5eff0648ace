"""Every form that a login takes."""

import asyncio
import errno
import socket
from contextlib import suppress
from typing import Any

import pytest

from ipcom.errors import (
    AuthenticationFailed,
    CannotConnect,
    ConfigurationError,
    ConnectTimedOut,
    IPComError,
    ProtocolError,
)
from ipcom.model.timings import Timings
from ipcom.protocol.gateway_session import GatewaySession, RefusalStyle
from ipcom.protocol.login_messages import LoginRequest
from tests.library.client.link_rig import KEY, Script, accept, later, make_client, now, refuse, silent

pytestmark = pytest.mark.virtual_time


def say(data: Any) -> Any:
    return lambda peer: peer.say(data)


def then_close(act: Any) -> Any:
    def both(peer: Any) -> None:
        act(peer)
        peer.transport.close()

    return both


def bytewise(peer: Any) -> None:
    for number, byte in enumerate(peer.session.accept_login("4.10", KEY)):
        later(0.005 * number, lambda byte=byte: peer.say(bytes([byte])))


def short(peer: Any) -> None:
    peer.say(peer.session.accept_login("", None))


def hint_then_accept(script: Script) -> None:
    """Firmware that does not encipher."""
    script.ciphered = False


@pytest.mark.parametrize(
    "login",
    [
        pytest.param(accept, id="at once"),
        pytest.param(lambda peer: later(1.9, lambda: accept(peer)), id="after 1.9 s"),
        pytest.param(bytewise, id="byte by byte"),
    ],
)
async def test_a_success_brings_the_firmware_and_the_first_snapshot(login: Any) -> None:
    script = Script(logins=login)
    async with make_client(script) as client:
        assert client.connection.online
        assert client.connection.firmware == "4.10"
        assert client.snapshot.values == bytes(128)


async def test_a_short_success_is_final_after_a_second_of_silence_and_leaves_no_cipher() -> None:
    script = Script(logins=short)
    begin = now()
    async with make_client(script) as client:
        assert now() - begin == pytest.approx(1.0, abs=0.01)
        assert client.connection.firmware == ""
        await asyncio.sleep(5.0)
        assert client.connection.online


async def test_plaintext_firmware_is_found_out_and_remembered() -> None:
    script = Script(ciphered=False)
    async with make_client(script) as client:
        assert len(script.peers) == 2
        script.peer.transport.abort()
        await asyncio.sleep(2.0)
        assert client.connection.online
        assert len(script.peers) == 3


async def test_plaintext_firmware_that_was_replaced_is_found_out_too() -> None:
    script = Script(ciphered=False)
    async with make_client(script) as client:
        script.ciphered = True
        script.logins = accept
        script.peer.transport.abort()
        await asyncio.sleep(3.0)
        assert client.connection.online
        assert len(script.peers) == 4


async def test_cipher_and_plaintext_are_changed_once_at_most_per_attempt() -> None:
    script = Script(ciphered=False)
    script.logins = then_close(lambda peer: peer.say(peer.session.plaintext_hint()))
    with pytest.raises(AuthenticationFailed):
        await make_client(script).start()
    assert len(script.peers) == 2


async def test_a_wrong_password_at_plaintext_firmware_is_told_as_such() -> None:
    script = Script(ciphered=False)
    async with make_client(script) as client:
        script.logins = refuse(RefusalStyle.DISCONNECT)
        script.peer.transport.abort()
        await asyncio.sleep(70.0)
        assert isinstance(client.connection.error, AuthenticationFailed)
        script.logins = accept
        await asyncio.sleep(12.0)
        assert client.connection.online


@pytest.mark.parametrize(
    "login",
    [
        pytest.param(refuse(RefusalStyle.STATUS), id="status, stays open"),
        pytest.param(then_close(refuse(RefusalStyle.STATUS)), id="status, closes"),
        pytest.param(then_close(refuse(RefusalStyle.DISCONNECT)), id="disconnect under an unknown key"),
        pytest.param(then_close(say(b"\x0f")), id="one byte"),
    ],
)
async def test_a_refusal_is_told_as_wrong_credentials(login: Any) -> None:
    with pytest.raises(AuthenticationFailed, match="user name, the password"):
        await make_client(Script(logins=login)).start()


async def test_a_long_success_that_is_cut_off_is_a_refusal() -> None:
    login = then_close(lambda peer: peer.say(peer.session.accept_login("4.10", KEY)[:100]))
    with pytest.raises(AuthenticationFailed):
        await make_client(Script(logins=login)).start()


@pytest.mark.parametrize(
    ("script", "error", "told"),
    [
        pytest.param(
            Script(logins=lambda peer: peer.transport.close()),
            CannotConnect,
            "without an answer",
            id="closed without a word",
        ),
        pytest.param(Script(logins=silent), ConnectTimedOut, "did not answer the login", id="silent"),
        pytest.param(Script(reads=silent), ConnectTimedOut, "sent no outputs", id="no snapshot"),
        pytest.param(Script(logins=say(b"SSH-2.0-OpenSSH_9.2\r\n")), ProtocolError, "not an IPCom", id="ssh"),
        pytest.param(Script(logins=lambda peer: peer.transport.abort()), CannotConnect, "reset", id="reset"),
    ],
)
async def test_other_login_failures_are_told_apart(script: Script, error: Any, told: Any) -> None:
    client = make_client(script)
    begin = now()
    with pytest.raises(IPComError, match=told) as caught:
        await client.start()
    assert isinstance(caught.value, error)
    assert now() - begin <= 2.5
    assert client.connection.error is caught.value
    await client.close()


async def test_its_own_login_echoed_is_no_gateway() -> None:
    script = Script()
    script.answer = lambda peer, event: peer.say(  # type: ignore[method-assign]
        GatewaySession()._cipher.encrypt(LoginRequest("demo", "demo", 1).encode())
    )
    with pytest.raises(ProtocolError, match="echoes"):
        await make_client(script).start()


async def test_a_port_that_refuses_is_told_with_its_reason() -> None:
    async def refuse() -> None:
        raise ConnectionRefusedError("nobody listens")

    with pytest.raises(CannotConnect, match="nobody listens"):
        await make_client(Script(connect=refuse)).start()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed ('10.0.0.1', 1)"),
            "connection refused",
        ),
        (OSError(errno.EHOSTUNREACH, "Connect call failed ('10.0.0.1', 1)"), "no route to host"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "Name or service not known"),
        (
            OSError("Multiple exceptions: [Errno 111] Connect call failed ('10.0.0.1', 1), [Errno 101] ..."),
            "no connection to any of its addresses",
        ),
    ],
)
async def test_why_there_is_no_connection_is_told_in_words(error: Any, told: Any) -> None:
    async def fail() -> None:
        raise error

    with pytest.raises(CannotConnect, match=rf"gateway:5000 \({told}\); check"):
        await make_client(Script(connect=fail)).start()


async def test_a_host_that_does_not_resolve_is_told() -> None:
    async def no_such_host() -> None:
        raise UnicodeError("label too long")

    with pytest.raises(CannotConnect, match="label too long"):
        await make_client(Script(connect=no_such_host)).start()


async def test_a_connection_that_is_not_accepted_is_given_up_after_a_second() -> None:
    begin = now()
    with pytest.raises(ConnectTimedOut, match="no answer within 1 s"):
        await make_client(Script(connect=lambda: asyncio.sleep(60))).start()
    assert now() - begin == pytest.approx(1.0)


async def test_a_connection_that_comes_just_too_late_is_closed_and_not_lost() -> None:
    script = Script()

    async def stubborn() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    script.connect = stubborn
    with pytest.raises(ConnectTimedOut):
        await make_client(script).start()
    await asyncio.sleep(0.1)
    assert script.peer.gone


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"username": "u" * 22}, "21"),
        ({"password": "é" * 12}, "22"),
        ({"bus": 3}, "bus"),
        ({"port": 0}, "port is 0"),
        ({"port": 70000}, "port is 70000"),
    ],
)
async def test_credentials_that_no_gateway_takes_are_refused_before_anything_is_sent(
    wrong: Any, told: Any
) -> None:
    script = Script()
    with pytest.raises(ConfigurationError, match=told):
        make_client(script, **wrong)
    assert script.attempts == []


async def test_every_login_takes_the_key_of_its_own_reply() -> None:
    script = Script()
    keys = [bytes([number]) * 128 for number in range(5)]
    script.logins = lambda peer: peer.say(peer.session.accept_login("4.10", keys[len(script.peers) - 1]))
    async with make_client(script) as client:
        for _ in range(4):
            await asyncio.sleep(2.0)
            assert client.connection.online
            script.peer.transport.abort()
        await asyncio.sleep(2.0)
        assert client.connection.online
        assert len(script.peers) == 5


async def test_a_snapshot_that_comes_with_the_login_is_only_a_surplus() -> None:
    script = Script()

    def eager(peer: Any) -> None:
        accept(peer)
        peer.show(bytes([255]) + bytes(127))

    script.logins = eager
    async with make_client(script, timings=Timings(poll_interval=5.0)) as client:
        assert client.observed.values == bytes(128)


async def test_a_first_read_that_is_answered_by_nonsense_is_a_protocol_error() -> None:
    script = Script(reads=lambda peer: peer.say(peer.session.encipher(b"\x63\x01")))
    with pytest.raises(ProtocolError, match="unknown kind"):
        await make_client(script).start()

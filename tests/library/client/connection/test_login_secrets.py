"""Credentials are never shown, not even at DEBUG."""

import asyncio
import logging
from typing import Any

import pytest

from ipcom.client.connection.login import Credentials
from ipcom.errors import IPComError
from ipcom.protocol.gateway_session import GatewaySession, RefusalStyle
from ipcom.protocol.login_messages import LoginRequest
from tests.library.client.link_rig import LAMP, Script, make_client, outcome

pytestmark = pytest.mark.virtual_time

USER, PASSWORD = "s3cret-user", "s3cret-word"


def plain() -> Any:
    return LoginRequest(USER, PASSWORD, 1).encode()


def enciphered() -> Any:
    return GatewaySession()._cipher.encrypt(plain())


def shown(caplog: pytest.LogCaptureFixture, *others: Any) -> Any:
    return caplog.text + "".join(map(str, others)) + "".join(map(repr, others))


def assert_secret(text: Any) -> None:
    for secret in (USER, PASSWORD):
        assert secret not in text
        assert secret.encode().hex() not in text
        assert secret.encode().hex(" ") not in text
    assert enciphered().hex() not in text
    assert plain().hex() not in text


@pytest.mark.parametrize("ciphered", [True, False])
async def test_no_secret_is_in_the_log_of_a_whole_life(
    caplog: pytest.LogCaptureFixture, ciphered: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script(ciphered=ciphered)
    async with make_client(script, username=USER, password=PASSWORD) as client:
        await outcome(client.set_output(LAMP, 255))
        script.peer.transport.abort()
        await asyncio.sleep(3.0)
        script.logins = lambda peer: peer.say(peer.session.refuse_login(RefusalStyle.STATUS))
        script.peer.transport.abort()
        await asyncio.sleep(90.0)
        assert_secret(shown(caplog, client, client.connection, client.statistics))
    assert "sent login: 56 bytes" in caplog.text


@pytest.mark.parametrize("ciphered", [True, False])
@pytest.mark.parametrize("before", [b"", b"\r\n", b"login: "])
@pytest.mark.parametrize("length", [3, 20, 55, 56])
async def test_no_secret_is_logged_when_the_peer_echoes_the_login(
    caplog: pytest.LogCaptureFixture, ciphered: bool, before: bytes, length: int
) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script(ciphered=ciphered)
    login = enciphered() if ciphered else plain()
    script.answer = lambda peer, event: peer.say(before + login[:length])  # type: ignore[method-assign]
    client = make_client(script, username=USER, password=PASSWORD)
    error = await outcome(client.start())
    assert isinstance(error, IPComError)
    text = shown(caplog, error, error.__cause__, client.connection)
    assert_secret(text)
    assert login[2:13].hex(" ") not in text
    assert USER[:4] not in text


def test_no_secret_is_in_the_text_of_credentials() -> None:
    assert_secret(repr(Credentials(USER, PASSWORD, 1)))


async def test_after_the_login_hex_is_in_the_debug_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with make_client(Script()):
        await asyncio.sleep(1.0)
    assert "sent read: " in caplog.text
    assert "received 135 bytes" in caplog.text

"""Each message in the log, in words beside its bytes; programs get the message itself."""

import asyncio
import logging
from typing import Any

import pytest

from ipcom.protocol.login_messages import LoginRequest
from ipcom.protocol.wire_words import WireMessage
from tests.library.client.link_rig import LAMP, Script, make_client, outcome

pytestmark = pytest.mark.virtual_time

WIRE = "ipcom.client.wire"
USER, PASSWORD = "s3cret-user", "s3cret-word"


async def messages_of(caplog: pytest.LogCaptureFixture, script: Script) -> list[WireMessage]:
    caplog.set_level(logging.DEBUG, WIRE)
    async with make_client(script, username=USER, password=PASSWORD) as client:
        await outcome(client.set_output(LAMP, 255))
        await asyncio.sleep(31.0)
    return [message_of(record) for record in caplog.records if record.name == WIRE]


def message_of(record: Any) -> WireMessage:
    message = record.ipcom_message
    assert isinstance(message, WireMessage)
    return message


@pytest.mark.parametrize("ciphered", [True, False])
async def test_every_message_of_a_conversation_is_told(
    caplog: pytest.LogCaptureFixture, ciphered: bool
) -> None:
    told = await messages_of(caplog, Script(ciphered=ciphered))
    said = [(message.sent, message.kind) for message in told]
    if not ciphered:
        assert said[:2] == [(True, "login"), (False, "plaintext hint")]
        said = said[2:]
    assert said[:4] == [(True, "login"), (False, "login accepted"), (True, "read"), (False, "outputs")]
    assert {(True, "write"), (False, "frame"), (True, "keep-alive"), (False, "keep-alive")} <= set(said)
    assert said[-1] == (True, "disconnect")


async def test_plain_bytes_are_told_but_none_of_a_login(caplog: pytest.LogCaptureFixture) -> None:
    told = await messages_of(caplog, Script())
    by_kind = {(message.sent, message.kind): message for message in told}
    assert by_kind[True, "read"].plain == b"\x05\x01"
    assert by_kind[False, "outputs"].plain[:2] == b"\x05\x01"
    assert by_kind[False, "outputs"].size == 130
    assert (by_kind[True, "login"].plain, by_kind[True, "login"].size) == (b"", 56)
    assert by_kind[False, "login accepted"].plain == b""
    secrets = (USER, PASSWORD, LoginRequest(USER, PASSWORD, 1).encode().hex())
    assert not any(secret in caplog.text for secret in secrets)


async def test_nothing_is_told_while_nothing_listens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, WIRE)
    async with make_client(Script()):
        await asyncio.sleep(1.0)
    assert [record for record in caplog.records if record.name == WIRE] == []

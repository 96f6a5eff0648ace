"""Messages in plain bytes: an ID, a version, and what belongs to them."""

from __future__ import annotations

import pytest

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.protocol.frames import BusFrame
from ipcom.protocol.messages import (
    DISCONNECT,
    KEEP_ALIVE,
    OUTPUTS_REPLY_SIZE,
    READ_OUTPUTS,
    frame_message,
    outputs_reply,
    take_frame_message,
)

FRAME = BusFrame(2, 60, 0, b"\x01\xff")


def test_the_short_requests_are_their_id_and_a_version() -> None:
    assert (DISCONNECT, KEEP_ALIVE, READ_OUTPUTS) == (b"\x02\x01", b"\x03\x01", b"\x05\x01")


def test_a_frame_message_is_taken_off_what_follows_it() -> None:
    message = frame_message(FRAME)
    assert take_frame_message(message + b"more") == (FRAME, len(message))


def test_every_prefix_of_a_frame_message_waits_for_the_rest() -> None:
    message = frame_message(FRAME)
    assert [take_frame_message(message[:size]) for size in range(len(message))] == [None] * len(message)


def test_a_frame_message_of_another_version_is_an_error() -> None:
    with pytest.raises(ProtocolError, match="9"):
        take_frame_message(b"\x04\x09")


def test_an_outputs_reply_has_all_values() -> None:
    values = bytes(range(128))
    reply = outputs_reply(values)
    assert (len(reply), reply[:2], reply[2:]) == (OUTPUTS_REPLY_SIZE, READ_OUTPUTS, values)
    with pytest.raises(ConfigurationError, match="127"):
        outputs_reply(values[1:])

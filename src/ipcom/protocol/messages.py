"""Messages in plain bytes: `ID, version, body` (docs/protocol.md, "Messages")."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from ..errors import ConfigurationError, ProtocolError
from .frames import MAX_FRAME, BusFrame, take_frame
from .protocol_text import MessageText


class Kind(IntEnum):
    """The ID of a message, the same in a request and its reply."""

    CONNECT = 1
    DISCONNECT = 2
    KEEP_ALIVE = 3
    FRAME = 4
    OUTPUTS = 5


VERSION: Final = 1
"""The version of everything but Connect."""
HEADER_SIZE: Final = 2
OUTPUTS: Final = 128
"""16 modules of 8 outputs."""
OUTPUTS_REPLY_SIZE: Final = HEADER_SIZE + OUTPUTS
MAX_FRAME_MESSAGE: Final = HEADER_SIZE + MAX_FRAME

DISCONNECT: Final = bytes([Kind.DISCONNECT, VERSION])
KEEP_ALIVE: Final = bytes([Kind.KEEP_ALIVE, VERSION])
READ_OUTPUTS: Final = bytes([Kind.OUTPUTS, VERSION])
PLAINTEXT_HINT: Final = DISCONNECT
"""In clear, from firmware that does not encipher; enciphered it would read otherwise."""


def frame_message(frame: BusFrame) -> bytes:
    """Return ID 4 around a bus frame: a write, or the reply to one."""
    return bytes([Kind.FRAME, VERSION]) + frame.encode()


def take_frame_message(plain: bytes) -> tuple[BusFrame, int] | None:
    """Read the ID 4 at the start: its frame and its whole size, or None while bytes are missing.

    Raises `ProtocolError` as soon as the bytes cannot become one any more.
    """
    if len(plain) < HEADER_SIZE:
        return None
    if plain[1] != VERSION:
        raise ProtocolError(MessageText.FRAME_VERSION_UNKNOWN(version=plain[1]))
    taken = take_frame(plain[HEADER_SIZE:])
    if taken is None:
        return None
    frame, size = taken
    return frame, HEADER_SIZE + size


def outputs_reply(values: bytes) -> bytes:
    """Return ID 5 with the values of all 128 outputs."""
    if len(values) != OUTPUTS:
        raise ConfigurationError(MessageText.VALUES_MISSING(count=len(values), wanted=OUTPUTS))
    return READ_OUTPUTS + values

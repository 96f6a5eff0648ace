"""Messages in words, for logs and records; pure. Only what listens to the wire imports this."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..errors import ProtocolError
from .events import (
    ConnectionClosed,
    Disconnected,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    LoginRefused,
    OutputsReply,
    PlaintextHint,
)
from .frames import SET_OUTPUTS, BusFrame
from .messages import HEADER_SIZE, OUTPUTS_REPLY_SIZE, take_frame_message

OUTPUTS_PER_MODULE: Final = 8
TOLD_CHANGES: Final = 12
"""More outputs that differ are counted, not listed."""

SECRET_EVENTS: Final = (LoginAccepted, LoginRefused, PlaintextHint)
"""What answers a login: its bytes hold a key, or perhaps an echo of the login."""

_KINDS: Final[dict[type, str]] = {
    LoginAccepted: "login accepted",
    LoginRefused: "login refused",
    PlaintextHint: "plaintext hint",
    OutputsReply: "outputs",
    FrameReply: "frame",
    KeepAliveReply: "keep-alive",
    Disconnected: "disconnect",
    ConnectionClosed: "closed",
}


class WireMessage(NamedTuple):
    """One message of one connection: `at` is monotonic, `size` its bytes on the wire, `plain` its deciphered bytes.

    `plain` is empty for what holds credentials or a key. `kind` is a word of docs/protocol.md, "Message kinds".
    """

    connection: int
    at: float
    sent: bool
    kind: str
    plain: bytes
    size: int


def kind_of(event: object) -> str:
    """Return the word for an event of a client's session."""
    return _KINDS.get(type(event), type(event).__name__)


def words_of(message: WireMessage, event: object, outputs_before: bytes) -> str:
    """Return one line: direction, kind, what it says, and its plain bytes in hex.

    Of outputs it says what differs from `outputs_before`, the plain bytes of the last such message.
    """
    arrow = "to the gateway:" if message.sent else "from the gateway:"
    said = _said(message, event, outputs_before)
    size = f"{message.size} bytes"
    shown = message.plain.hex() if message.plain else ""
    if message.kind == "outputs" and outputs_before and len(message.plain) == OUTPUTS_REPLY_SIZE:
        shown = ""  # 128 values that hardly change would bury the rest of the log
    return " | ".join(filter(None, (f"{arrow} {message.kind}{said}", size, shown)))


def _said(message: WireMessage, event: object, outputs_before: bytes) -> str:
    match event:
        case LoginAccepted():
            ciphered = "enciphered" if event.ciphered else "in plaintext"
            return f", {ciphered}, firmware {event.firmware or 'not told'}"
        case OutputsReply():
            return f": {_differences(outputs_before, message.plain)}"
        case FrameReply(frame=None):
            return " that is no frame"
        case FrameReply():
            return f": {_frame_words(event.frame)}" if event.frame else ""
        case None:
            return _request_words(message.plain)
    return ""


def _request_words(plain: bytes) -> str:
    """Say what a request carries: only a frame carries anything."""
    try:
        taken = take_frame_message(plain)
    except ProtocolError:
        return ""
    return f": {_frame_words(taken[0])}" if taken else ""


def _frame_words(frame: BusFrame) -> str:
    bus = "" if frame.bus is None else f", bus {frame.bus}"
    if len(frame.data) == 1 + OUTPUTS_PER_MODULE and frame.data[0] == SET_OUTPUTS:
        said = f"outputs {' '.join(map(str, frame.data[1:]))}"
    else:
        said = f"{len(frame.data)} bytes of data"
    return f"from {frame.sender} to {frame.to}{bus}, {said}"


def _differences(before: bytes, after: bytes) -> str:
    """Say which outputs differ; of the first message, which are on."""
    known = before or bytes(len(after))
    changed = [index for index in range(HEADER_SIZE, len(after)) if known[index] != after[index]]
    if not changed:
        return "as before" if before else "all off"
    listed = ", ".join(f"{_address(index)} {after[index]}" for index in changed[:TOLD_CHANGES])
    more = len(changed) - TOLD_CHANGES
    return listed + (f" and {more} more" if more > 0 else "")


def _address(index: int) -> str:
    module, output = divmod(index - HEADER_SIZE, OUTPUTS_PER_MODULE)
    return f"{module + 1}/{output + 1}"

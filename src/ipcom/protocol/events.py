"""What a session tells about the bytes that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from .login_messages import LoginRequest

if TYPE_CHECKING:
    from .frames import BusFrame


class NeedData(Enum):
    """The type of `NEED_DATA`."""

    NEED_DATA = "need data"


NEED_DATA: Final = NeedData.NEED_DATA
"""No event before more bytes, `quiet()` or `receive_eof()` come."""


@dataclass(frozen=True, slots=True)
class ConnectionClosed:
    """The peer closed; what it had begun to say is dropped. Told once, by either session."""


@dataclass(frozen=True, slots=True)
class LoginAccepted:
    """The login stands; `firmware` is empty when the gateway did not tell."""

    firmware: str
    ciphered: bool


@dataclass(frozen=True, slots=True)
class LoginRefused:
    """The gateway gave another answer than a success; `reply` is what the cipher of the login reads."""

    reply: bytes


@dataclass(frozen=True, slots=True)
class PlaintextHint:
    """The gateway does not encipher: connect again with `ClientSession(plaintext=True)`."""


@dataclass(frozen=True, slots=True)
class OutputsReply:
    """The values of all 128 outputs (ID 5), asked for or not."""

    values: bytes


@dataclass(frozen=True, slots=True)
class FrameReply:
    """A bus frame (ID 4); None where it could not be read: then the session drains."""

    frame: BusFrame | None


@dataclass(frozen=True, slots=True)
class KeepAliveReply:
    """ID 3; its length is not known, so the session drains."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The gateway ended the session (ID 2)."""


@dataclass(frozen=True, slots=True)
class OutputsRequest:
    """A client asks for all outputs (ID 5)."""


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """A client sends a frame to the bus (ID 4)."""

    frame: BusFrame


@dataclass(frozen=True, slots=True)
class KeepAliveRequest:
    """A client keeps its session alive (ID 3)."""


@dataclass(frozen=True, slots=True)
class DisconnectRequest:
    """A client takes its leave (ID 2)."""


@dataclass(frozen=True, slots=True)
class UnknownRequest:
    """Something of unknown kind and length began with this byte: the session drains."""

    kind: int


ClientEvent: TypeAlias = (
    LoginAccepted
    | LoginRefused
    | PlaintextHint
    | OutputsReply
    | FrameReply
    | KeepAliveReply
    | Disconnected
    | ConnectionClosed
)
GatewayEvent: TypeAlias = (
    LoginRequest
    | OutputsRequest
    | FrameRequest
    | KeepAliveRequest
    | DisconnectRequest
    | UnknownRequest
    | ConnectionClosed
)
Event: TypeAlias = ClientEvent | GatewayEvent

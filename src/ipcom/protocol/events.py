"""The events that a session makes of bytes."""

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


class _BareEvent:
    """An event that says nothing but its kind. A dataclass would cost each start 0.3 ms a kind."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class ConnectionClosed(_BareEvent):
    """The peer closed the connection; an unfinished message is dropped. Either session tells it once."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class LoginAccepted:
    """The gateway accepted the login; `firmware` is empty if it did not tell."""

    firmware: str
    ciphered: bool


@dataclass(frozen=True, slots=True)
class LoginRefused:
    """The gateway gave another answer than a success; `reply` is what the cipher of the login reads."""

    reply: bytes


class PlaintextHint(_BareEvent):
    """The gateway does not encipher: connect again with `ClientSession(plaintext=True)`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OutputsReply:
    """The values of all 128 outputs (ID 5), asked for or not."""

    values: bytes


@dataclass(frozen=True, slots=True)
class FrameReply:
    """A bus frame (ID 4); None where it could not be read: then the session drains."""

    frame: BusFrame | None


class KeepAliveReply(_BareEvent):
    """ID 3; its length is not known, so the session drains."""

    __slots__ = ()


class Disconnected(_BareEvent):
    """The gateway ended the session (ID 2)."""

    __slots__ = ()


class OutputsRequest(_BareEvent):
    """A client asks for all outputs (ID 5)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """A client sends a frame to the bus (ID 4)."""

    frame: BusFrame


class KeepAliveRequest(_BareEvent):
    """A client keeps its session alive (ID 3)."""

    __slots__ = ()


class DisconnectRequest(_BareEvent):
    """A client ends its session (ID 2)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class UnknownRequest:
    """A message of unknown kind and length that begins with this byte; the session drains."""

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

"""Bytes to messages and back: cipher, bus frames, and both ends of a connection without I/O. Pure."""

from __future__ import annotations

from .cipher import Cipher
from .client_session import ClientSession
from .events import (
    NEED_DATA,
    ClientEvent,
    ConnectionClosed,
    Disconnected,
    DisconnectRequest,
    Event,
    FrameReply,
    FrameRequest,
    GatewayEvent,
    KeepAliveReply,
    KeepAliveRequest,
    LoginAccepted,
    LoginRefused,
    NeedData,
    OutputsReply,
    OutputsRequest,
    PlaintextHint,
    UnknownRequest,
)
from .frames import BusFrame, outputs_set_by, set_outputs_frame
from .gateway_session import GatewaySession, RefusalStyle
from .login_messages import MAX_PASSWORD, MAX_USERNAME, LoginRequest
from .peer_text import peer_text

__all__ = [
    "MAX_PASSWORD",
    "MAX_USERNAME",
    "NEED_DATA",
    "BusFrame",
    "Cipher",
    "ClientEvent",
    "ClientSession",
    "ConnectionClosed",
    "DisconnectRequest",
    "Disconnected",
    "Event",
    "FrameReply",
    "FrameRequest",
    "GatewayEvent",
    "GatewaySession",
    "KeepAliveReply",
    "KeepAliveRequest",
    "LoginAccepted",
    "LoginRefused",
    "LoginRequest",
    "NeedData",
    "OutputsReply",
    "OutputsRequest",
    "PlaintextHint",
    "RefusalStyle",
    "UnknownRequest",
    "outputs_set_by",
    "peer_text",
    "set_outputs_frame",
]

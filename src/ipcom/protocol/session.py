"""Both ends of a connection, without I/O: bytes in, events out; requests in, bytes out."""

from __future__ import annotations

from .client_session import ClientSession
from .gateway_session import GatewaySession, RefusalStyle

__all__ = ["ClientSession", "GatewaySession", "RefusalStyle"]

"""How the link is, for those who show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..errors import IPComError
from ..sentence import NOTHING, Message


class ConnectionState(StrEnum):
    """What a link does at a moment."""

    CONNECTING = "connecting"
    """The client was not started, or no attempt has succeeded yet."""
    ONLINE = "online"
    """Logged in, and the outputs are being read."""
    OFFLINE = "offline"
    """The link broke; the client tries to connect again."""
    CLOSED = "closed"
    """The client was closed, which is for good."""


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """The state of the link at one moment."""

    state: ConnectionState
    """What the link does."""
    since: float
    """When it began to do so, in Unix time."""
    reason: Message = NOTHING
    """Why the link is not up, as a sentence with its code and values; empty while it is."""
    firmware: str = ""
    """What the gateway said of its firmware at the login (docs/protocol.md, "Login reply")."""
    reached_at: str = ""
    """The host and port by which the gateway was reached last, for example "192.168.1.20:5000"; empty before that.

    With a second host it tells which of both is in use.
    """
    error: IPComError | None = None
    """What `reason` says, as an exception: `AuthenticationFailed` when other credentials are needed."""

    @property
    def online(self) -> bool:
        """Whether the link is up."""
        return self.state is ConnectionState.ONLINE

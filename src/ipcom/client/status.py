"""How the link is, for whoever wants to show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..errors import IPComError


class ConnectionState(StrEnum):
    """Connecting for the first time, online, offline and retrying, or closed for good."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """The state of the link since a moment (Unix time); why, if it is down; the gateway's firmware text.

    `error` is what `reason` says, as the exception: `AuthenticationFailed` when the
    credentials count as wrong, so that somebody can be asked for others.
    """

    state: ConnectionState
    since: float
    reason: str = ""
    firmware: str = ""
    error: IPComError | None = None

    @property
    def online(self) -> bool:
        """Whether the link is up."""
        return self.state is ConnectionState.ONLINE

"""Keeps the status of the link and tells when it changes."""

from __future__ import annotations

from dataclasses import replace

from ..errors import IPComError
from .connection.clock import Clock
from .status import ConnectionState, ConnectionStatus
from .subscriptions import Subscriptions


class StatusBoard:
    """The present `ConnectionStatus`; the same state with another reason keeps its `since`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.status = ConnectionStatus(
            ConnectionState.CONNECTING, clock.time(), "the client has not been started"
        )
        self.news: Subscriptions[ConnectionStatus] = Subscriptions("connection")
        self.closing = False

    def update(
        self,
        state: ConnectionState,
        *,
        reason: str = "",
        error: IPComError | None = None,
        firmware: str | None = None,
    ) -> None:
        """Note a state and tell, unless nothing is new."""
        old = self.status
        new = ConnectionStatus(
            state,
            since=old.since if old.state is state else self._clock.time(),
            reason=reason or ("" if error is None else str(error)),
            firmware=old.firmware if firmware is None else firmware,
            error=error,
        )
        if _content(new) == _content(old):
            return
        self.status = new
        self.news.tell(new)


def _content(status: ConnectionStatus) -> tuple[ConnectionStatus, type]:
    """Return what makes a status new: two errors of one kind that say the same are one."""
    return replace(status, error=None), type(status.error)

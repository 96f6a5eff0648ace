"""Keeps the status of the link and tells when it changes."""

from __future__ import annotations

from dataclasses import replace

from ..errors import IPComError
from ..sentence import NOTHING, Message
from .client_text import ClientText
from .connection.clock import Clock
from .status import ConnectionState, ConnectionStatus
from .subscriptions import Subscriptions


class StatusBoard:
    """The present `ConnectionStatus`; the same state with another reason keeps its `since`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.status = ConnectionStatus(ConnectionState.CONNECTING, clock.time(), ClientText.NOT_STARTED_YET())
        self.news: Subscriptions[ConnectionStatus] = Subscriptions("connection")
        self.closing = False

    def update(
        self,
        state: ConnectionState,
        *,
        reason: Message = NOTHING,
        error: IPComError | None = None,
        firmware: str | None = None,
        reached_at: str | None = None,
    ) -> None:
        """Note a state and tell, unless nothing is new."""
        old = self.status
        new = ConnectionStatus(
            state,
            since=old.since if old.state is state else self._clock.time(),
            reason=reason or (NOTHING if error is None else error.message),
            firmware=old.firmware if firmware is None else firmware,
            reached_at=old.reached_at if reached_at is None else reached_at,
            error=error,
        )
        if _content(new) == _content(old):
            return
        self.status = new
        self.news.tell(new)


def _content(status: ConnectionStatus) -> tuple[ConnectionStatus, type]:
    """Return what makes a status new: two errors of one kind that say the same are one."""
    return replace(status, error=None), type(status.error)

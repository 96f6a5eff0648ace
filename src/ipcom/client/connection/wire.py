"""What the exchanges of a connection need: the wire below, and the listener above."""

from __future__ import annotations

from typing import Protocol

from ...errors import IPComError
from ...model.snapshot import StateSnapshot


class Wire(Protocol):
    """The connection that carries the exchanges. It takes bytes, and ends for one reason."""

    @property
    def received_at(self) -> float:
        """When bytes last came (monotonic)."""
        ...

    def send(self, data: bytes, what: str) -> None:
        """Send a request; `what` names it in the log."""
        ...

    def fail(self, error: IPComError) -> None:
        """End the connection for this reason, unless it has ended already."""
        ...

    def digest(self) -> None:
        """Handle the events that the session has now."""
        ...


class Listener(Protocol):
    """The part of the client that is told what the exchanges bring."""

    def answered(self, snapshot: StateSnapshot) -> None:
        """Take the answer to a read."""
        ...

    def stray(self) -> None:
        """Note outputs that answer no read: a new read is worth it."""
        ...

    def distrust(self, since: float) -> None:
        """Trust no snapshot that was asked for since then: it may have answered another request."""
        ...

    def free(self) -> None:
        """Look whether another exchange may begin."""
        ...

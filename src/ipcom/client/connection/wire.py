"""What is below and above the exchanges of a connection: the wire that carries them, and who is told."""

from __future__ import annotations

from typing import Protocol

from ...errors import IPComError
from ...model.snapshot import StateSnapshot


class Wire(Protocol):
    """The connection below: takes bytes, and ends for one reason."""

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
    """What the exchanges lead to."""

    def answered(self, snapshot: StateSnapshot) -> None:
        """A read was answered."""
        ...

    def stray(self) -> None:
        """Outputs came that answer no read: reading anew is worth it."""
        ...

    def distrust(self, since: float) -> None:
        """Snapshots asked for since then may have answered something else."""
        ...

    def free(self) -> None:
        """Somebody else may speak now, perhaps."""
        ...

"""What a shutter needs of a client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..client.status import ConnectionStatus
from ..model.arguments import check_methods
from ..model.change import StateChange
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot

_METHODS = ("drive", "stop_at", "release", "subscribe", "subscribe_connection")


class ShutterLink(Protocol):
    """The part of `IPComClient` that a shutter uses; its monotonic clock is the event loop's."""

    @property
    def observed(self) -> StateSnapshot:
        """The last read's answer; raises `ConnectionLost` before the first."""
        ...

    @property
    def round_trip(self) -> float:
        """The quiet round trip in seconds; 0.0 while unknown."""
        ...

    @property
    def disturbed_at(self) -> float:
        """When the loop last stood still, the link broke or the machine slept (monotonic; -inf)."""
        ...

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        """Run or stop the shutter; return when a read shows it.

        Raises `CommandSuperseded` if others move it, in this direction too, before its frame has left.
        """
        ...

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        """Switch this direction off with a frame that leaves at `leave_at`; return when a read shows it.

        Raises `CommandSuperseded` if another movement goes on instead.
        """
        ...

    async def release(self, pair: ShutterPair) -> None:
        """Switch off what this client set moving, and nothing else; return when a read shows it."""
        ...

    def subscribe(self, callback: Callable[[StateChange], None], /) -> Callable[[], None]:
        """Tell of every change from now on."""
        ...

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None], /) -> Callable[[], None]:
        """Tell of every change of the link from now on."""
        ...


def check_link(client: object) -> None:
    """Raise `ConfigurationError` for what is no client."""
    check_methods("the client of a shutter", client, _METHODS, "give an IPComClient")

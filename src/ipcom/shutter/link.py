"""What a shutter needs of a client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..client.actions import Motion
from ..client.change import StateChange
from ..client.status import ConnectionStatus
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot


class ShutterLink(Protocol):
    """The part of `IPComClient` that a shutter uses; its monotonic clock is the event loop's."""

    @property
    def observed(self) -> StateSnapshot:
        """The last read's answer; raises `ConnectionLost` before the first."""
        ...

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        """Run or stop the shutter; return when a read shows it."""
        ...

    def subscribe(self, callback: Callable[[StateChange], None], /) -> Callable[[], None]:
        """Tell of every change from now on."""
        ...

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None], /) -> Callable[[], None]:
        """Tell of every change of the link from now on."""
        ...

"""What the client does not offer yet, done here; this goes when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf

from ..client.actions import Motion
from ..client.change import StateChange
from ..client.status import ConnectionStatus
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot
from .link import PlainLink


class Fallback:
    """A client with `stop_at`, `round_trip` and `disturbed_at`, whatever it has itself."""

    def __init__(self, client: PlainLink) -> None:
        self._client = client

    @property
    def observed(self) -> StateSnapshot:
        """As the client's."""
        return self._client.observed

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        """As the client's."""
        await self._client.drive(pair, motion)

    def subscribe(self, callback: Callable[[StateChange], None], /) -> Callable[[], None]:
        """As the client's."""
        return self._client.subscribe(callback)

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None], /) -> Callable[[], None]:
        """As the client's."""
        return self._client.subscribe_connection(callback)

    @property
    def round_trip(self) -> float:
        """The client's, or the one of its statistics."""
        quiet = getattr(getattr(self._client, "statistics", None), "round_trip_quiet", None)
        return float(getattr(self._client, "round_trip", None) or quiet or 0.0)

    @property
    def disturbed_at(self) -> float:
        """The client's, or never."""
        return float(getattr(self._client, "disturbed_at", -inf))

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        """The client's, or an ordinary stop in time."""
        if (stop_at := getattr(self._client, "stop_at", None)) is not None:
            await stop_at(pair, direction, leave_at)
            return
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, leave_at - self.round_trip - now))
        await self._client.drive(pair, Motion.OFF)

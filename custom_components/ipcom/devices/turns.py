"""Turns in which outputs blink: what is named as two lamps may be the two directions of one motor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

REST_S = 1.0
"""Between the blinks of two outputs: as long as a motor rests before it turns the other way."""


class Turns:
    """Lets one output of a gateway blink at a time."""

    def __init__(self) -> None:
        """Begin with nothing that blinked."""
        self._lock = asyncio.Lock()
        self._ended_at = float("-inf")

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for the turn, and for the rest after the one before."""
        async with self._lock:
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(0.0, self._ended_at + REST_S - clock()))
            try:
                yield
            finally:
                self._ended_at = clock()

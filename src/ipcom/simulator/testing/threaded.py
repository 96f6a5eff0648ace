"""A simulated gateway in its own thread, for code without an event loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..gateway.gateway import SimulatedGateway

T = TypeVar("T")

JOIN_TIMEOUT_S = 5.0
"""How long to wait for the thread. A gateway stops at once, so a longer wait is an error."""


class ThreadedGateway:
    """Runs a gateway in its own thread inside a `with` block.

    with ThreadedGateway(SimulatedGateway()) as gateway:
        connect("127.0.0.1", gateway.port)
        gateway.call(lambda it: it.press(OutputAddress(3, 4)))
    """

    def __init__(self, gateway: SimulatedGateway) -> None:
        self._gateway = gateway
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="ipcom-simulator", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._gateway.start(), self._loop).result()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._gateway.stop(), self._loop).result()
        self._end()

    @property
    def host(self) -> str:
        """The address on which it listens."""
        return self._gateway.host

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return self._gateway.port

    def call(self, action: Callable[[SimulatedGateway], T]) -> T:
        """Run `action(gateway)` in the gateway's own thread, and return its result."""

        async def run() -> T:
            return action(self._gateway)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(JOIN_TIMEOUT_S)
        self._loop.close()

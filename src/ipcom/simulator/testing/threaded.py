"""A simulated gateway for code that has no event loop: it runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..gateway.gateway import SimulatedGateway

T = TypeVar("T")

JOIN_TIMEOUT_S = 5.0
"""A gateway stops at once; more is a fault worth hearing of."""


class ThreadedGateway:
    """Runs a gateway from `with` to its end.

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
        """Where it listens."""
        return self._gateway.host

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._gateway.port

    def call(self, action: Callable[[SimulatedGateway], T]) -> T:
        """Return `action(gateway)`, done in the gateway's own thread."""

        async def run() -> T:
            return action(self._gateway)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(JOIN_TIMEOUT_S)
        self._loop.close()

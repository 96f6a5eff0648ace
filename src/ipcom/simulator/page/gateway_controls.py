"""What the page does to the gateway itself: restart it, switch it off and on, cut or freeze its connections."""

from __future__ import annotations

import asyncio
import os
from enum import StrEnum
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ..simulator_text import PageMistake

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ..gateway.gateway import SimulatedGateway


class GatewayState(StrEnum):
    """What the gateway does."""

    RUNNING = "running"
    RESTARTING = "restarting"
    OFF = "off"


class GatewayAction(StrEnum):
    """What may be done to it."""

    RESTART = "restart"
    RESTART_LOSING = "restart_losing"
    """All outputs are off after this restart."""
    OFF = "off"
    ON = "on"
    CUT = "cut"
    """All connections are closed in order."""
    FREEZE = "freeze"
    """No byte passes over the present connections any more, and no client is told."""


DONE = {
    GatewayAction.RESTART: "the gateway restarts and keeps its outputs",
    GatewayAction.RESTART_LOSING: "the gateway restarts, and everything is off",
    GatewayAction.OFF: "the gateway is off",
    GatewayAction.ON: "the gateway is on",
    GatewayAction.CUT: "all connections are cut",
    GatewayAction.FREEZE: "nothing passes over the present connections any more",
}
"""What each of them is called in the log."""


class GatewayControls:
    """Does one thing after the other. `tell` is called with what was done and with what went wrong."""

    def __init__(self, gateway: SimulatedGateway, tell: Callable[[str], object]) -> None:
        self.gateway = gateway
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> GatewayState:
        """What the gateway does now."""
        if self.gateway.running:
            return GatewayState.RUNNING
        return GatewayState.RESTARTING if self.gateway.restarting or self._busy else GatewayState.OFF

    def do(self, action: GatewayAction) -> None:
        """Begin. Raises `ConfigurationError` while the last thing is still being done."""
        if self._busy:
            raise ConfigurationError(PageMistake.GATEWAY_BUSY())
        self._tell(DONE[action])
        match action:
            case GatewayAction.CUT:
                self.gateway.drop_connections()
            case GatewayAction.FREEZE:
                self.gateway.freeze_connections()
            case GatewayAction.ON:
                self._begin(self.gateway.start())
            case GatewayAction.OFF:
                self._begin(self.gateway.stop())
            case _:
                self._begin(self._restart(keep_outputs=action is GatewayAction.RESTART))

    async def close(self) -> None:
        """Give up what is still being done."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def _busy(self) -> bool:
        return self._task is not None and not self._task.done()

    def _begin(self, doing: Coroutine[object, object, None]) -> None:
        self._task = asyncio.create_task(self._finish(doing), name="ipcom-simulator-page-controls")

    async def _finish(self, doing: Coroutine[object, object, None]) -> None:
        try:
            await doing
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            self._tell(f"the gateway cannot take its port {self.gateway.port} again: {reason}")

    async def _restart(self, *, keep_outputs: bool) -> None:
        await self.gateway.reboot(keep_outputs=keep_outputs, down_s=self.gateway.faults.reboot_s)

"""The websocket of one page: it is told what changes, and its requests are carried out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import WSMsgType

from ...errors import ConfigurationError
from ..fault_values import fault_records
from ..house.scaled_clock import FASTEST, SLOWEST
from .house_picture import picture_of
from .live_picture import difference, live_picture
from .page_requests import PageRequests

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

    from ..faults import Faults
    from .gateway_controls import GatewayControls
    from .live_picture import LivePicture
    from .message_log import MessageLog

LOOK_S = 0.1
"""How often the house is looked at while a page shows it: motors and dimmers change all the time."""


class PageLink:
    """Tells one page what changes, as fast as it takes it: what has changed meanwhile is told together."""

    def __init__(self, socket: WebSocketResponse, controls: GatewayControls, log: MessageLog) -> None:
        self._socket = socket
        self._controls = controls
        self._log = log
        self._requests = PageRequests(controls, log.add)
        self._woken = asyncio.Event()
        self._mistakes: list[str] = []
        self._told: LivePicture
        self._told_faults: Faults
        self._told_line = 0

    async def serve(self) -> None:
        """Serve until the websocket is closed. What the page holds is let go then."""
        telling = asyncio.create_task(self._tell_changes(), name="ipcom-simulator-page")
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._carry_out(message.data)
        finally:
            self._requests.close()
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def close(self) -> None:
        """Close the websocket."""
        await self._socket.close(code=1001, message=b"the simulated house ends")

    def _carry_out(self, text: str) -> None:
        try:
            self._requests.carry_out(text)
        except ConfigurationError as error:
            self._mistakes = [*self._mistakes[-9:], str(error)]
        self._woken.set()

    async def _tell_changes(self) -> None:
        try:
            await self._tell_all()
            while True:
                await self._wait()
                await self._tell_difference()
        except ConnectionError:
            return  # the page is gone, and `serve` ends by itself

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LOOK_S):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()

    async def _tell_all(self) -> None:
        gateway = self._controls.gateway
        self._told, self._told_faults = live_picture(gateway.house, self._controls), gateway.faults
        lines = self._log.since(0)
        self._told_line = self._log.number
        await self._socket.send_json(
            {
                "type": "all",
                "address": f"{gateway.host}:{gateway.port}",
                "buses": picture_of(gateway.house),
                "speeds": [SLOWEST, FASTEST],
                "faults": fault_records(gateway.faults),
                "state": self._told,
                "log": lines,
            }
        )

    async def _tell_difference(self) -> None:
        gateway = self._controls.gateway
        message: dict[str, object] = {}
        now = live_picture(gateway.house, self._controls)
        if changed := difference(self._told, now):
            message["state"] = changed
        if gateway.faults != self._told_faults:
            message["faults"] = fault_records(gateway.faults)
        if lines := self._log.since(self._told_line):
            message["log"] = lines
        if self._mistakes:
            message["mistakes"] = self._mistakes
        self._told, self._told_faults, self._told_line = now, gateway.faults, self._log.number
        self._mistakes = []
        if message:
            await self._socket.send_json({"type": "changes", **message})

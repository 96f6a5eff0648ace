"""A page of the demo house as a browser has it: a websocket that tells what changes, and takes requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from ipcom.simulator import SimulatedGateway
from ipcom.simulator.page.page_server import SimulatorPage

PATIENCE_S = 20.0

Message = dict[str, Any]


class Browser:
    """One open page. `told` is the first message, with all later changes of the state and the log put into it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.told: Message = {}
        self.mistakes: list[str] = []

    async def send(self, kind: str, **fields: object) -> None:
        await self.socket.send_json({"type": kind, **fields})

    async def hear(self) -> Message:
        """The next message."""
        async with asyncio.timeout(PATIENCE_S):
            message: Message = await self.socket.receive_json()
        if message["type"] == "all":
            self.told = message
        else:
            self._take(message)
        return message

    async def until(self, holds: Callable[[Message], bool]) -> Message:
        """Hear until `holds(told)`."""
        while not holds(self.told):
            await self.hear()
        return self.told

    async def mistake(self) -> str:
        """The next mistake that the page is told."""
        while not self.mistakes:
            await self.hear()
        return self.mistakes.pop(0)

    def value(self, index: int, bus: int = 1) -> int:
        value: int = self.told["state"]["values"][str(bus)][str(index)]
        return value

    def fault(self, name: str) -> str:
        return next(str(each["value"]) for each in self.told["faults"] if each["name"] == name)

    def lines(self) -> list[str]:
        return [line["text"] for line in self.told["log"]]

    def _take(self, message: Message) -> None:
        state = message.get("state", {})
        for bus, values in state.get("values", {}).items():
            self.told["state"]["values"][bus].update(values)
        self.told["state"]["motors"].update(state.get("motors", {}))
        self.told["state"]["gateway"].update(state.get("gateway", {}))
        self.told["faults"] = message.get("faults", self.told["faults"])
        self.told["log"] += message.get("log", [])
        self.mistakes += message.get("mistakes", [])


async def becomes_true(holds: Callable[[], bool]) -> None:
    """Wait until `holds()`: what the server does after a page is gone is told to none."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - nothing to wait for
            await asyncio.sleep(0.01)


@asynccontextmanager
async def opened(page: SimulatorPage) -> AsyncIterator[Browser]:
    """Open the page in a browser."""
    origin = page.address.rstrip("/")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{page.address}live", origin=origin) as socket,
    ):
        browser = Browser(socket)
        await browser.hear()
        yield browser


@asynccontextmanager
async def shown(gateway: SimulatedGateway) -> AsyncIterator[Browser]:
    """Start a gateway and its page, and open it."""
    async with gateway, SimulatorPage(gateway) as page, opened(page) as browser:
        yield browser

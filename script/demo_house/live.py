"""Home Assistant's websocket: commands, actions, and what it tells by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Self

import aiohttp

from .errors import DemoError
from .json_types import Json, Record
from .waiting import until
from .web import START_S, Web

ANSWER_S = 30.0
LARGEST_MESSAGE = 16 * 1024 * 1024

Handler = Callable[[Record], None]


class Live:
    """One connection, logged in with the token of `web`."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._handlers: dict[int, Handler] = {}
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._socket = await self.web.session.ws_connect(
            f"{self.web.url}/api/websocket", max_msg_size=LARGEST_MESSAGE
        )
        await self._socket.receive_json()
        await self._socket.send_json({"type": "auth", "access_token": self.web.token})
        answer = await self._socket.receive_json()
        if answer["type"] != "auth_ok":
            raise DemoError(f"Home Assistant refused the token: {answer.get('message')}")
        self._reader = asyncio.create_task(self._read(self._socket), name="demo-websocket")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader

    async def command(self, command: str, **fields: object) -> Json:
        """Send a command and return its result; raises `DemoError` for a refusal."""
        return await self._ask(next(self._numbers), command, fields)

    async def subscribe(self, handler: Handler, command: str, **fields: object) -> None:
        """Have `handler` called with every event that `command` subscribes to."""
        number = next(self._numbers)
        self._handlers[number] = handler
        await self._ask(number, command, fields)

    async def act(self, action: str, entity_id: str, **data: object) -> None:
        """Do what a click does; returns when Home Assistant says that it is done."""
        domain, _, service = action.partition(".")
        await self.command(
            "call_service",
            domain=domain,
            service=service,
            service_data=data,
            target={"entity_id": entity_id},
        )

    async def wait_until_running(self) -> None:
        """Return when Home Assistant has started; one that is stopped before loses what it was told."""

        async def running() -> bool:
            return bool((await self.command("get_config"))["state"] == "RUNNING")

        await until(running, START_S, "Home Assistant has started")

    async def states(self) -> dict[str, Record]:
        """Return every state by entity ID."""
        return {state["entity_id"]: state for state in await self.command("get_states")}

    async def _ask(self, number: int, command: str, fields: Record) -> Json:
        assert self._socket is not None, "not connected"
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send_json({"id": number, "type": command, **fields})
            async with asyncio.timeout(ANSWER_S):
                return await answer
        except TimeoutError:
            raise DemoError(f"Home Assistant did not answer {command} within {ANSWER_S:.0f} s") from None
        finally:
            del self._waiting[number]

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take(message.json())
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(DemoError("Home Assistant closed the connection"))

    def _take(self, message: Record) -> None:
        number = message.get("id", 0)
        answer = self._waiting.get(number)
        if message["type"] == "event" and number in self._handlers:
            self._handlers[number](message["event"])
        elif message["type"] == "result" and answer is not None and not answer.done():
            _settle(answer, message)


def _settle(answer: asyncio.Future[Json], message: Record) -> None:
    if message["success"]:
        answer.set_result(message["result"])
    else:
        answer.set_exception(DemoError(f"Home Assistant refused: {message['error']['message']}"))

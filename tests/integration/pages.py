"""A page of the panel as Home Assistant sees it: one websocket, commands, and the events that come."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import custom_components.ipcom
from tests.integration.homes import PATIENCE_S

type WebSocketMaker = Callable[..., Awaitable[Any]]

_ENGLISH = Path(custom_components.ipcom.__file__).parent / "translations/en.json"


def said(text: Any) -> str:
    """Return what a page says of a text, in English; a key that is not translated fails the test."""
    found = json.loads(_ENGLISH.read_text(encoding="utf-8"))[text["category"]]
    for step in text["key"].split("."):
        found = found[step]
    return str(found).format(**text["placeholders"])


class Page:
    """One open page."""

    def __init__(self, socket: Any) -> None:
        """Take what `hass_ws_client` made."""
        self._socket = socket
        self._answers: dict[int, Any] = {}
        self._events: dict[int, list[Any]] = {}

    async def ask(self, command: str, **fields: Any) -> Any:
        """Return the whole answer to a command."""
        asked = await self._send(command, fields)
        while asked not in self._answers:
            await self._receive()
        return self._answers.pop(asked)

    async def result(self, command: str, **fields: Any) -> Any:
        """Return the result of a command that succeeds."""
        answer = await self.ask(command, **fields)
        assert answer["success"], answer["error"]
        return answer["result"]

    async def subscribe(self, command: str, **fields: Any) -> Subscription:
        """Return a subscription that has succeeded."""
        asked = await self._send(command, fields)
        while asked not in self._answers:
            await self._receive()
        answer = self._answers.pop(asked)
        assert answer["success"], answer["error"]
        return Subscription(self, asked)

    async def event(self, subscription: int, within: float = PATIENCE_S) -> Any:
        """Return the next event of a subscription."""
        async with asyncio.timeout(within):
            while not self._events.get(subscription):
                await self._receive()
        return self._events[subscription].pop(0)

    async def close(self) -> None:
        """Close the page."""
        await self._socket.close()

    async def _send(self, command: str, fields: dict[str, Any]) -> int:
        message: dict[str, Any] = {"type": command, **fields}
        await self._socket.send_json_auto_id(message)
        return int(message["id"])

    async def _receive(self) -> None:
        message = await self._socket.receive_json()
        if message["type"] == "event":
            self._events.setdefault(message["id"], []).append(message["event"])
        else:
            self._answers[message["id"]] = message


class Subscription:
    """What a page follows."""

    def __init__(self, page: Page, message_id: int) -> None:
        """Take the message that subscribed."""
        self.page = page
        self.id = message_id

    async def event(self, within: float = PATIENCE_S) -> Any:
        """Return the next event."""
        return await self.page.event(self.id, within)

    async def event_of(self, kind: str, within: float = PATIENCE_S) -> Any:
        """Return the next event of a type; others are skipped."""
        async with asyncio.timeout(within):
            while (event := await self.event(within))["type"] != kind:
                pass
        return event

    async def end(self) -> None:
        """Unsubscribe."""
        await self.page.result("unsubscribe_events", subscription=self.id)

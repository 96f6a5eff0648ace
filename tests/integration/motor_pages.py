"""A page of the panel as Home Assistant sees it: a websocket connection, and what comes over it."""

import asyncio
from collections.abc import Iterator
from itertools import count
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.util.json import json_loads_object

from custom_components.ipcom.const import LOGGER
from tests.integration.homes import Home, until


class MotorPage:
    """One connection. `said` are the messages that came, by the ID of what they answer."""

    def __init__(self, home: Home, user: User) -> None:
        self.home = home
        self.said: dict[int, list[dict[str, Any]]] = {}
        self._ids: Iterator[int] = count(1)
        self.connection = ActiveConnection(LOGGER, home.hass, self._take, user, None, None)  # type: ignore[arg-type]
        self.closed = False

    def send(self, command: str, **details: Any) -> int:
        """Send a command; return the ID of the message."""
        number = next(self._ids)
        self.connection.async_handle({"id": number, "type": f"ipcom/{command}", **details})
        return number

    def ask(self, command: str, **details: Any) -> Any:
        """Send a command that is answered at once; return the result."""
        answer = self.said[self.send(command, **details)][0]
        assert answer["success"], answer
        return answer["result"]

    def error(self, command: str, **details: Any) -> Any:
        """Send a command that is refused at once; return the error."""
        return self.said[self.send(command, **details)][0]["error"]

    def subscribe(self, command: str, **details: Any) -> Subscription:
        """Send a command that subscribes."""
        number = self.send(command, entry_id=self.home.entry.entry_id, **details)
        assert self.said[number][0]["success"], self.said[number]
        return Subscription(self, number)

    def close(self) -> None:
        """The socket is closed."""
        self.connection.async_handle_close()

    def _take(self, message: Any) -> None:
        said: Any = json_loads_object(message) if isinstance(message, bytes) else message
        self.said.setdefault(said["id"], []).append(said)


class Subscription:
    """What a page has set going."""

    def __init__(self, page: MotorPage, number: int) -> None:
        self.page = page
        self.number = number

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events so far."""
        return [said["event"] for said in self.page.said[self.number] if said["type"] == "event"]

    @property
    def last(self) -> str:
        """The state that was told last."""
        return str(self.events[-1].get("step") or self.events[-1].get("state"))

    @property
    def lease(self) -> str:
        """The ID of its lease."""
        return str(self.events[0]["lease"])

    @property
    def why(self) -> str:
        """The key of the last text."""
        return str(self.events[-1]["text"]["key"])

    def renew(self) -> bool:
        """Renew its lease."""
        return bool(self.page.ask("lease/renew", lease=self.lease)["alive"])

    def end(self) -> None:
        """End its lease."""
        self.page.ask("lease/end", lease=self.lease)

    def step(self, action: str, **details: Any) -> bool:
        """Take a step of a calibration; return whether it was taken."""
        return bool(self.page.ask("calibrate/step", lease=self.lease, action=action, **details)["taken"])

    def unsubscribe(self) -> None:
        """End the subscription."""
        self.page.connection.subscriptions.pop(self.number)()

    async def shows(self, state: str, within: float = 10.0) -> dict[str, Any]:
        """Wait for a state while the page renews its lease; return the event."""
        await self.while_renewed(until(lambda: self.last == state, within))
        return self.events[-1]

    async def passes(self, seconds: float) -> None:
        """Let time pass while the page renews its lease."""
        await self.while_renewed(asyncio.sleep(seconds))

    async def while_renewed(self, waiting: Any) -> None:
        """Renew the lease each second until this is over."""
        renewing = asyncio.ensure_future(self._renew())
        try:
            await waiting
        finally:
            renewing.cancel()

    async def _renew(self) -> None:
        while True:
            self.renew()
            await asyncio.sleep(1.0)

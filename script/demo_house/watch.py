"""What Home Assistant's states do, as they do it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import DemoError
from .live import Live

Judge = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class _Wish:
    entity_id: str
    judge: Judge
    fulfilled: asyncio.Future[float]


class StateWatch:
    """Counts every change and lets one wait for the next that fits; times are the loop's."""

    def __init__(self) -> None:
        self.changes = 0
        self._wishes: list[_Wish] = []

    async def follow(self, live: Live) -> None:
        """Begin."""
        await live.subscribe(self._changed, "subscribe_events", event_type="state_changed")

    def next(self, entity_id: str, judge: Judge) -> asyncio.Future[float]:
        """Return a future of the moment when a change of this entity comes in that `judge` likes."""
        wish = _Wish(entity_id, judge, asyncio.get_running_loop().create_future())
        self._wishes.append(wish)
        return wish.fulfilled

    async def until(self, entity_id: str, judge: Judge, within_s: float, what: str) -> float:
        """Wait for such a change and return its moment; raises `DemoError` naming `what` did not come."""
        future = self.next(entity_id, judge)
        try:
            async with asyncio.timeout(within_s):
                return await future
        except TimeoutError:
            raise DemoError(f"{what}: not within {within_s:.0f} s") from None

    def _changed(self, event: dict[str, Any]) -> None:
        self.changes += 1
        state = event["data"]["new_state"]
        if state is None:
            return
        now = asyncio.get_running_loop().time()
        for wish in list(self._wishes):
            if wish.fulfilled.done():
                self._wishes.remove(wish)
            elif wish.entity_id == state["entity_id"] and wish.judge(state):
                self._wishes.remove(wish)
                wish.fulfilled.set_result(now)


def shows(value: str) -> Judge:
    """Return a judge of the state's own value."""
    return lambda state: bool(state["state"] == value)

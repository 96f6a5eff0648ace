"""Work of which only the newest goes on: what is under way is cancelled, and has ended, before the next begins."""

import asyncio
from collections.abc import Awaitable, Callable

from homeassistant.core import HomeAssistant, callback


class OneAtATime:
    """Runs one piece of work at a time."""

    def __init__(self, hass: HomeAssistant, name: str) -> None:
        """Begin with nothing to do."""
        self._hass = hass
        self._name = name
        self._tasks: set[asyncio.Task[None]] = set()

    @callback
    def async_begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """End what is under way, then do this."""
        before = self._cancel()
        task = self._hass.async_create_background_task(
            _async_after(before, work), self._name, eager_start=False
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def async_end(self) -> None:
        """End what is under way, and return when it has ended."""
        if tasks := self._cancel():
            await asyncio.wait(tasks)

    def _cancel(self) -> list[asyncio.Task[None]]:
        for task in self._tasks:
            task.cancel()
        return list(self._tasks)


async def _async_after(before: list[asyncio.Task[None]], work: Callable[[], Awaitable[None]]) -> None:
    if before:
        await asyncio.wait(before)
    await work()

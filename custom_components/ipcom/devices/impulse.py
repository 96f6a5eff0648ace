"""Pulses of one impulse relay: one after the other, each sent once."""

import asyncio

from ..coordinator import IPComCoordinator
from .mapping import MappedOutput


class Impulse:
    """Switches an impulse relay on for its pulse length. The library sends "on" once and owes "off"."""

    def __init__(self, coordinator: IPComCoordinator, device: MappedOutput) -> None:
        """Begin without a pulse under way."""
        self._coordinator = coordinator
        self._device = device
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._lock = asyncio.Lock()

    async def async_press(self, purpose: str) -> None:
        """Return when the relay is off again.

        A second call for the same purpose during a pulse shares that pulse: a double click is one press. A call
        for another purpose waits for the end of the pulse. Raises what the library raises.
        """
        task = self._under_way.get(purpose)
        if task is None:
            coordinator = self._coordinator
            task = coordinator.config_entry.async_create_task(
                coordinator.hass,
                self._async_pulse(purpose),
                f"ipcom pulse {self._device.address}",
                eager_start=False,
            )
            self._under_way[purpose] = task
            task.add_done_callback(_retrieve)
        await asyncio.shield(task)

    async def _async_pulse(self, purpose: str) -> None:
        try:
            async with self._lock:
                await self._coordinator.client.pulse(self._device.address, self._device.pulse)
        finally:
            del self._under_way[purpose]


def _retrieve(task: asyncio.Task[None]) -> None:
    """Take note of an error whose callers have gone."""
    if not task.cancelled():
        task.exception()

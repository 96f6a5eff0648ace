"""Measuring a shutter's travel times together with a person who watches it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..errors import CommandError, ConfigurationError
from ..shutter.confidence import Confidence
from ..shutter.shutter import Shutter
from ..shutter.stored import StoredPosition
from ..shutter.travel_times import TravelTimes
from .cover_store import CoverStore, StoredCover
from .enter_key import wait_for_enter
from .link import open_client, within
from .output import write_json, write_line, write_note
from .quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ..client.client import IPComClient
    from ..model.devices import ShutterDevice
    from .settings import Settings

MIN_TRAVEL_S = 1.0
"""Shorter is Enter pressed twice by mistake."""


def store_times(settings: Settings, device: ShutterDevice, up: float, down: float) -> None:
    """Remember times that a person knows, and print them; the position stays unknown."""
    _store(settings, device, TravelTimes(up=up, down=down), StoredPosition())


async def measure_and_store(
    settings: Settings, device: ShutterDevice, enter: Callable[[], Awaitable[None]] = wait_for_enter
) -> None:
    """Go down, up and down while the person says when it has arrived; remember the times and print them."""
    async with open_client(settings) as client:
        async with Shutter(client, device.pair, name=device.display_name) as shutter:
            run = Runs(client, shutter, settings, device, enter)
            await run.until_arrived("down", "closed", measured=False)
            up = await run.until_arrived("up", "open")
            down = await run.until_arrived("down", "closed")
        now = client.observed.timestamp
    position = StoredPosition(position=0.0, confidence=Confidence.KNOWN, at=now)
    _store(settings, device, TravelTimes(up=up, down=down), position)


class Runs:
    """Runs one after the other, each begun and ended by Enter."""

    def __init__(
        self,
        client: IPComClient,
        shutter: Shutter,
        settings: Settings,
        device: ShutterDevice,
        enter: Callable[[], Awaitable[None]],
    ) -> None:
        self._client = client
        self._shutter = shutter
        self._settings = settings
        self._device = device
        self._enter = enter

    async def until_arrived(self, way: str, end: str, *, measured: bool = True) -> float:
        """One run `way` until the person says that it is `end`; its seconds."""
        write_note(f"Press Enter, and {self._device.display_name} goes {way}.")
        await self._enter()
        async with within(self._settings, f"Moving {self._device.display_name}"):
            await (self._shutter.open() if way == "up" else self._shutter.close())
        began = asyncio.get_running_loop().time()
        moment = "at the moment when" if measured else "when"
        write_note(f"It is going {way}. Press Enter {moment} it is fully {end}.")
        await self._enter_before_it_stops(way)
        seconds = asyncio.get_running_loop().time() - began
        await self._shutter.stop()
        if measured and seconds < MIN_TRAVEL_S:
            raise ConfigurationError(
                f"{seconds:.1f} s is too short for a shutter. Try again: {_again(self._device)}"
            )
        if measured:
            write_note(f"{seconds:.1f} s.")
        return seconds

    async def _enter_before_it_stops(self, way: str) -> None:
        pressed = asyncio.ensure_future(self._enter())
        settled = asyncio.ensure_future(self._shutter.wait_settled())
        try:
            await asyncio.wait({pressed, settled}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            settled.cancel()
            ended_by_itself = not pressed.done()
            pressed.cancel()
        if ended_by_itself:
            raise CommandError(
                f"{self._device.display_name} stopped going {way} before you said that it had arrived: somebody"
                f" at the wall, or a timer of the bus. Try again: {_again(self._device)}; or measure with a"
                f" watch and give --up and --down.",
                self._device.pair.addresses,
            )
        await pressed


def _store(settings: Settings, device: ShutterDevice, travel: TravelTimes, position: StoredPosition) -> None:
    store = CoverStore.of(settings)
    store.write(device.pair, StoredCover(travel, position))
    if settings.json:
        write_json({"device_key": device.key, "up": round(travel.up, 2), "down": round(travel.down, 2)})
        return
    write_line(f"{device.display_name}: {travel.up:.1f} s up, {travel.down:.1f} s down")
    write_note(f"Kept in {store.path}. Now: ipcom cover position {quoted(device.key)} 50")


def _again(device: ShutterDevice) -> str:
    return f"ipcom cover calibrate {quoted(device.key)}"

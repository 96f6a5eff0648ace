"""The shutters of one entry: opened with what was kept of them, closed with what is to be kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.core import HomeAssistant, callback

from ..const import LOGGER
from ..library import (
    CommandSuperseded,
    Confidence,
    ConfigurationError,
    IPComClient,
    Motion,
    Shutter,
    StoredPosition,
)
from .mapping import MappedCover
from .positions import Positions


@dataclass(slots=True)
class _Open:
    shutter: Shutter
    unsubscribe: Callable[[], None]
    kept: StoredPosition | None


class Covers:
    """One `Shutter` of the library for each cover, by subentry."""

    def __init__(self, hass: HomeAssistant, entry_id: str, client: IPComClient) -> None:
        """Nothing is opened yet."""
        self._client = client
        self._positions = Positions(hass, entry_id)
        self._open: dict[str, _Open] = {}
        self._placed: dict[str, StoredPosition] = {}
        self._watchers: dict[str, Callable[[MappedCover], None]] = {}

    async def async_load(self) -> None:
        """Read the positions."""
        await self._positions.async_load()

    def __getitem__(self, subentry_id: str) -> Shutter:
        return self._open[subentry_id].shutter

    def get(self, subentry_id: str) -> Shutter | None:
        """The shutter of this subentry, if it is open."""
        opened = self._open.get(subentry_id)
        return opened.shutter if opened else None

    async def async_open(self, subentry_id: str, cover: MappedCover) -> None:
        """Start following this cover's relays."""
        kept = self._placed.pop(subentry_id, None) or self._positions.get(subentry_id)
        shutter = Shutter(
            self._client,
            cover.pair,
            travel=cover.options.travel,
            name=cover.name,
            restore=kept,
            run_full_first=cover.options.full_run_first,
        )
        await shutter.start()
        unsubscribe = shutter.subscribe(lambda _: self._keep(subentry_id))
        self._open[subentry_id] = _Open(shutter, unsubscribe, self._positions.get(subentry_id))
        self._keep(subentry_id)

    @callback
    def async_watch(self, subentry_id: str, retuned: Callable[[MappedCover], None]) -> Callable[[], None]:
        """Be told when this cover's options change under way; returns the way to stop."""
        self._watchers[subentry_id] = retuned

        def stop() -> None:
            self._watchers.pop(subentry_id, None)

        return stop

    @callback
    def async_retune(self, subentry_id: str, cover: MappedCover) -> bool:
        """Use other times from now on, the entity staying as it is; False for a cover that moves."""
        if (opened := self._open.get(subentry_id)) is None:
            return False
        try:
            opened.shutter.set_travel(cover.options.travel, run_full_first=cover.options.full_run_first)
        except ConfigurationError as error:
            LOGGER.debug("%s: %s", cover.name, error)
            return False
        placed = self._placed.pop(subentry_id, None)
        if placed is not None and placed.position is not None:
            opened.shutter.set_known_position(placed.position)
        if (retuned := self._watchers.get(subentry_id)) is not None:
            retuned(cover)
        return True

    async def async_close(self, subentry_id: str) -> None:
        """Stop following; a motor that we set going is stopped."""
        if (opened := self._open.get(subentry_id)) is None:
            return
        await opened.shutter.close()
        self._keep(subentry_id)
        opened.unsubscribe()
        del self._open[subentry_id]

    async def async_close_all(self) -> None:
        """Close every cover and write what is kept of them."""
        await asyncio.gather(*(self.async_close(subentry_id) for subentry_id in self._open))
        await self._positions.async_save()

    async def async_stop_all(self) -> None:
        """Stop every cover, also one that waits to turn the other way; none waits for another."""
        stops = (opened.shutter.stop() for opened in self._open.values())
        ended = await asyncio.gather(*stops, return_exceptions=True)
        for failure in ended:
            if failure is not None and not isinstance(failure, CommandSuperseded):
                raise failure

    @callback
    def async_place(self, subentry_id: str, position: float) -> None:
        """It stands here for certain; one that has no times yet knows it once it is opened with some."""
        shutter = self._open[subentry_id].shutter
        if shutter.travel_times is not None:
            shutter.set_known_position(position)
        else:
            self._placed[subentry_id] = StoredPosition(position=position, confidence=Confidence.KNOWN)

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """The cover is gone for good."""
        self._positions.async_forget(subentry_id)

    @callback
    def _keep(self, subentry_id: str) -> None:
        """Write when a movement began or settled, not on its way."""
        opened = self._open[subentry_id]
        now = opened.shutter.stored()
        if opened.kept is not None and not _worth_keeping(opened.kept, now):
            return
        opened.kept = now
        self._positions.async_keep(subentry_id, now)


def _worth_keeping(before: StoredPosition, now: StoredPosition) -> bool:
    if (before.moving, before.ours) != (now.moving, now.ours):
        return True
    settled = now.moving is Motion.OFF
    return settled and (before.position, before.tilt, before.confidence) != (
        now.position,
        now.tilt,
        now.confidence,
    )

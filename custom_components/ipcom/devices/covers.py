"""The shutters of one entry, started with their stored positions."""

import asyncio
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from homeassistant.core import HomeAssistant, callback

from ..const import LOGGER
from ..library import (
    CommandSuperseded,
    Confidence,
    ConfigurationError,
    InterlockError,
    IPComClient,
    IPComError,
    Motion,
    Shutter,
    ShutterPair,
    StoredPosition,
)
from .cover_options import UNKNOWN_RUN_S
from .mapping import MappedCover
from .positions import Positions


@dataclass(slots=True)
class _Started:
    shutter: Shutter
    unsubscribe: Callable[[], None]
    stored: StoredPosition | None
    tilt_pair: ShutterPair | None


class Covers:
    """One `Shutter` of the library for each cover, by subentry."""

    def __init__(self, hass: HomeAssistant, entry_id: str, client: IPComClient) -> None:
        """Begin without shutters."""
        self._client = client
        self._positions = Positions(hass, entry_id)
        self._started: dict[str, _Started] = {}
        self._placed: dict[str, StoredPosition] = {}
        self._listeners: list[Callable[[str], None]] = []

    async def async_load(self, subentries: Container[str]) -> None:
        """Read the stored positions of these subentries."""
        await self._positions.async_load()
        self._positions.async_forget_others(subentries)

    def __getitem__(self, subentry_id: str) -> Shutter:
        return self._started[subentry_id].shutter

    def get(self, subentry_id: str) -> Shutter | None:
        """Return the shutter of this subentry, or None if it is not started."""
        started = self._started.get(subentry_id)
        return started.shutter if started else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._started)

    @callback
    def async_listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Call `listener` with the subentry of each shutter that starts, changes or closes; return the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def async_start(self, subentry_id: str, cover: MappedCover) -> None:
        """Start the shutter of a cover."""
        stored = self._positions.get(subentry_id, cover.pair, cover.tilt_pair)
        restore = self._placed.pop(subentry_id, None) or stored
        shutter = Shutter(
            self._client,
            cover.pair,
            travel=cover.options.travel,
            tilt_pair=cover.tilt_pair,
            name=cover.name,
            restore=restore,
            run_full_first=cover.options.full_run_first,
            untimed_run=UNKNOWN_RUN_S,
        )
        await shutter.start()
        unsubscribe = shutter.subscribe(lambda _: self._changed(subentry_id))
        self._started[subentry_id] = _Started(shutter, unsubscribe, stored, cover.tilt_pair)
        self._changed(subentry_id)

    @callback
    def async_rename(self, subentry_id: str, name: str) -> None:
        """Use another name in messages; a cover that moves goes on."""
        if (started := self._started.get(subentry_id)) is not None:
            started.shutter.name = name

    @callback
    def async_set_options(self, subentry_id: str, cover: MappedCover) -> bool:
        """Use other times while the entity stays; return False for a cover that moves."""
        if (started := self._started.get(subentry_id)) is None:
            return False
        try:
            started.shutter.set_travel(cover.options.travel, run_full_first=cover.options.full_run_first)
        except ConfigurationError as error:
            LOGGER.debug("%s: %s", cover.name, error)
            return False
        placed = self._placed.pop(subentry_id, None)
        if placed is not None and placed.position is not None:
            try:
                started.shutter.set_known_position(placed.position)
            except InterlockError as error:
                LOGGER.warning("%s: its position stays unknown: %s", cover.name, error)
        return True

    async def async_stop(self, subentry_id: str) -> None:
        """Stop a cover that moves, also one that was started at the wall: its relays are to be given up."""
        started = self._started.get(subentry_id)
        if started is None or (started.shutter.moving is None and started.shutter.tilting is None):
            return
        try:
            await started.shutter.stop()
        except IPComError as error:
            LOGGER.warning("%s was not seen to stop: %s", started.shutter.name, error)

    async def async_close(self, subentry_id: str) -> None:
        """Close the shutter of a cover; a motor that this client started is stopped."""
        if (started := self._started.get(subentry_id)) is None:
            return
        await started.shutter.close()
        self._keep(subentry_id)
        started.unsubscribe()
        del self._started[subentry_id]
        self._tell(subentry_id)

    async def async_close_all(self) -> None:
        """Close all shutters and write their positions."""
        await asyncio.gather(*(self.async_close(subentry_id) for subentry_id in self._started))
        await self._positions.async_save()

    async def async_stop_all(self) -> None:
        """Stop all covers at the same time, also one in the pause of a reversal."""
        stops = (started.shutter.stop() for started in self._started.values())
        results = await asyncio.gather(*stops, return_exceptions=True)
        for error in results:
            if error is not None and not isinstance(error, CommandSuperseded):
                raise error

    @callback
    def async_place(self, subentry_id: str, position: float) -> None:
        """Set the position of a cover for certain; without times, as soon as the shutter has some.

        Raises `InterlockError` while both directions are on.
        """
        shutter = self._started[subentry_id].shutter
        if shutter.travel_times is not None:
            shutter.set_known_position(position)
        else:
            self._placed[subentry_id] = StoredPosition(position=position, confidence=Confidence.KNOWN)

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """Delete the stored position of a removed cover."""
        self._positions.async_forget(subentry_id)

    def _changed(self, subentry_id: str) -> None:
        self._keep(subentry_id)
        self._tell(subentry_id)

    def _tell(self, subentry_id: str) -> None:
        for listener in list(self._listeners):
            listener(subentry_id)

    @callback
    def _keep(self, subentry_id: str) -> None:
        """Store the position when a movement begins or ends, and not meanwhile."""
        started = self._started[subentry_id]
        now = started.shutter.stored()
        if started.stored is not None and not _worth_keeping(started.stored, now):
            return
        started.stored = now
        self._positions.async_keep(subentry_id, now, started.shutter.pair, started.tilt_pair)


def _worth_keeping(before: StoredPosition, now: StoredPosition) -> bool:
    """Return whether a motor has begun or ended to move, or stands elsewhere."""
    if before.tilt_motor is None or now.tilt_motor is None:
        return before.tilt_motor is not now.tilt_motor or _motor_changed(before, now)
    slats_apart = replace(before, tilt=now.tilt)
    return _motor_changed(slats_apart, now) or _motor_changed(before.tilt_motor, now.tilt_motor)


def _motor_changed(before: StoredPosition, now: StoredPosition) -> bool:
    if (before.moving, before.ours) != (now.moving, now.ours):
        return True
    stands = now.moving is Motion.OFF
    return stands and (before.position, before.tilt, before.confidence) != (
        now.position,
        now.tilt,
        now.confidence,
    )

"""Moving one shutter from what is stored of it, and storing where it ends."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ...errors import IPComError
from ...model.motion import Motion
from ...shutter.confidence import Confidence
from ...shutter.shutter import Shutter
from ...shutter.shutter_state import Result
from ..connecting import naming, within
from ..console.output import write_note
from ..motor_run import motor_run
from .keeping import keeping
from .moved import Failed, Moved
from .orders import Move, Order
from .progress import following
from .rests_on import clock_words
from .starting import no_start, start_of
from .travel_needed import doubtful

if TYPE_CHECKING:
    from ...client.client import IPComClient
    from ...model.devices import ShutterDevice
    from ...shutter.stored import StoredPosition
    from ..console.progress_line import ProgressLine
    from ..settings import Settings
    from .cover_store import CoverStore
    from .stored_cover import StoredCover

OTHERWISE = "a wall switch or a newer command moved it otherwise"


BEGINNING = 8
"""How many shutters begin at the same time: on a slow line the frames of more would not leave within their time."""


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves shutters of one client, one or several at a time."""

    client: IPComClient
    settings: Settings
    store: CoverStore
    line: ProgressLine
    order: Order
    turns: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, BEGINNING))

    async def move(self, device: ShutterDevice) -> Moved | Failed:
        """Move one shutter and wait until its motor is off. It is off even after an error."""
        try:
            with naming(self.settings.devices):
                return await self._move(device)
        except IPComError as error:
            return Failed(device, error)

    async def _move(self, device: ShutterDevice) -> Moved:
        stored = self.store.read(device.pair)
        known = stored.now(self.client.observed.timestamp, asyncio.get_running_loop().time())
        shutter = self._shutter(device, known)
        run = motor_run(self.client, self.settings, device.display_name, device.pair.addresses)
        with run as motor, keeping(self.store, shutter, stored, known) as kept:
            async with shutter:
                with following(device, shutter, self.line):
                    result = await self._until_off(shutter)
            if result is Result.SUPERSEDED:
                motor.gave_way = True
                write_note(f"{device.display_name}: {shutter.reason or OTHERWISE}.")
        return Moved(device, result, shutter, kept.counted)

    def _shutter(self, device: ShutterDevice, known: StoredCover) -> Shutter:
        name = device.display_name
        if known.times.refused and self.order.move is not Move.STOP:
            self._tell(f"{name}: the stored travel times are not used: {known.times.refused}.")
        if self.order.counts and (doubt := doubtful(device, known.times)):
            self._tell(doubt)
        restore = self._restored(name, known)
        return Shutter(self.client, device.pair, travel=known.travel, name=name, restore=restore)

    def _tell(self, text: str) -> None:
        """Tell the user why a shutter does something else than might be expected."""
        if self.settings.json:
            write_note(text)
        else:
            self.line.note(text)

    def _restored(self, name: str, known: StoredCover) -> StoredPosition:
        """Return the position to go on from, and say why if an end comes first."""
        counts = self.order.counts and not self.order.direct and not self.order.forget
        if counts and not known.watched:
            self._tell(f"{name}: {self._why_an_end(known)}")
        return start_of(self.order, known)

    def _why_an_end(self, known: StoredCover) -> str:
        """Return why the position that is stored is not counted from."""
        if known.rests_on is None or known.position.moving is not Motion.OFF:
            return "its position is not known, so it goes to an end first."
        since = clock_words(known.position.at, self.client.observed.timestamp)
        return (
            f"it may have been moved since {since} without being seen, so it goes to an end first."
            " With --direct it would not."
        )

    async def _until_off(self, shutter: Shutter) -> Result:
        async with self._turn(), within(self.settings, f"Moving {shutter.name}"):
            await self._begin(shutter)
        try:
            async with asyncio.timeout(self.order.seconds):
                return await shutter.wait_settled()
        except TimeoutError:
            await shutter.stop()
            return Result.REACHED

    def _turn(self) -> AbstractAsyncContextManager[object]:
        """Wait for a turn to begin. A stop never waits."""
        return nullcontext() if self.order.move is Move.STOP else self.turns

    async def _begin(self, shutter: Shutter) -> None:
        match self.order.move:
            case Move.OPEN:
                await shutter.open_fully()
            case Move.CLOSE:
                await shutter.close_fully()
            case Move.STOP:
                await shutter.stop()
            case Move.POSITION:
                self._refuse_without_start(shutter)
                await shutter.set_position(self.order.percent)

    def _refuse_without_start(self, shutter: Shutter) -> None:
        if self.order.direct and self.order.counts and shutter.confidence is Confidence.UNKNOWN:
            raise no_start(shutter.name)

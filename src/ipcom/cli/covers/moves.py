"""Moving shutters, and waiting until their motors are off."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ...shutter.confidence import Confidence
from ...shutter.shutter import Shutter
from ...shutter.shutter_state import Result
from ..connecting import naming, open_client, within
from ..console.exit_codes import ExitCode
from ..console.output import write_json, write_line, write_note
from ..console.progress_line import ProgressLine
from ..motor_run import motor_run
from .cover_store import CoverStore
from .progress import following

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from ...client.client import IPComClient
    from ...model.devices import ShutterDevice
    from ..records import Record
    from ..settings import Settings


OTHERWISE = "a wall switch or a newer command moved it otherwise"


class Move(StrEnum):
    """The kinds of moves."""

    OPEN = "open"
    CLOSE = "close"
    STOP = "stop"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Order:
    """A move with its arguments. `percent` is for a position; after `seconds` the motor is switched off.

    With `forget` the stored position is not used, so the shutter first runs to an end.
    """

    move: Move
    percent: float = 0.0
    seconds: float | None = None
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The end of a move."""

    device: ShutterDevice
    result: Result
    position: float | None
    confidence: Confidence

    @property
    def record(self) -> Record:
        """The JSON of it."""
        return {
            "device_key": self.device.key,
            "display_name": self.device.display_name,
            "position": None if self.position is None else round(self.position, 1),
            "confidence": self.confidence.value,
            "result": self.result.value,
        }

    @property
    def text(self) -> str:
        """The text of it for the user."""
        if self.position is None:
            return f"{self.device.display_name}: stopped"
        about = "" if self.confidence is Confidence.KNOWN else "about "
        there = "there already, " if self.result is Result.ALREADY_THERE else ""
        return f"{self.device.display_name}: {there}{about}{self.position:.0f} % open"


async def move_covers(settings: Settings, devices: Sequence[ShutterDevice], order: Order) -> ExitCode:
    """Move all `devices` at the same time, wait until their motors are off, and print their positions.

    Return whether all have arrived, or something else has moved one of them.
    """
    store = CoverStore.of(settings)
    if order.move is Move.POSITION:
        require_times(devices, settings)
    async with open_client(settings) as client:
        line = ProgressLine(quiet=settings.json)
        mover = _Mover(client, settings, store, line, order)
        moved = await _all([mover.move(device) for device in devices])
        timestamp = client.observed.timestamp_iso
    if settings.json:
        covers = [one.record for one in moved]
        write_json({"timestamp": timestamp, "host": settings.host, "covers": covers})
    else:
        for one in moved:
            write_line(one.text)
    superseded = any(one.result is Result.SUPERSEDED for one in moved)
    return ExitCode.SUPERSEDED if superseded else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Mover:
    """Moves shutters of one client, one or several at a time."""

    client: IPComClient
    settings: Settings
    store: CoverStore
    line: ProgressLine
    order: Order

    async def move(self, device: ShutterDevice) -> Moved:
        """Move one shutter and wait until its motor is off. It is off even after an error."""
        known = self.store.read(device.pair)
        shutter = Shutter(
            self.client,
            device.pair,
            travel=known.travel,
            name=device.display_name,
            restore=None if self.order.forget else known.position,
        )
        run = motor_run(self.client, self.settings, device.display_name, device.pair.addresses)
        with run, self.store.keeping(shutter, known), naming(self.settings.devices):
            async with shutter:
                with following(device, shutter, self.line):
                    result = await self._until_off(shutter)
        if result is Result.SUPERSEDED:
            write_note(f"{device.display_name}: {shutter.reason or OTHERWISE}.")
        return Moved(device, result, shutter.position, shutter.confidence)

    async def _until_off(self, shutter: Shutter) -> Result:
        async with within(self.settings, f"Moving {shutter.name}"):
            await self._begin(shutter)
        try:
            async with asyncio.timeout(self.order.seconds):
                return await shutter.wait_settled()
        except TimeoutError:
            await shutter.stop()
            return Result.REACHED

    async def _begin(self, shutter: Shutter) -> None:
        match self.order.move:
            case Move.OPEN:
                await shutter.open_fully()
            case Move.CLOSE:
                await shutter.close_fully()
            case Move.STOP:
                await shutter.stop()
            case Move.POSITION:
                await shutter.set_position(self.order.percent)


async def _all(moves: Sequence[Coroutine[object, object, Moved]]) -> list[Moved]:
    """Run all moves to their end. The first error stops the motors of the others, and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(move) for move in moves]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


def require_times(devices: Sequence[ShutterDevice], settings: Settings) -> None:
    """Raise `ConfigurationError` for a shutter whose travel times are not known: it cannot go to a position."""
    store = CoverStore.of(settings)
    for device in devices:
        if store.read(device.pair).travel is None:
            raise ConfigurationError(
                f"The travel times of {device.display_name} are not known, so it cannot go to a position."
                f" Once: ipcom cover calibrate {quote(device.key)}"
            )

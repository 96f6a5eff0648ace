"""Moving shutters, and printing where they are when their motors are off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ...shutter.shutter_state import Result
from ..connecting import open_client
from ..console.exit_codes import ExitCode
from ..console.output import write_json, write_line
from ..console.progress_line import ProgressLine
from ..console.several import raise_all
from .cover_store import CoverStore
from .moved import Failed, Moved
from .mover import BEGINNING, Mover
from .orders import Move
from .travel_needed import need_times

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence

    from ...client.client import IPComClient
    from ...model.devices import ShutterDevice
    from ..settings import Settings
    from .orders import Order

Ended = Moved | Failed


async def move_covers(settings: Settings, devices: Sequence[ShutterDevice], order: Order) -> ExitCode:
    """Move all `devices` at the same time, wait until their motors are off, and print their positions.

    Return whether all have arrived, or something else has moved one of them. What went wrong with one is raised when
    the others have ended.
    """
    if order.move is Move.POSITION:
        need_times(settings, devices)
    async with open_client(settings) as client:
        ended = await _move(client, settings, devices, order)
        timestamp = client.observed.timestamp_iso
    _print(settings, timestamp, ended)
    raise_all([one.error for one in ended if isinstance(one, Failed)])
    return exit_code_of_moves(ended)


async def _move(
    client: IPComClient, settings: Settings, devices: Sequence[ShutterDevice], order: Order
) -> list[Ended]:
    if order.move is Move.POSITION:
        need_times(settings, devices, connected=True)
    return await move_together(client, settings, dict.fromkeys(devices, order))


async def move_together(
    client: IPComClient, settings: Settings, orders: Mapping[ShutterDevice, Order]
) -> list[Ended]:
    """Move shutters at the same time, each as its order says, and wait until their motors are off."""
    store, line = CoverStore.of(settings), ProgressLine(quiet=settings.json)
    turns = asyncio.Semaphore(BEGINNING)
    movers = {device: Mover(client, settings, store, line, order, turns) for device, order in orders.items()}
    return await _all([mover.move(device) for device, mover in movers.items()])


async def _all(moves: Sequence[Coroutine[object, object, Ended]]) -> list[Ended]:
    """Run all moves to their end. A fault of this program stops the motors of all, and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(move) for move in moves]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


def _print(settings: Settings, timestamp: str, ended: Sequence[Ended]) -> None:
    """Print how each move has ended. A single one that has failed is told as an error only."""
    if len(ended) == 1 and isinstance(ended[0], Failed):
        return
    if settings.json:
        covers = [one.record for one in ended]
        write_json({"timestamp": timestamp, "host": settings.host, "covers": covers})
        return
    for one in ended:
        if isinstance(one, Moved):
            write_line(one.text)


def exit_code_of_moves(ended: Sequence[Ended]) -> ExitCode:
    """Return whether all have arrived, or something else has moved one of them."""
    superseded = any(isinstance(one, Moved) and one.result is Result.SUPERSEDED for one in ended)
    return ExitCode.SUPERSEDED if superseded else ExitCode.DONE

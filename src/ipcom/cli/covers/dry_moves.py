"""What `--dry-run` prints of moves: the frames that they would send, as far as they can be known before."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ...model.motion import Motion
from ...shutter.relay_reading import both_in, motion_in
from ..console.exit_codes import ExitCode
from ..console.several import Attempts, raise_all
from ..dry_run import print_plan, read_house
from .cover_store import CoverStore
from .orders import Move
from .planned_runs import OFF, PlannedRun, TimedValues, as_steps, planned_runs, timed_values
from .travel_needed import need_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...model.devices import ShutterDevice
    from ...model.snapshot import StateSnapshot
    from ..planned_frames import CommandStep
    from ..settings import Settings
    from .orders import Order

MEASURED = (Motion.DOWN, Motion.UP, Motion.DOWN)
"""The runs of a calibration."""


async def plan_moves(settings: Settings, devices: Sequence[ShutterDevice], order: Order) -> ExitCode:
    """Print what `move_covers` would send."""
    snapshot = await read_house(settings)
    print_plan(settings, snapshot, move_steps(settings, snapshot, dict.fromkeys(devices, order)))
    return ExitCode.DONE


async def plan_measurement(settings: Settings, device: ShutterDevice) -> None:
    """Print what a calibration would send: down, up and down, each until Enter is pressed."""
    snapshot, pair = await read_house(settings), device.pair
    runs = [PlannedRun(motion, pair.max_run, at_the_latest=True) for motion in MEASURED]
    print_plan(settings, snapshot, as_steps(timed_values(pair, runs, motion_in(pair, snapshot))))


def move_steps(
    settings: Settings, snapshot: StateSnapshot, orders: Mapping[ShutterDevice, Order]
) -> list[CommandStep]:
    """Return what moves that begin together want of the relays. Raises what is wrong with each of them."""
    timed = [device for device, order in orders.items() if order.move is Move.POSITION]
    need_times(settings, timed, connected=True)
    store, attempts = CoverStore.of(settings), Attempts()
    values: list[TimedValues] = []
    for device, order in orders.items():
        values += attempts.take(partial(_values, store, snapshot, device, order)) or []
    raise_all(attempts.errors)
    return as_steps(values)


def _values(
    store: CoverStore, snapshot: StateSnapshot, device: ShutterDevice, order: Order
) -> list[TimedValues]:
    pair = device.pair
    off = TimedValues(0.0, dict.fromkeys(pair.addresses, OFF))
    if order.move is Move.STOP:
        return [off]
    known = store.read(pair).now(snapshot.timestamp, asyncio.get_running_loop().time())
    seen = motion_in(pair, snapshot)
    runs = planned_runs(device, order, known, seen, snapshot.timestamp)
    if both_in(pair, snapshot):
        later = timed_values(pair, runs, seen)
        return [off, *(each._replace(at_s=each.at_s + pair.pause) for each in later)]
    return list(timed_values(pair, runs, seen))

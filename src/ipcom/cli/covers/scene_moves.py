"""A scene with shutters: first its outputs, then all of its shutters at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..connecting import open_client
from ..console.exit_codes import ExitCode, worst
from ..console.output import write_json, write_line
from ..console.several import raise_all
from ..dry_run import print_plan, read_house
from ..planned_frames import CommandStep
from ..records import status_record
from ..setting_outputs import end_with, really_failed, set_all, show_outputs
from .dry_moves import move_steps
from .moved import Failed, Moved
from .moves import exit_code_of_moves, move_together
from .orders import Move, Order
from .travel_needed import need_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...client.client import IPComClient
    from ...model.devices import ShutterDevice
    from ..scene_file import Scene
    from ..settings import Settings
    from .moves import Ended

_ENDS = {0.0: Order(Move.CLOSE), 100.0: Order(Move.OPEN)}


def orders_of(heights: Mapping[ShutterDevice, float]) -> dict[ShutterDevice, Order]:
    """Return the order for each shutter. The ends are full runs, which need no travel times."""
    between = Move.POSITION
    return {device: _ENDS.get(height) or Order(between, percent=height) for device, height in heights.items()}


def need_times_for(
    settings: Settings, orders: Mapping[ShutterDevice, Order], *, connected: bool = False
) -> None:
    """Raise `ConfigurationError` for all shutters whose travel times are needed and not known."""
    need_times(settings, [device for device, order in orders.items() if order.counts], connected=connected)


async def carry_out_scene(settings: Settings, scene: Scene) -> ExitCode:
    """Set the outputs and move the shutters of a scene, wait until the motors are off, and print the result."""
    orders = orders_of(scene.heights)
    async with open_client(settings) as client:
        need_times_for(settings, orders, connected=True)
        failures = await set_all(client, settings, scene.values, undeclared=scene.has_undeclared)
        ended = await move_together(client, settings, orders)
        _show(client, settings, scene, ended)
    raise_all([*really_failed(failures), *(one.error for one in ended if isinstance(one, Failed))])
    return worst([end_with(failures), exit_code_of_moves(ended)])


async def plan_scene(settings: Settings, scene: Scene) -> ExitCode:
    """Print what `carry_out_scene` would send."""
    snapshot = await read_house(settings)
    moves = move_steps(settings, snapshot, orders_of(scene.heights))
    print_plan(settings, snapshot, [CommandStep(scene.values), *moves])
    return ExitCode.DONE


def _show(client: IPComClient, settings: Settings, scene: Scene, ended: Sequence[Ended]) -> None:
    if settings.json:
        outputs = status_record(settings.host, client.snapshot, settings.devices, scene.values)
        write_json(outputs | {"covers": [one.record for one in ended]})
        return
    show_outputs(client, settings, list(scene.values))
    for one in ended:
        if isinstance(one, Moved):
            write_line(one.text)

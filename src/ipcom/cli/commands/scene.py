"""The command `ipcom scene`: several outputs at once, as a file says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..commands_base import Command, dry_run_option
from ..console.running import run
from ..output_choice import OutputChoice
from ..scene_file import read_scene
from ..setting_outputs import switch
from ..settings import read_settings_and

if TYPE_CHECKING:
    from ..console.exit_codes import ExitCode
    from ..console.options import Options
    from ..scene_file import Scene
    from ..settings import Settings


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@dry_run_option
@click.pass_obj
def scene(options: Options, file: Path, dry_run: bool) -> ExitCode:
    """Set outputs as a file says: kitchen: on, porch: off, living: 40.

    A line for each, by name, key or address: on, off, the level of a dimmer, or the height of a shutter. The whole
    file is checked before anything is sent. Each module gets one frame; the shutters move when that is done.
    """
    settings, found = read_settings_and(options, lambda it: read_scene(file, it))
    if found.heights:
        return _with_shutters(options, settings, found, dry_run=dry_run)
    choice = OutputChoice(found.targets, lambda target, _: found.values[target.address], found.has_undeclared)
    return run(switch(settings, choice, dry_run=dry_run), options)


def _with_shutters(options: Options, settings: Settings, found: Scene, *, dry_run: bool) -> ExitCode:
    from ..covers.scene_moves import carry_out_scene, need_times_for, orders_of, plan_scene

    need_times_for(settings, orders_of(found.heights))
    return run((plan_scene if dry_run else carry_out_scene)(settings, found), options)

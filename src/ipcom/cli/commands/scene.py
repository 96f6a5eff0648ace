"""The command `ipcom scene`: several outputs at once, as a file says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
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

    A line for each, by name, key or address: on, off, or the level of a dimmer. The whole file is checked before
    anything is sent. Each module gets one frame.
    """
    settings, found = read_settings_and(options, lambda it: _read(file, it))
    choice = OutputChoice(found.targets, lambda target, _: found.values[target.address], found.has_undeclared)
    return run(switch(settings, choice, dry_run=dry_run), options)


def _read(file: Path, settings: Settings) -> Scene:
    found = read_scene(file, settings)
    if found.heights:
        names = ", ".join(shutter.display_name for shutter in found.heights)
        raise ConfigurationError(f"{file} moves {names}: scenes move no shutters. Try: ipcom cover position")
    return found

"""The command `ipcom cover status`: where shutters are, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..console.running import run
from ..covers.chosen import chosen_shutters
from ..covers.cover_states import show_states
from ..settings import read_settings_and

if TYPE_CHECKING:
    from ..console.options import Options


@click.command("status", cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.pass_obj
def cover_status(options: Options, names: tuple[str, ...]) -> None:
    """Show where shutters are, of all or of those named, and what that rests on.

    What nothing here has watched may have been moved since: such a position is estimated at best.
    """
    settings, shutters = read_settings_and(options, lambda it: chosen_shutters(it.devices, names))
    run(show_states(settings, shutters), options)

"""The command `ipcom dim`: the levels of dimmers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command, dry_run_option
from ..console.running import run
from ..declared import find_declared
from ..dim_level import as_values, read_level
from ..output_choice import OutputChoice
from ..setting_outputs import switch
from ..settings import read_settings_and

if TYPE_CHECKING:
    from ..console.exit_codes import ExitCode
    from ..console.options import Options
    from ..dim_level import DimLevel


class _DimCommand(Command):
    """Takes a level such as -10 for what it is, and for no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        return super().parse_args(ctx, as_values(args))


@click.command(cls=_DimCommand)
@click.argument("names", nargs=-1, metavar="NAME...")
@click.argument("level", metavar="LEVEL", callback=read_level)
@dry_run_option
@click.pass_obj
def dim(options: Options, names: tuple[str, ...], level: DimLevel, dry_run: bool) -> ExitCode:
    """Set dimmers to a level in percent, or by a step: +10, -10.

    The level comes last and is for all of them; 0 is off. A step goes from where each dimmer is, to 1 at the lowest
    and 100 at the highest: it switches no lamp off, and one that is off stays so at a step down.
    """
    if not names:
        raise click.UsageError("Missing argument 'NAME...'.")
    settings, targets = read_settings_and(options, lambda it: find_declared(names, it, dimmers=True))
    choice = OutputChoice(targets, lambda _, value: level.of(value), relative=level.is_step)
    return run(switch(settings, choice, dry_run=dry_run), options)

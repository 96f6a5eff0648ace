"""The command `ipcom completion`: the lines by which a shell completes what is typed."""

from __future__ import annotations

import click

from ..commands_base import Command
from ..completion.shells import SHELLS
from ..console.output import write_as_it_is


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(SHELLS)))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands, options and the names of devices."""
    write_as_it_is(SHELLS[shell].source_template.rstrip())

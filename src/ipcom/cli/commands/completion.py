"""The command `ipcom completion`: the lines by which a shell completes what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..completion.shells import SHELLS
from ..console.output import write_as_it_is, write_json

if TYPE_CHECKING:
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_obj
def completion(options: Options, shell: str) -> None:
    """Print what lets SHELL complete commands, options and the names of devices."""
    script = SHELLS[shell].source_template.rstrip()
    if options.json:
        write_json({"shell": shell, "script": script})
    else:
        write_as_it_is(script)

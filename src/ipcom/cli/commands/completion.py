"""The command `ipcom completion`: the lines by which a shell completes what is typed."""

from __future__ import annotations

import click

from ..commands_base import Command
from ..completion.shells import SHELLS
from ..console.output import write_line


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(SHELLS)))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands, options and the names of devices.

    \b
    bash: put this into ~/.bashrc:        eval "$(ipcom completion bash)"
    zsh:  put this into ~/.zshrc:         eval "$(ipcom completion zsh)"
    fish: run this once:                  ipcom completion fish > ~/.config/fish/completions/ipcom.fish
    """  # noqa: D301 - click looks for this character
    write_line(SHELLS[shell].source_template.rstrip())

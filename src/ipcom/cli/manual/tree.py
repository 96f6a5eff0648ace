"""Walking through the commands' own tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


def contexts(root: click.Context) -> Iterator[click.Context]:
    """Yield the context of a command and those of all commands below it, in the order of the help."""
    yield root
    command = root.command
    if isinstance(command, click.Group):
        for name in command.list_commands(root):
            below = command.get_command(root, name)
            if below is not None:
                yield from contexts(click.Context(below, info_name=name, parent=root))


def summary_of(command: click.Command) -> str:
    """Return the whole first sentence of a command."""
    return command.get_short_help_str(limit=200)


def options_of(context: click.Context) -> list[click.Option]:
    """Return the options that the help of a command shows."""
    parameters = context.command.get_params(context)
    return [each for each in parameters if isinstance(each, click.Option) and not each.hidden]


def arguments_of(context: click.Context) -> list[str]:
    """Return the arguments of a command as its usage writes them."""
    return [
        piece
        for each in context.command.get_params(context)
        if isinstance(each, click.Argument)
        for piece in each.get_usage_pieces(context)
    ]

"""The command `ipcom man`: the man page of a command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command
from ..console.output import write_as_it_is, write_json
from ..manual.man_pages import page, page_name
from ..manual.tree import contexts

if TYPE_CHECKING:
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("command", nargs=-1, metavar="[COMMAND]...")
@click.pass_obj
def man(options: Options, command: tuple[str, ...]) -> None:
    """Show the man page of a command, of ipcom itself without COMMAND.

    In a pipe it is written as it is, for man -l. Where ipcom is installed by pip in an environment that is on PATH, man
    ipcom-on finds the pages by itself.
    """
    context = _context(" ".join(("ipcom", *command)))
    text = page(context, version("ipcom"))
    if options.json:
        write_json({"page": page_name(context.command_path), "source": text})
        return
    program = shutil.which("man")
    if sys.stdout is not None and sys.stdout.isatty() and program is not None:
        subprocess.run([program, "-l", "-"], input=text, text=True, check=False)  # noqa: S603 - man(1) itself
    else:
        write_as_it_is(text.rstrip("\n"))


def _context(path: str) -> click.Context:
    root = click.get_current_context().find_root()
    for context in contexts(root):
        if context.command_path == path:
            return context
    raise ConfigurationError(f'There is no command "{path}". Try: ipcom --help')

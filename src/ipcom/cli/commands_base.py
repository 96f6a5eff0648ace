"""Commands that take the global options, and groups that import a command when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from click.core import ParameterSource

from ..model.near_match import did_you_mean
from .console.options import NAMES, Options, global_options

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Read the house and print what would be sent. Nothing is sent."
)
"""For every command that switches or moves something."""


def _merge_options(ctx: click.Context) -> None:
    """Move the global options of this level into the context's `Options`."""
    ctx.obj = with_options_of(ctx, ctx.obj or Options())
    for name in NAMES:
        ctx.params.pop(name, None)


def with_options_of(ctx: click.Context, options: Options) -> Options:
    """Return the options with those that were given at this level."""
    given = {name: ctx.params[name] for name in NAMES if name in ctx.params}
    unwritten = [name for name in given if ctx.get_parameter_source(name) is ParameterSource.ENVIRONMENT]
    return options.merged(given, unwritten)


class Command(click.Command):
    """A command. Its function gets `Options` by `@click.pass_obj`."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and the global options; its own mean something else where they share a name."""
        own = super().get_params(ctx)
        taken = {name for parameter in own for name in parameter.opts}
        return [*own, *(each for each in global_options(top=False) if taken.isdisjoint(each.opts))]

    def invoke(self, ctx: click.Context) -> object:
        """Run the command with the global options of all levels."""
        _merge_options(ctx)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Add examples, exit codes, and where to find the global options."""
        from .manual.help_sections import write_sections

        super().format_epilog(ctx, formatter)
        write_sections(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text("Takes --host, --json and the other options of ipcom too: see ipcom --help.")


class Group(click.Group):
    """A group of commands by name. The module of a command is imported when the command is used."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        lazy: dict[str, str],
        top: bool = False,
        **kwargs: Any,  # noqa: ANN401 - click's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy
        self.params += global_options(top=top)

    def invoke(self, ctx: click.Context) -> object:
        """Run the named command with the global options so far."""
        _merge_options(ctx)
        return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the whole first sentence of each."""
        from .manual.tree import summary_of

        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, summary_of(each)) for name, each in commands if each is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Add examples and exit codes."""
        from .manual.help_sections import write_sections

        super().format_epilog(ctx, formatter)
        write_sections(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command with this name."""
        del ctx
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name].partition(":")
        command = getattr(import_module(module, __package__), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the named command. An unknown name is an error that suggests a similar one."""
        name = args[0]
        if name not in self._lazy and not name.startswith("-"):
            hint = did_you_mean(name, self._lazy) or f"Try: {ctx.command_path} --help"
            raise click.UsageError(f'There is no command "{name}". {hint}', ctx)
        return super().resolve_command(ctx, args)

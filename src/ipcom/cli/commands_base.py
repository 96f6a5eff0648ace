"""Commands that take the global options, and groups that import a command when it is used."""

from __future__ import annotations

from importlib import import_module
from shlex import join
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from ..model.near_match import did_you_mean
from .console.options import NAMES, Options, global_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Read the house and print what would be sent. Nothing is sent."
)
"""For every command that switches or moves something."""


_Function = TypeVar("_Function", bound="Callable[..., object]")


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


def all_bad_values(
    command: click.Command, ctx: click.Context, args: list[str], first: click.BadParameter
) -> click.UsageError:
    """Return the error with all that is wrong with the values of a command line, of which `first` is one."""
    values, rest, _ = command.make_parser(ctx).parse_args(list(args))
    wrong = [error for each in command.get_params(ctx) if (error := _wrong(each, ctx, values, rest))]
    if len(wrong) < 2:
        return first
    listed = "".join(f"\n  {error.format_message()}" for error in wrong)
    return click.UsageError(f"{len(wrong)} things to correct:{listed}\n ", ctx)


def _wrong(
    parameter: click.Parameter, ctx: click.Context, values: Mapping[str, Any], rest: list[str]
) -> click.BadParameter | None:
    try:
        parameter.handle_parse_result(ctx, values, rest)
    except click.BadParameter as error:
        return error
    return None


def room_option(of_room: str) -> Callable[[_Function], _Function]:
    """Return the option `--room`, which may be repeated; `of_room` says what of a room is meant."""
    return click.option(
        "--room",
        "rooms",
        multiple=True,
        metavar="ROOM",
        help=f"All {of_room} of a room, by its name in devices.yaml.",
    )


class _TellingAll(click.Command):
    """What can be written wrongly in several places."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what was written. All values that cannot be taken are told at once."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            raise all_bad_values(self, ctx, given, error) from None


class Command(_TellingAll):
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


class Group(_TellingAll, click.Group):
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
            hint = (
                self._in_order(args, ctx)
                or did_you_mean(name, self._lazy)
                or f"Try: {ctx.command_path} --help"
            )
            raise click.UsageError(f'There is no command "{name}". {hint}', ctx)
        return super().resolve_command(ctx, args)

    def _in_order(self, args: list[str], ctx: click.Context) -> str:
        """Return the words in their right order, if a command stands behind what it is for."""
        command = next((each for each in args[1:] if each in self._lazy), None)
        if command is None:
            return ""
        others = list(args)
        others.remove(command)
        return f"The command comes first. Did you mean: {ctx.command_path} {join([command, *others])}?"

"""The man pages, made from the commands' own tree: what `--help` says is what they say."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from . import roff
from .examples import EXAMPLES
from .exit_meanings import exit_meanings
from .surroundings import FILES, VARIABLES
from .tree import arguments_of, contexts, options_of, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECTION = 1


def all_pages(root: click.Context, version: str) -> dict[str, str]:
    """Return the pages of a command and of all below it, by the names of their files."""
    return {file_name(context.command_path): page(context, version) for context in contexts(root)}


def file_name(path: str) -> str:
    """Return the name of the page of a command, such as ipcom-cover-open.1."""
    return f"{page_name(path)}.{SECTION}"


def page_name(path: str) -> str:
    """Return what `man` is asked for."""
    return path.replace(" ", "-")


def page(context: click.Context, version: str) -> str:
    """Return the page of one command."""
    parts = (
        _head(context, version),
        _description(context),
        _options(context),
        _commands(context),
        _examples(context.command_path),
        _exit_status(context.command_path),
        _environment(context),
        _files(context),
        _see_also(context),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(context: click.Context, version: str) -> Iterator[str]:
    name = page_name(context.command_path)
    yield f'.TH {roff.escaped(name.upper())} {SECTION} "" "ipcom {version}" "ipcom"'
    yield ".nh"
    yield ".ad l"
    yield roff.section("NAME")
    yield f"{roff.escaped(name)} \\- {roff.escaped(summary_of(context.command).removesuffix('.'))}"
    yield roff.section("SYNOPSIS")
    options = "[OPTIONS]" if options_of(context) else ""
    below = "COMMAND [ARGS]..." if isinstance(context.command, click.Group) else ""
    rest = " ".join(filter(None, (options, *arguments_of(context), below)))
    yield f"{roff.bold(context.command_path)} {roff.italic(rest)}"


def _description(context: click.Context) -> Iterator[str]:
    yield roff.section("DESCRIPTION")
    for text in inspect.cleandoc(context.command.help or "").split("\n\n"):
        if text.startswith("\b"):
            yield roff.literal(text.removeprefix("\b\n"))
        else:
            yield roff.paragraph(" ".join(text.split()))


def _options(context: click.Context) -> Iterator[str]:
    yield roff.section("OPTIONS")
    for option in options_of(context):
        record = option.get_help_record(context)
        if record is not None:
            yield roff.item(roff.bold(record[0]), record[1])
    if context.parent is not None:
        yield roff.paragraph("The options of ipcom(1), such as --host and --json, may stand here too.")


def _commands(context: click.Context) -> Iterator[str]:
    command = context.command
    if not isinstance(command, click.Group):
        return
    yield roff.section("COMMANDS")
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            yield roff.item(roff.bold(f"{context.command_path} {name}"), summary_of(below))


def _examples(path: str) -> Iterator[str]:
    if path in EXAMPLES:
        yield roff.section("EXAMPLES")
        for example in EXAMPLES[path]:
            yield roff.item(roff.bold(example.line), example.text)


def _exit_status(path: str) -> Iterator[str]:
    yield roff.section('"EXIT STATUS"')
    for code, meaning in exit_meanings(path).items():
        yield roff.item(roff.bold(str(int(code))), meaning)
    yield roff.paragraph(
        "A command that another signal than Ctrl-C has ended: 128 and the number of the signal."
    )


def _environment(context: click.Context) -> Iterator[str]:
    named = [
        roff.item(roff.bold(option.envvar), f"The same as {option.opts[-1]}.")
        for option in options_of(context)
        if isinstance(option.envvar, str)
    ]
    if context.parent is None:
        named += _items(VARIABLES)
    if named:
        yield roff.section("ENVIRONMENT")
        yield from named


def _files(context: click.Context) -> Iterator[str]:
    if context.parent is None:
        yield roff.section("FILES")
        yield from _items(FILES)


def _items(named: Iterable[tuple[str, str]]) -> list[str]:
    return [roff.item(roff.bold(name), text) for name, text in named]


def _see_also(context: click.Context) -> Iterator[str]:
    """The page above, and those below."""
    command = context.command
    above = [page_name(context.parent.command_path)] if context.parent else []
    names = command.list_commands(context) if isinstance(command, click.Group) else []
    below = [page_name(f"{context.command_path} {name}") for name in names]
    yield roff.section('"SEE ALSO"')
    yield ", ".join(f"{roff.bold(name)}({SECTION})" for name in (*above, *below))
    yield roff.paragraph("https://github.com/ipcom-community/ipcom/blob/main/docs/command-line.md")

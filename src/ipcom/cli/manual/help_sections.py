"""The ends of `--help`: examples, exit codes, and where the other options stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .examples import EXAMPLES
from .exit_meanings import exit_meanings

if TYPE_CHECKING:
    import click


def write_sections(context: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the examples and the exit codes of a command."""
    path = context.command_path
    if path in EXAMPLES:
        with formatter.section("Examples"):
            _write_examples(path, formatter)
    with formatter.section("Exit codes"):
        formatter.write_dl([(str(int(code)), meaning) for code, meaning in exit_meanings(path).items()])


def _write_examples(path: str, formatter: click.HelpFormatter) -> None:
    """Write each line with its text beside it; below it where there is no room for both in any of them."""
    room = formatter.width - formatter.current_indent - 2
    lines = max(len(example.line) for example in EXAMPLES[path])
    texts = max(len(example.text) for example in EXAMPLES[path])
    for line, text in EXAMPLES[path]:
        indent = " " * formatter.current_indent
        if lines + texts <= room:
            formatter.write(f"{indent}{line:<{lines}}  {text}\n")
        else:
            formatter.write(f"{indent}{line}\n{indent}    {text}\n")

"""The command `ipcom check`: whether an installation is healthy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..check.checking import check_installation
from ..commands_base import Command
from ..console.exit_codes import ExitCode
from ..console.running import run
from ..declared import require_declared
from ..settings import read_settings
from ..targets import find_target

if TYPE_CHECKING:
    from ..check.checkup import Checkup
    from ..console.options import Options


@click.command(cls=Command)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 3600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to measure.",
)
@click.option("--write-test", metavar="NAME", help="Switch this once, and back to what it was.")
@click.pass_obj
def check(options: Options, seconds: float, write_test: str | None) -> int:
    """Look whether the gateway answers as it should.

    A table, and exit code 0 if all is well. Switches nothing without --write-test.
    """
    settings = read_settings(options)
    target = find_target(write_test, settings.devices) if write_test else None
    require_declared([target] if target else [], settings)
    checkup = run(check_installation(settings, seconds, target), options)
    _print(checkup, as_json=settings.json)
    return ExitCode.DONE if checkup.healthy else checkup.exit_code


def _print(checkup: Checkup, *, as_json: bool) -> None:
    from ..console.output import write_json, write_note

    if as_json:
        write_json(checkup.record)
        return
    from ..console.tables import print_table, verdict_cell

    print_table(
        ("Check", "Found", "Wanted", ""),
        ((one.name, one.found, one.wanted, verdict_cell(ok=one.ok)) for one in checkup.checks),
    )
    for one in checkup.checks:
        if not one.ok:
            write_note(f"{one.name}: {one.advice}")
    write_note("All is well." if checkup.healthy else "Not all is well.")

"""The command `ipcom check`: whether an installation is healthy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError, Problem
from ..check.checking import check_installation
from ..commands_base import Command
from ..console.exit_codes import ExitCode
from ..console.numbers import FloatBetween
from ..console.running import run
from ..declared import find_declared
from ..new_file import require_place
from ..settings import read_settings_and

if TYPE_CHECKING:
    from ..check.checkup import Checkup
    from ..console.options import Options
    from ..settings import Settings
    from ..targets import Target

KEEP_ALIVE_S = 3.0
"""A report shows how keep-alives are answered: the usual 30 s would be too long to wait for."""


@click.command(cls=Command)
@click.option(
    "--seconds",
    type=FloatBetween(1, 3600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to measure.",
)
@click.option("--write-test", metavar="NAME", help="Switch this once, and back to what it was.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a report too: all that was seen, nothing that says whose house it is.",
)
@click.pass_obj
def check(options: Options, seconds: float, write_test: str | None, report: Path | None) -> int:
    """Look whether the gateway answers as it should.

    A table, and exit code 0 if all is well. Switches nothing without --write-test.

    If something is wrong, or to help with a gateway that was never seen: ipcom check --report report.json, and press
    some wall switches meanwhile. FILE is not overwritten; ipcom simulate --replay FILE plays it again.
    """
    names = [] if write_test is None else [write_test]
    settings, targets = read_settings_and(options, lambda it: find_declared(names, it))
    target = targets[0] if targets else None
    if report is None:
        checkup = run(check_installation(settings, seconds, target), options)
    else:
        require_place(report)
        checkup = _reported(report, settings, seconds, target, options)
    _print(checkup, as_json=settings.json)
    return ExitCode.DONE if checkup.healthy else checkup.exit_code


def _reported(
    path: Path, settings: Settings, seconds: float, target: Target | None, options: Options
) -> Checkup:
    """Run the checks while all messages are kept, and write the report."""
    from ...model.timings import Timings
    from ..check.report import Conversation, write_report
    from ..console.output import write_note
    from ..wire_tap import tapped

    conversation = Conversation()
    timings = Timings(keep_alive=KEEP_ALIVE_S)
    with tapped(conversation.take):
        checkup = run(check_installation(settings, seconds, target, timings), options)
    try:
        written = write_report(path, checkup, conversation, settings)
    except OSError as error:
        raise ConfigurationError(
            Problem(f"it cannot be written: {error.strerror}", "check the path", str(path))
        ) from error
    write_note(f"The report is in {written}. It holds no name, no address and no credentials.")
    return checkup


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

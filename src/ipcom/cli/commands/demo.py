"""The command `ipcom demo`: a simulated house on the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..console.exit_codes import ExitCode
from ..console.numbers import FloatBetween
from ..console.running import run
from ..unused_options import refuse_beside

if TYPE_CHECKING:
    from ..console.options import Options
    from ..demo.trial import Trial

CHECK_S = 10.0
SEED = 3
"""With this seed the occupant leaves alone, in the first seconds, the outputs that --check switches."""


@click.command(cls=Command)
@click.option(
    "--check", "check_only", is_flag=True, help="Ten seconds without a screen; exit code 0 if all works."
)
@click.option(
    "--speed",
    type=FloatBetween(0.1, 100),
    default=1.0,
    show_default=True,
    metavar="TIMES",
    help="How fast life goes; at 1 a day takes ten minutes.",
)
@click.option("--seconds", type=FloatBetween(min=0.1), metavar="SECONDS", help="End after so long.")
@click.pass_obj
def demo(options: Options, check_only: bool, speed: float, seconds: float | None) -> int:
    """Show a simulated house in which somebody lives. Needs no hardware.

    A real client watches it over a real connection: lights, dimmers, and shutters with their positions.
    """
    options = options.written()
    refuse_beside("the demo has a house of its own", ("check_only", "speed", "seconds"), options)
    if check_only or options.json:
        return _check(options, speed, seconds or CHECK_S)
    from rich.console import Console

    from ..console.output import write_note
    from ..demo.live import show_house

    console = Console(file=sys.stdout)
    if not console.is_terminal:
        write_note("This is no terminal; what could be seen here is tried instead, as with --check.")
        return _check(options, speed, seconds or CHECK_S)
    run(show_house(console, speed=speed, seed=SEED, seconds=seconds), options)
    return ExitCode.DONE


def _check(options: Options, speed: float, seconds: float) -> int:
    from ..console.output import write_json
    from ..demo.trial import try_house

    trial = run(try_house(speed=speed, seed=SEED, seconds=seconds), options)
    if options.json:
        write_json(trial.record)
    else:
        _print(trial)
    return ExitCode.DONE if trial.ok else ExitCode.REFUSED


def _print(trial: Trial) -> None:
    from ..console.output import write_note
    from ..console.tables import print_table, verdict_cell

    print_table(
        ("Tried", "Found", ""), ((one.name, one.found, verdict_cell(ok=one.ok)) for one in trial.findings)
    )
    write_note("Everything works." if trial.ok else "Not everything works.")

"""The command `ipcom cover`: moves and calibration of shutters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command, Group
from ..console.running import run
from ..covers.moves import Move, Order, move_covers, require_times
from ..settings import read_settings_and
from ..targets import find_shutter, find_shutters

if TYPE_CHECKING:
    from ..console.exit_codes import ExitCode
    from ..console.options import Options

_HERE = ".commands.cover:"
_names = click.argument("names", nargs=-1, required=True, metavar="NAME...")
_seconds = click.option(
    "--seconds",
    type=click.FloatRange(min=0.5, max=600),
    metavar="SECONDS",
    help="Switch the motor off after so long at the latest.",
)


@click.command(
    cls=Group,
    lazy={
        "open": f"{_HERE}open_cover",
        "close": f"{_HERE}close_cover",
        "stop": f"{_HERE}stop_cover",
        "position": f"{_HERE}position",
        "calibrate": f"{_HERE}calibrate",
    },
)
def cover() -> None:
    """Move shutters, by their name or the key of either relay."""


@click.command("open", cls=Command)
@_names
@_seconds
@click.pass_obj
def open_cover(options: Options, names: tuple[str, ...], seconds: float | None) -> ExitCode:
    """Open, and wait until the motor is off again.

    The motor is switched off in every case, also by Ctrl-C.
    """
    return _move(options, names, Move.OPEN, seconds)


@click.command("close", cls=Command)
@_names
@_seconds
@click.pass_obj
def close_cover(options: Options, names: tuple[str, ...], seconds: float | None) -> ExitCode:
    """Close, and wait until the motor is off again.

    The motor is switched off in every case, also by Ctrl-C.
    """
    return _move(options, names, Move.CLOSE, seconds)


@click.command("stop", cls=Command)
@_names
@click.pass_obj
def stop_cover(options: Options, names: tuple[str, ...]) -> ExitCode:
    """Stop at once, whoever set it moving."""
    return _move(options, names, Move.STOP, None)


@click.command(cls=Command)
@click.argument("name")
@click.argument("percent", type=click.FloatRange(0, 100), metavar="0-100")
@click.option("--exact", is_flag=True, help="Go to the end first: forget the position of last time.")
@click.pass_obj
def position(options: Options, name: str, percent: float, exact: bool) -> ExitCode:
    """Go to a height in percent: 0 is closed, 100 open.

    Counts from where this command left it last time. If somebody has moved it since, say --exact.
    """
    settings, shutter = read_settings_and(options, lambda it: find_shutter(name, it.devices))
    require_times([shutter], settings)
    order = Order(Move.POSITION, percent=percent, forget=exact)
    return run(move_covers(settings, [shutter], order), options)


@click.command(cls=Command)
@click.argument("name")
@click.option("--up", type=click.FloatRange(0.1, 600), metavar="SECONDS", help="Time from closed to open.")
@click.option("--down", type=click.FloatRange(0.1, 600), metavar="SECONDS", help="Time from open to closed.")
@click.option("--yes", is_flag=True, help="Keep times that look wrong.")
@click.pass_obj
def calibrate(options: Options, name: str, up: float | None, down: float | None, yes: bool) -> None:
    """Measure how long a shutter takes, which `position` needs.

    It goes down, up and down, and you press Enter each time it arrives; or give both times. Times below
    3 s, or that differ by more than half, are asked about.
    """
    from ..covers.calibrating import measure_and_store, store_times

    settings, shutter = read_settings_and(options, lambda it: find_shutter(name, it.devices))
    if up is not None and down is not None:
        store_times(settings, shutter, up, down, sure=yes)
    elif up is None and down is None:
        run(measure_and_store(settings, shutter), options)
    else:
        raise ConfigurationError("One time is missing: give --up and --down, or neither to measure them.")


def _move(options: Options, names: tuple[str, ...], move: Move, seconds: float | None) -> ExitCode:
    settings, shutters = read_settings_and(options, lambda it: find_shutters(names, it.devices))
    return run(move_covers(settings, shutters, Order(move, seconds=seconds)), options)

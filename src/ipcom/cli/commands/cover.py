"""The command `ipcom cover`: moves of shutters."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..commands_base import Command, Group, dry_run_option
from ..console.numbers import FloatBetween
from ..console.running import run
from ..covers.chosen import chosen_shutters, require_choice
from ..covers.moves import move_covers
from ..covers.orders import Move, Order
from ..covers.travel_needed import need_times
from ..settings import read_settings_and

if TYPE_CHECKING:
    from ..console.exit_codes import ExitCode
    from ..console.options import Options


class HeightWord(click.FloatRange):
    """A height in percent, which is the last word of its command."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the height, or fail with what to write."""
        with suppress(ValueError, TypeError):
            height = float(value)  # type: ignore[arg-type]
            if 0.0 <= height <= 100.0:
                return height
        why = f"{value!r} is no height. The last word is the height, from 0 (closed) to 100 (open)."
        raise click.BadParameter(why, ctx=ctx, param=param)


_HERE = ".commands.cover:"
_names = click.argument("names", nargs=-1, metavar="[NAME]...")
_all = click.option("--all", "everything", is_flag=True, help="All shutters of devices.yaml.")
_seconds = click.option(
    "--seconds",
    type=FloatBetween(min=0.5, max=600),
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
        "status": ".commands.cover_status:cover_status",
        "calibrate": ".commands.cover_calibrate:calibrate",
    },
)
def cover() -> None:
    """Move shutters, by their name or the key of either relay."""


@click.command("open", cls=Command)
@_names
@_all
@_seconds
@dry_run_option
@click.pass_obj
def open_cover(
    options: Options, names: tuple[str, ...], everything: bool, seconds: float | None, dry_run: bool
) -> ExitCode:
    """Open, and wait until the motors are off again.

    They are switched off in every case, also by Ctrl-C.
    """
    return _move(options, names, everything, Order(Move.OPEN, seconds=seconds), dry_run=dry_run)


@click.command("close", cls=Command)
@_names
@_all
@_seconds
@dry_run_option
@click.pass_obj
def close_cover(
    options: Options, names: tuple[str, ...], everything: bool, seconds: float | None, dry_run: bool
) -> ExitCode:
    """Close, and wait until the motors are off again.

    They are switched off in every case, also by Ctrl-C.
    """
    return _move(options, names, everything, Order(Move.CLOSE, seconds=seconds), dry_run=dry_run)


@click.command("stop", cls=Command)
@_names
@_all
@dry_run_option
@click.pass_obj
def stop_cover(options: Options, names: tuple[str, ...], everything: bool, dry_run: bool) -> ExitCode:
    """Stop at once, whoever set it moving."""
    return _move(options, names, everything, Order(Move.STOP), dry_run=dry_run)


@click.command(cls=Command)
@_names
@click.argument("percent", type=HeightWord(0, 100), metavar="0-100")
@_all
@click.option("--exact", is_flag=True, help="Go to an end first in any case.")
@click.option(
    "--direct",
    is_flag=True,
    help="Never go to an end first: count from where the last command has left it.",
)
@dry_run_option
@click.pass_obj
def position(
    options: Options,
    names: tuple[str, ...],
    percent: float,
    everything: bool,
    exact: bool,
    direct: bool,
    dry_run: bool,
) -> ExitCode:
    """Go to a height in percent: 0 is closed, 100 open. The last word is the height of all that are named.

    A shutter goes to an end first if it may have been moved since the last command: at the wall, by Home
    Assistant or by the vendor's application, which nothing here has seen. That is after a tenth of its
    travel time. --direct does without.
    """
    if exact and direct:
        raise click.UsageError("Give --exact or --direct, not both.", click.get_current_context())
    order = Order(Move.POSITION, percent=percent, forget=exact, direct=direct)
    return _move(options, names, everything, order, dry_run=dry_run)


def _move(
    options: Options, names: tuple[str, ...], everything: bool, order: Order, *, dry_run: bool
) -> ExitCode:
    require_choice(names, everything=everything)
    settings, shutters = read_settings_and(options, lambda it: chosen_shutters(it.devices, names))
    if order.move is Move.POSITION:
        need_times(settings, shutters)
    if dry_run:
        from ..covers.dry_moves import plan_moves

        return run(plan_moves(settings, shutters, order), options)
    return run(move_covers(settings, shutters, order), options)

"""The command `ipcom cover calibrate`: how long a shutter takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...errors import ConfigurationError
from ..commands_base import Command, dry_run_option
from ..console.numbers import FloatBetween
from ..console.running import run
from ..settings import read_settings_and
from ..targets import find_shutter

if TYPE_CHECKING:
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("name")
@click.option("--up", type=FloatBetween(0.1, 600), metavar="SECONDS", help="Time from closed to open.")
@click.option("--down", type=FloatBetween(0.1, 600), metavar="SECONDS", help="Time from open to closed.")
@click.option("--yes", is_flag=True, help="Keep times that look wrong.")
@dry_run_option
@click.pass_obj
def calibrate(
    options: Options, name: str, up: float | None, down: float | None, yes: bool, dry_run: bool
) -> None:
    """Measure how long a shutter takes, which `position` needs.

    It goes down, up and down, and you press Enter each time it arrives; or give both times. Times below
    3 s, or that differ by more than half, are asked about.
    """
    from ..covers.calibrating import measure_and_store, store_times
    from ..covers.dry_moves import plan_measurement

    settings, shutter = read_settings_and(options, lambda it: find_shutter(name, it.devices))
    if up is not None and down is not None:
        store_times(settings, shutter, up, down, sure=yes, dry_run=dry_run)
    elif up is None and down is None:
        run((plan_measurement if dry_run else measure_and_store)(settings, shutter), options)
    else:
        raise ConfigurationError("One time is missing: give --up and --down, or neither to measure them.")

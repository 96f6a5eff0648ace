"""The command `ipcom pulse`: for finding out what an output drives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...model.output_kind import SHORTEST_PULSE_S
from ..commands_base import Command, dry_run_option
from ..console.numbers import FloatBetween
from ..console.running import run
from ..settings import read_settings_and
from ..targets import find_target
from ..undeclared_output import plan_pulse, pulse_output, require_no_dimmer

if TYPE_CHECKING:
    from ..console.options import Options
    from ..settings import Settings
    from ..targets import Target

LONGEST_S = 5.0
"""Seconds that the client allows for what may be half of a motor."""


@click.command(cls=Command)
@click.argument("name", metavar="OUTPUT")
@click.option(
    "--seconds",
    type=FloatBetween(SHORTEST_PULSE_S, LONGEST_S),
    default=0.5,
    show_default=True,
    metavar="SECONDS",
    help="For how long it is on.",
)
@dry_run_option
@click.pass_obj
def pulse(options: Options, name: str, seconds: float, dry_run: bool) -> None:
    """Switch one output on for half a second, to find out what it drives: ipcom pulse 5/3.

    It needs no devices.yaml. Beside another undeclared output that is on it is refused: the two may be the two
    directions of one motor.
    """
    settings, target = read_settings_and(options, lambda it: _no_dimmer(name, it))
    run((plan_pulse if dry_run else pulse_output)(settings, target, seconds), options)


def _no_dimmer(name: str, settings: Settings) -> Target:
    target = find_target(name, settings.devices)
    require_no_dimmer(target)
    return target

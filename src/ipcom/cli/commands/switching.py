"""The commands `ipcom on`, `ipcom off` and `ipcom toggle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..connecting import open_client
from ..console.exit_codes import ExitCode
from ..console.running import run
from ..declared import find_declared
from ..setting_outputs import set_and_show
from ..settings import Settings, read_settings_and
from ..targets import Target, find_targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...model.snapshot import StateSnapshot
    from ..console.options import Options

LONGEST_S = 180.0
"""Seconds for which an undeclared output is on at most: it may be half of a motor."""
_names = click.argument("names", nargs=-1, required=True, metavar="NAME...")


@click.command(cls=Command)
@_names
@click.option(
    "--undeclared", is_flag=True, help="Keep one output on that devices.yaml does not declare, until Ctrl-C."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.5, LONGEST_S),
    metavar="SECONDS",
    help=f"With --undeclared: switch it off after so long; {LONGEST_S:.0f} if not given, which is the most.",
)
@click.pass_obj
def on(options: Options, names: tuple[str, ...], undeclared: bool, seconds: float | None) -> ExitCode:
    """Switch on: names, keys, or outputs such as 3/4 that devices.yaml declares.

    An impulse (a door opener, a gate) is switched on once, for the time that devices.yaml gives it.
    """
    if seconds is not None and not undeclared:
        raise click.UsageError("--seconds belongs to --undeclared.")
    if undeclared:
        return _hold(options, names, LONGEST_S if seconds is None else seconds)
    return _switch(options, names, lambda target, _: target.on_value)


def _hold(options: Options, names: tuple[str, ...], seconds: float) -> ExitCode:
    from ..undeclared_output import hold_on, require_one_undeclared

    def find(settings: Settings) -> Target:
        return require_one_undeclared(find_targets(names, settings.devices))

    settings, target = read_settings_and(options, find)
    return run(hold_on(settings, target, seconds), options)


@click.command(cls=Command)
@_names
@click.pass_obj
def off(options: Options, names: tuple[str, ...]) -> ExitCode:
    """Switch off: names, keys, or outputs such as 3/4."""
    settings, targets = read_settings_and(options, lambda it: find_targets(names, it.devices))
    return run(_set(settings, targets, lambda _, __: 0, undeclared=True), options)


@click.command(cls=Command)
@_names
@click.pass_obj
def toggle(options: Options, names: tuple[str, ...]) -> ExitCode:
    """Switch on what is off, and off what is on."""
    return _switch(options, names, lambda target, now: 0 if now.is_on(target.address) else target.on_value)


def _switch(
    options: Options, names: tuple[str, ...], choose: Callable[[Target, StateSnapshot], int]
) -> ExitCode:
    settings, targets = read_settings_and(options, lambda it: find_declared(names, it))
    return run(_set(settings, targets, choose), options)


async def _set(
    settings: Settings,
    targets: list[Target],
    choose: Callable[[Target, StateSnapshot], int],
    *,
    undeclared: bool = False,
) -> ExitCode:
    async with open_client(settings) as client:
        wanted = {target.address: choose(target, client.snapshot) for target in targets}
        pulses = {
            target.address: target.pulse_s
            for target in targets
            if target.pulse_s is not None and wanted[target.address]
        }
        return await set_and_show(client, settings, wanted, pulses, undeclared=undeclared)

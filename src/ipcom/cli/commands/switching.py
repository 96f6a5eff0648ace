"""The commands `ipcom on`, `ipcom off` and `ipcom toggle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command, dry_run_option, room_option
from ..console.numbers import FloatBetween
from ..console.running import run
from ..declared import find_declared
from ..output_choice import OutputChoice
from ..selection import Selection, select
from ..setting_outputs import switch
from ..settings import read_settings_and
from ..targets import find_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ..console.exit_codes import ExitCode
    from ..console.options import Options
    from ..settings import Settings
    from ..targets import Target

LONGEST_S = 180.0
"""Seconds for which an undeclared output is on at most: it may be half of a motor."""
_names = click.argument("names", nargs=-1, metavar="[NAME]...")
_rooms = room_option("lights")
_all = click.option("--all", "everything", is_flag=True, help="All lights of devices.yaml.")
_undeclared = click.option(
    "--undeclared", is_flag=True, help="Keep one output on that devices.yaml does not declare, until Ctrl-C."
)
_seconds = click.option(
    "--seconds",
    type=FloatBetween(0.5, LONGEST_S),
    metavar="SECONDS",
    help=f"With --undeclared: switch it off after so long; {LONGEST_S:.0f} if not given, which is the most.",
)


@click.command(cls=Command)
@_names
@_rooms
@click.option("--outlets", is_flag=True, help="With --room: outlets too.")
@_undeclared
@_seconds
@dry_run_option
@click.pass_obj
def on(
    options: Options,
    names: tuple[str, ...],
    rooms: tuple[str, ...],
    outlets: bool,
    undeclared: bool,
    seconds: float | None,
    dry_run: bool,
) -> ExitCode:
    """Switch on: names, keys, or outputs such as 3/4 that devices.yaml declares.

    An impulse (a door opener, a gate) is switched on once, for the time that devices.yaml gives it.
    """
    selection = Selection(rooms=rooms, outlets=outlets)
    _require_one_way(names, selection)
    if _is_for_undeclared(undeclared, seconds):
        from ..undeclared_output import hold_on, plan_hold

        return _hold(plan_hold if dry_run else hold_on, options, names, seconds)
    return _switch(options, names, selection, lambda target, _: target.on_value, dry_run=dry_run)


def _is_for_undeclared(undeclared: bool, seconds: float | None) -> bool:
    if seconds is not None and not undeclared:
        raise click.UsageError("--seconds belongs to --undeclared.")
    return undeclared


def _hold(
    command: Callable[[Settings, Target, float], Coroutine[object, object, ExitCode]],
    options: Options,
    names: tuple[str, ...],
    seconds: float | None,
) -> ExitCode:
    from ..undeclared_output import require_one_undeclared

    def find(settings: Settings) -> Target:
        return require_one_undeclared(find_targets(names, settings.devices))

    settings, target = read_settings_and(options, find)
    return run(command(settings, target, LONGEST_S if seconds is None else seconds), options)


@click.command(cls=Command)
@_names
@_all
@_rooms
@click.option("--outlets", is_flag=True, help="With --room or --all: outlets too.")
@dry_run_option
@click.pass_obj
def off(
    options: Options,
    names: tuple[str, ...],
    everything: bool,
    rooms: tuple[str, ...],
    outlets: bool,
    dry_run: bool,
) -> ExitCode:
    """Switch off: names, keys, or outputs such as 3/4; or all lights, of a room or of the house.

    With --all and --room, whatever is no light stays as it is: appliances, fans, valves, sirens, impulses,
    shutters, and outputs that devices.yaml does not declare.
    """
    selection = Selection(everything, rooms, outlets)
    _require_one_way(names, selection)
    return _switch(options, names, selection, lambda *_: 0, dry_run=dry_run, undeclared=True)


@click.command(cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_undeclared
@_seconds
@dry_run_option
@click.pass_obj
def toggle(
    options: Options, names: tuple[str, ...], undeclared: bool, seconds: float | None, dry_run: bool
) -> ExitCode:
    """Switch on what is off, and off what is on.

    With --undeclared, an output that is off is kept on as `ipcom on --undeclared` does, and one that is on goes off.
    """
    if _is_for_undeclared(undeclared, seconds):
        from ..undeclared_output import plan_toggle, toggle_undeclared

        return _hold(plan_toggle if dry_run else toggle_undeclared, options, names, seconds)
    return _switch(options, names, Selection(), _opposite, dry_run=dry_run)


def _opposite(target: Target, now: int) -> int:
    return 0 if now else target.on_value


def _require_one_way(names: tuple[str, ...], selection: Selection) -> None:
    """Raise `click.UsageError` unless it is said in one way what is meant."""
    if selection.outlets and not selection.is_given:
        raise click.UsageError("--outlets belongs to --room or --all.")
    if bool(names) + bool(selection.rooms) + selection.everything > 1:
        raise click.UsageError("Give names, or --room, or --all: one of them.")
    if not names and not selection.is_given:
        raise click.UsageError("Missing argument 'NAME...'.")


def _switch(
    options: Options,
    names: tuple[str, ...],
    selection: Selection,
    choose: Callable[[Target, int], int],
    *,
    dry_run: bool,
    undeclared: bool = False,
) -> ExitCode:
    def find(settings: Settings) -> list[Target]:
        if selection.is_given:
            return select(settings.devices, selection)
        if undeclared:
            return find_targets(names, settings.devices)
        return find_declared(names, settings)

    settings, targets = read_settings_and(options, find)
    return run(
        switch(
            settings, OutputChoice(targets, choose, undeclared, relative=choose is _opposite), dry_run=dry_run
        ),
        options,
    )

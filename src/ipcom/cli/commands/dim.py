"""The command `ipcom dim`: the level of a dimmer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..connecting import open_client
from ..console.running import run
from ..declared import require_declared
from ..setting_outputs import set_and_show
from ..settings import Settings, read_settings_and
from ..targets import Target, find_target, require_dimmer

if TYPE_CHECKING:
    from ..console.exit_codes import ExitCode
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("name")
@click.argument("level", type=click.IntRange(0, 100), metavar="0-100")
@click.pass_obj
def dim(options: Options, name: str, level: int) -> ExitCode:
    """Set a dimmer to a level in percent; 0 is off."""
    settings, target = read_settings_and(options, lambda it: _dimmer(name, it))
    return run(_dim(settings, target, level), options)


def _dimmer(name: str, settings: Settings) -> Target:
    target = find_target(name, settings.devices)
    require_declared([target], settings, dimmer=True)
    require_dimmer(target)
    return target


async def _dim(settings: Settings, target: Target, level: int) -> ExitCode:
    async with open_client(settings) as client:
        return await set_and_show(client, settings, {target.address: level})

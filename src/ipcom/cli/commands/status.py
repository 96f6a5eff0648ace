"""The command `ipcom status`: the state of the outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..connecting import open_client
from ..console.output import write_json, write_note
from ..console.running import run
from ..house_table import house_rows
from ..records import status_record
from ..settings import Settings, read_settings_and
from ..targets import find_outputs

if TYPE_CHECKING:
    from ...model.address import OutputAddress
    from ...model.snapshot import StateSnapshot
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.pass_obj
def status(options: Options, names: tuple[str, ...]) -> None:
    """Show what is on, of all devices or of those named.

    Without a devices.yaml, every output that is on.
    """
    settings, chosen = read_settings_and(options, lambda it: find_outputs(names, it.devices))
    snapshot = run(_read(settings), options)
    _show(settings, snapshot, chosen or _all(settings, snapshot))


async def _read(settings: Settings) -> StateSnapshot:
    async with open_client(settings) as client:
        return client.observed


def _all(settings: Settings, snapshot: StateSnapshot) -> list[OutputAddress]:
    from ...model.address import OUTPUTS, OutputAddress

    if settings.devices.outputs:
        return [device.address for device in settings.devices.outputs]
    everything = (OutputAddress.from_index(index) for index in range(OUTPUTS))
    return [address for address in everything if snapshot.is_on(address)]


def _show(settings: Settings, snapshot: StateSnapshot, addresses: list[OutputAddress]) -> None:
    if settings.json:
        write_json(status_record(settings.host, snapshot, settings.devices, addresses))
    else:
        _print(settings, snapshot, addresses)


def _print(settings: Settings, snapshot: StateSnapshot, addresses: list[OutputAddress]) -> None:
    from ..console.tables import print_table

    if not addresses:
        write_note("Everything is off.")
        return
    print_table(("Device", "Key", "Output", "State"), house_rows(settings.devices, snapshot, addresses))

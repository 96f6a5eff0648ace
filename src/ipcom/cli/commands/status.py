"""The command `ipcom status`: the state of the outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..commands_base import Command, room_option
from ..connecting import open_client
from ..console.output import write_json, write_note
from ..console.running import run
from ..house_table import house_rows, raw_rows
from ..records import raw_record, status_record
from ..settings import Settings, read_settings_and
from ..shown_outputs import find_shown, outputs_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...model.address import OutputAddress
    from ...model.snapshot import StateSnapshot
    from ..console.options import Options


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@room_option("devices")
@click.option(
    "--on", "only_on", is_flag=True, help="Only what is on, also if devices.yaml does not declare it."
)
@click.option("--raw", is_flag=True, help="The values of all 128 outputs, as the gateway gives them.")
@click.pass_obj
def status(
    options: Options, names: tuple[str, ...], rooms: tuple[str, ...], only_on: bool, raw: bool
) -> None:
    """Show what is on and off: all devices, or those that are named.

    Without a devices.yaml, every output that is on.
    """
    if raw and (names or rooms or only_on):
        raise click.UsageError("--raw shows all outputs. Leave out NAME, --room and --on, or --raw.")
    settings, chosen = read_settings_and(options, lambda it: find_shown(names, rooms, it.devices))
    snapshot = run(_read(settings), options)
    if raw:
        _show_raw(settings, snapshot)
    else:
        _show(settings, snapshot, _shown(settings, snapshot, chosen, only_on=only_on))


async def _read(settings: Settings) -> StateSnapshot:
    async with open_client(settings) as client:
        return client.observed


def _shown(
    settings: Settings, snapshot: StateSnapshot, chosen: Collection[OutputAddress], *, only_on: bool
) -> list[OutputAddress]:
    """Return what is shown: the chosen outputs, or else all devices; `only_on` counts what is not declared too."""
    declared = [device.address for device in settings.devices.outputs]
    if only_on or not (chosen or declared):
        return [address for address in outputs_on(snapshot) if not chosen or address in chosen]
    return list(chosen or declared)


def _show(settings: Settings, snapshot: StateSnapshot, addresses: list[OutputAddress]) -> None:
    if settings.json:
        write_json(status_record(settings.host, snapshot, settings.devices, addresses))
    else:
        _print(settings, snapshot, addresses)


def _print(settings: Settings, snapshot: StateSnapshot, addresses: list[OutputAddress]) -> None:
    from ..console.tables import print_table

    if not addresses:
        write_note("Everything is off." if not any(snapshot.values) else "All of that is off.")
        return
    print_table(("Device", "Key", "Output", "State"), house_rows(settings.devices, snapshot, addresses))


def _show_raw(settings: Settings, snapshot: StateSnapshot) -> None:
    if settings.json:
        write_json(raw_record(settings.host, settings.bus, snapshot))
        return
    from ..console.tables import print_table

    columns = ("Module", *map(str, range(1, 9)))
    print_table(columns, raw_rows(snapshot), right=columns)

"""`ipcom watch`: changes as they happen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..connecting import open_client
from ..console.output import write_json, write_note
from ..console.running import run
from ..records import change_record
from ..settings import Settings, read_settings
from ..watching import print_changes, print_heading

if TYPE_CHECKING:
    from ...client.client import IPComClient
    from ...client.status import ConnectionStatus
    from ...model.change import StateChange
    from ..console.options import Options


@click.command(cls=Command)
@click.option("--seconds", type=click.FloatRange(min=0.1), metavar="SECONDS", help="End after so long.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="End after so many changes.")
@click.pass_obj
def watch(options: Options, seconds: float | None, count: int | None) -> None:
    """Show every change in the house as it happens, until Ctrl-C.

    With --json, one object a line.
    """
    settings = read_settings(options)
    run(_watch(settings, seconds, count), options)


async def _watch(settings: Settings, seconds: float | None, count: int | None) -> None:
    async with open_client(settings) as client:
        unsubscribe = client.subscribe_connection(_tell_connection)
        if not settings.json:
            write_note(f"Watching {settings.host}. Ctrl-C ends it.")
            print_heading()
        try:
            async with asyncio.timeout(seconds):
                await _follow(client, settings, count)
        except TimeoutError:
            return
        finally:
            unsubscribe()


async def _follow(client: IPComClient, settings: Settings, count: int | None) -> None:
    left = count
    async for change in client.changes():
        if not change.observed_changes:
            continue
        _print(change, settings)
        if left is not None:
            left -= len(change.observed_changes)
            if left <= 0:
                return


def _print(change: StateChange, settings: Settings) -> None:
    if settings.json:
        timestamp = change.observed.timestamp_iso
        write_json(change_record(timestamp, change.observed_changes, settings.devices), one_line=True)
    else:
        print_changes(change, settings.devices)


def _tell_connection(status: ConnectionStatus) -> None:
    reason = f": {status.reason}" if status.reason else ""
    write_note(f"The gateway is {status.state}{reason}")

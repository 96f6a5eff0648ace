"""The command `ipcom watch`: changes as they happen."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ..commands_base import Command
from ..connecting import open_client
from ..console.fitting import width_of
from ..console.output import write_json, write_line, write_note
from ..console.running import run
from ..levels import state_text
from ..records import change_record
from ..settings import Settings, read_settings

if TYPE_CHECKING:
    from ...client.client import IPComClient
    from ...client.status import ConnectionStatus
    from ...model.change import CausedChange, StateChange
    from ...model.devices import Devices, OutputDevice
    from ..console.options import Options


NAME_WIDTH = 35
STATE_WIDTH = 8
SHORTEST_NAME = 10
BEFORE_NAME = 20
"""Columns of the time and the output."""
USUAL_WIDTH = 80


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


def _print_heading(settings: Settings) -> None:
    write_note(f"Watching {settings.host}. Ctrl-C ends it.")
    write_line(_line("Time", "Output", "Device", "Before", "Now"))


async def _watch(settings: Settings, seconds: float | None, count: int | None) -> None:
    async with open_client(settings) as client:
        unsubscribe = client.subscribe_connection(_print_connection)
        if not settings.json:
            _print_heading(settings)
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
        _print_lines(change, settings.devices)


def _print_lines(change: StateChange, devices: Devices) -> None:
    """Print a line for each output that has changed."""
    at = datetime.fromtimestamp(change.observed.timestamp).astimezone()
    for one in change.observed_changes:
        write_line(change_line(at, one, devices.at(one.address)))


def change_line(at: datetime, change: CausedChange, device: OutputDevice | None) -> str:
    """Return one change as a line that fits the terminal."""
    before, now = state_text(change.old, device), state_text(change.new, device)
    time = f"{at:%H:%M:%S}.{at.microsecond // 100_000}"
    return _line(time, str(change.address), _name(device), before, now)


def _line(time: str, output: str, name: str, before: str, now: str) -> str:
    """Return the columns of one line. On a terminal a long name goes on below its column, and nothing is cut."""
    room = _room_for_name()
    first, *more = _pieces(name, room)
    line = f"{time:<11} {output:<7} {first:<{room}} {before:<{STATE_WIDTH}} {now:<{STATE_WIDTH}}".rstrip()
    return "\n".join([line, *(f"{'':<{BEFORE_NAME}}{piece}" for piece in more)])


def _room_for_name() -> int:
    columns = width_of(sys.stdout) or USUAL_WIDTH
    return max(SHORTEST_NAME, min(NAME_WIDTH, columns - BEFORE_NAME - 2 * (STATE_WIDTH + 1)))


def _pieces(name: str, room: int) -> list[str]:
    if len(name) <= room or not sys.stdout.isatty():
        return [name]
    from textwrap import wrap

    return wrap(name, room)


def _name(device: OutputDevice | None) -> str:
    if device is None:
        return ""
    role = f" ({device.relay_role})" if device.relay_role else ""
    return f"{device.display_name}{role}"


def _print_connection(status: ConnectionStatus) -> None:
    reason = f": {status.reason}" if status.reason else ""
    write_note(f"The gateway is {status.state}{reason}")

"""The lines of `ipcom watch`: a table that grows, or one JSON object a line."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from .console.fitting import width_of
from .console.output import write_json, write_line, write_note
from .levels import state_text
from .records import change_record, link_record, state_record
from .shown_outputs import outputs_on, watched_at_first

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..client.status import ConnectionStatus
    from ..model.address import OutputAddress
    from ..model.change import CausedChange
    from ..model.devices import OutputDevice
    from ..model.snapshot import StateSnapshot
    from .settings import Settings

NAME_WIDTH = 35
STATE_WIDTH = 8
SHORTEST_NAME = 10
BEFORE_NAME = 20
"""Columns of the time and the output."""
USUAL_WIDTH = 80


class WatchLines(Protocol):
    """How what is watched is written."""

    def begin(self, snapshot: StateSnapshot) -> None:
        """Write the first state."""

    def changes(self, snapshot: StateSnapshot, changes: Sequence[CausedChange]) -> None:
        """Write what has changed."""

    def link(self, status: ConnectionStatus, snapshot: StateSnapshot) -> None:
        """Write that the link went down or came back."""


class TableLines:
    """Lines that fit the terminal."""

    def __init__(self, settings: Settings, chosen: Collection[OutputAddress]) -> None:
        self._settings = settings
        self._chosen = chosen

    def begin(self, snapshot: StateSnapshot) -> None:
        """Write the heading, and what is on; of chosen outputs all."""
        write_note(f"Watching {self._settings.host}. Ctrl-C ends it.")
        write_line(_line("Time", "Output", "Device", "Before", "Now"))
        for address in self._chosen or outputs_on(snapshot):
            device = self._settings.devices.at(address)
            now = state_text(snapshot.value(address), device)
            write_line(_line(_time(snapshot), str(address), _name(device), "", now))

    def changes(self, snapshot: StateSnapshot, changes: Sequence[CausedChange]) -> None:
        """Write a line for each output that has changed."""
        for each in changes:
            device = self._settings.devices.at(each.address)
            before, now = state_text(each.old, device), state_text(each.new, device)
            write_line(_line(_time(snapshot), str(each.address), _name(device), before, now))

    def link(self, status: ConnectionStatus, snapshot: StateSnapshot) -> None:
        """Tell it on stderr."""
        del snapshot
        reason = f": {status.reason}" if status.reason else ""
        write_note(f"The gateway is {status.state}{reason}")


class JsonLines:
    """One object a line, each with `changes`."""

    def __init__(self, settings: Settings, chosen: Collection[OutputAddress]) -> None:
        self._settings = settings
        self._chosen = chosen

    def begin(self, snapshot: StateSnapshot) -> None:
        """Write the state of all that is watched."""
        devices = self._settings.devices
        shown = watched_at_first(self._chosen, devices, snapshot)
        write_json(state_record(self._settings.host, snapshot, devices, shown), one_line=True)

    def changes(self, snapshot: StateSnapshot, changes: Sequence[CausedChange]) -> None:
        """Write all changes that one read showed."""
        write_json(change_record(snapshot.timestamp_iso, changes, self._settings.devices), one_line=True)

    def link(self, status: ConnectionStatus, snapshot: StateSnapshot) -> None:
        """Write why the link is down, or the state that it is back with."""
        if status.online:
            self.begin(snapshot)
        else:
            write_json(link_record(self._settings.host, status), one_line=True)


def _time(snapshot: StateSnapshot) -> str:
    at = datetime.fromtimestamp(snapshot.timestamp).astimezone()
    return f"{at:%H:%M:%S}.{at.microsecond // 100_000}"


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

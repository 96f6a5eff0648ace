"""Changes as lines of a table that never ends."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from .console.output import write_line
from .levels import state_text

if TYPE_CHECKING:
    from ..model.change import CausedChange, StateChange
    from ..model.devices import Devices, OutputDevice

NAME_WIDTH = 35
STATE_WIDTH = 8


def print_heading() -> None:
    """Head the columns."""
    write_line(_line("Time", "Output", "Device", "Before", "Now").rstrip())


def print_changes(change: StateChange, devices: Devices) -> None:
    """Print a line for every output that the gateway shows anew."""
    at = datetime.fromtimestamp(change.observed.timestamp).astimezone()
    for one in change.observed_changes:
        write_line(change_line(at, one, devices.at(one.address)).rstrip())


def change_line(at: datetime, change: CausedChange, device: OutputDevice | None) -> str:
    """One change in columns that fit 80."""
    before, now = state_text(change.old, device), state_text(change.new, device)
    time = f"{at:%H:%M:%S}.{at.microsecond // 100_000}"
    return _line(time, str(change.address), _name(device), before, now)


def _line(time: str, output: str, name: str, before: str, now: str) -> str:
    if len(name) > NAME_WIDTH and sys.stdout.isatty():
        name = f"{name[: NAME_WIDTH - 1]}\u2026"
    return f"{time:<11} {output:<7} {name:<{NAME_WIDTH}} {before:<{STATE_WIDTH}} {now:<{STATE_WIDTH}}"


def _name(device: OutputDevice | None) -> str:
    if device is None:
        return ""
    role = f" ({device.relay_role})" if device.relay_role else ""
    return f"{device.display_name}{role}"

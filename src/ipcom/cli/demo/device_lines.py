"""The line of a device in the box of its room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ...model.motion import Motion
from ..levels import bar, brightness, state_text

if TYPE_CHECKING:
    from ...model.devices import OutputDevice
    from ...shutter.shutter_state import ShutterState

LINE_WIDTH = 24
NAME_WIDTH = 13
BAR_WIDTH = 5
_ON, _OFF, _MOVING, _RESTING = "yellow", "bright_black", "bold cyan", "blue"
_TRACK = " on grey19"


def output_line(name: str, device: OutputDevice, value: int) -> Text:
    """Return the line of a light or an outlet: a dot, its name, and a bar for a dimmer."""
    style = _ON if value else _OFF
    line = Text().append("\u25cf " if value else "\u25cb ", style)
    if device.supports_brightness:
        line.append(_fit(name, NAME_WIDTH), "" if value else _OFF)
        return _add_level(line, brightness(value), style)
    text = state_text(value, device)
    line.append(_fit(name, LINE_WIDTH - 2 - len(text)), "" if value else _OFF)
    return line.append(text, style)


def shutter_line(name: str, state: ShutterState) -> Text:
    """Return the line of a shutter: an arrow while it moves, its name and its position."""
    arrow = {Motion.UP: "\u25b2 ", Motion.DOWN: "\u25bc "}.get(state.moving or Motion.OFF, "\u25a4 ")
    style = _MOVING if state.moving else _RESTING
    line = Text().append(arrow, style).append(_fit(name, NAME_WIDTH))
    if state.position is None:
        return line.append("?".rjust(LINE_WIDTH - 2 - NAME_WIDTH), style)
    return _add_level(line, state.position, style)


def short_name(name: str, room: str) -> str:
    """Return the name without that of its room: in the room Kitchen, "Kitchen worktop" is "Worktop"."""
    rest = name.removeprefix(f"{room} ")
    return rest[:1].upper() + rest[1:]


def _add_level(line: Text, percent: float, style: str) -> Text:
    line.append(bar(percent, BAR_WIDTH), f"{style}{_TRACK}")
    return line.append(f"{percent:3.0f}%", style)


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) < width else f"{text[: width - 2]}\u2026 "

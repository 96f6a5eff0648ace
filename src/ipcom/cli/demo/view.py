"""The screen of the demo: a box for each room, and the last changes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ...model.devices import ShutterDevice
from .device_lines import LINE_WIDTH, output_line, short_name, shutter_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...model.devices import Device
    from ...simulator.house.house import House
    from .demo_parts import DemoParts
    from .recent_changes import RecentChange, RecentChanges

BOX_WIDTH = LINE_WIDTH + 2
"""Three boxes fit 80 columns."""
MAX_COLUMNS = 5
AROUND = 4
"""The lines of the heading, of the figures and of the frame around the changes."""


def house_view(parts: DemoParts, recent: RecentChanges, width: int, height: int) -> RenderableType:
    """Return the whole screen."""
    rooms = _rooms_of(parts.house)
    columns = _columns(rooms, parts, max(1, min(MAX_COLUMNS, width // BOX_WIDTH)))
    grid = Table.grid()
    grid.add_row(*(Group(*boxes) for boxes in columns))
    left = height - max(_height(rooms, len(columns))) - AROUND
    whole = len(columns) * BOX_WIDTH
    changes = _recent(recent, whole, max(left, 1))
    return Group(_heading(parts, whole), grid, changes, _figures(parts, recent))


def _rooms_of(house: House) -> dict[str, list[Device]]:
    """Return the devices of each room, shutters last. Rooms with most devices come first."""
    devices = house.devices
    rooms: dict[str, list[Device]] = {}
    everything: tuple[Device, ...] = (*devices.lights, *devices.switches, *devices.shutters)
    for device in everything:
        rooms.setdefault(house.room_of(device) or "House", []).append(device)
    return dict(sorted(rooms.items(), key=lambda room: -len(room[1])))


def _columns(rooms: dict[str, list[Device]], parts: DemoParts, number: int) -> list[list[Panel]]:
    columns: list[list[Panel]] = [[] for _ in range(number)]
    for name, column in _places(rooms, number).items():
        columns[column].append(_box(name, rooms[name], parts))
    return columns


def _places(rooms: dict[str, list[Device]], number: int) -> dict[str, int]:
    """Return the column of each room: the shortest so far."""
    heights = [0] * number
    places: dict[str, int] = {}
    for name, devices in rooms.items():
        places[name] = heights.index(min(heights))
        heights[places[name]] += len(devices) + 2
    return places


def _height(rooms: dict[str, list[Device]], number: int) -> list[int]:
    heights = [0] * number
    for name, column in _places(rooms, number).items():
        heights[column] += len(rooms[name]) + 2
    return heights


def _box(name: str, devices: list[Device], parts: DemoParts) -> Panel:
    lines = Text("\n").join(_line(name, device, parts) for device in devices)
    lit = any(not isinstance(d, ShutterDevice) and parts.client.snapshot.is_on(d.address) for d in devices)
    return Panel(
        lines,
        title=name,
        title_align="left",
        width=BOX_WIDTH,
        padding=0,
        border_style="yellow" if lit else "bright_black",
    )


def _line(room: str, device: Device, parts: DemoParts) -> Text:
    name = short_name(device.display_name, room)
    if isinstance(device, ShutterDevice):
        return shutter_line(name, parts.shutters[device.key].state)
    return output_line(name, device, parts.client.snapshot.value(device.address))


def _heading(parts: DemoParts, width: int) -> Text:
    status = parts.client.connection
    left = f" A simulated house, {parts.days.time_of_day}"
    right = (
        f"{parts.client.host}:{parts.client.port} \u00b7 {status.state} \u00b7 firmware {status.firmware} "
    )
    style = "bold white on dark_green" if status.online else "bold white on dark_red"
    return _one_line(Text((left + right.rjust(width - len(left)))[:width], style))


def _recent(recent: RecentChanges, width: int, lines: int) -> Panel:
    latest = list(islice(reversed(recent.items), lines))
    text = Text("\n").join(_item(item) for item in latest) if latest else Text("nothing yet", "bright_black")
    return Panel(
        _one_line(text),
        title="Lately",
        title_align="left",
        width=width,
        height=lines + 2,
        padding=0,
        border_style="bright_black",
    )


def _item(item: RecentChange) -> Text:
    line = Text().append(f"{item.time}  ", "bright_black")
    line.append("here  " if item.own else "wall  ", "green" if item.own else "magenta")
    return line.append(f"{item.name:<18}").append(item.what, "bold")


def _figures(parts: DemoParts, recent: RecentChanges) -> Text:
    found = parts.client.statistics
    trip = "-" if found.round_trip_median is None else f"{found.round_trip_median * 1000:.1f} ms"
    text = Text(
        f" {found.updates_per_second:.2f} updates a second \u00b7 round trip {trip} \u00b7"
        f" {recent.count} changes \u00b7 Ctrl-C ends it",
        "bright_black",
    )
    return _one_line(text)


def _one_line(text: Text) -> Text:
    """Make the text cut off what does not fit, instead of wrapping it."""
    text.no_wrap, text.overflow = True, "crop"
    return text

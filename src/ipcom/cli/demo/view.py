"""The house on a screen: a box for each room, and what happened last."""

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
    from .news import Item, News
    from .stage import Stage

BOX_WIDTH = LINE_WIDTH + 2
"""Three boxes fit 80 columns."""
MAX_COLUMNS = 5
AROUND = 4
"""Lines for the heading, the figures and the frame of the news."""


def house_view(stage: Stage, news: News, width: int, height: int) -> RenderableType:
    """The whole screen."""
    rooms = _rooms_of(stage.house)
    columns = _columns(rooms, stage, max(1, min(MAX_COLUMNS, width // BOX_WIDTH)))
    grid = Table.grid()
    grid.add_row(*(Group(*boxes) for boxes in columns))
    tallest = max(_height(rooms, len(columns)))
    whole = len(columns) * BOX_WIDTH
    return Group(
        _heading(stage, whole),
        grid,
        _news(news, whole, max(height - tallest - AROUND, 1)),
        _figures(stage, news),
    )


def _rooms_of(house: House) -> dict[str, list[Device]]:
    """Return the devices of each room, shutters last. Rooms with most devices come first."""
    devices = house.devices
    rooms: dict[str, list[Device]] = {}
    everything: tuple[Device, ...] = (*devices.lights, *devices.switches, *devices.shutters)
    for device in everything:
        rooms.setdefault(house.room_of(device) or "House", []).append(device)
    return dict(sorted(rooms.items(), key=lambda room: -len(room[1])))


def _columns(rooms: dict[str, list[Device]], stage: Stage, number: int) -> list[list[Panel]]:
    columns: list[list[Panel]] = [[] for _ in range(number)]
    for name, column in _places(rooms, number).items():
        columns[column].append(_box(name, rooms[name], stage))
    return columns


def _places(rooms: dict[str, list[Device]], number: int) -> dict[str, int]:
    """Each room goes where least stands so far."""
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


def _box(name: str, devices: list[Device], stage: Stage) -> Panel:
    lines = Text("\n").join(_line(name, device, stage) for device in devices)
    lit = any(not isinstance(d, ShutterDevice) and stage.client.snapshot.is_on(d.address) for d in devices)
    return Panel(
        lines,
        title=name,
        title_align="left",
        width=BOX_WIDTH,
        padding=0,
        border_style="yellow" if lit else "bright_black",
    )


def _line(room: str, device: Device, stage: Stage) -> Text:
    name = short_name(device.display_name, room)
    if isinstance(device, ShutterDevice):
        return shutter_line(name, stage.shutters[device.key].state)
    return output_line(name, device, stage.client.snapshot.value(device.address))


def _heading(stage: Stage, width: int) -> Text:
    status = stage.client.connection
    left = f" A simulated house, {stage.days.time_of_day}"
    right = (
        f"{stage.client.host}:{stage.client.port} \u00b7 {status.state} \u00b7 firmware {status.firmware} "
    )
    style = "bold white on dark_green" if status.online else "bold white on dark_red"
    return _one_line(Text((left + right.rjust(width - len(left)))[:width], style))


def _news(news: News, width: int, lines: int) -> Panel:
    latest = list(islice(reversed(news.items), lines))
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


def _item(item: Item) -> Text:
    line = Text().append(f"{item.time}  ", "bright_black")
    line.append("here  " if item.own else "wall  ", "green" if item.own else "magenta")
    return line.append(f"{item.name:<18}").append(item.what, "bold")


def _figures(stage: Stage, news: News) -> Text:
    found = stage.client.statistics
    trip = "-" if found.round_trip_median is None else f"{found.round_trip_median * 1000:.1f} ms"
    text = Text(
        f" {found.updates_per_second:.2f} updates a second \u00b7 round trip {trip} \u00b7"
        f" {news.heard} changes \u00b7 Ctrl-C ends it",
        "bright_black",
    )
    return _one_line(text)


def _one_line(text: Text) -> Text:
    """Cut off what does not fit, instead of wrapping it."""
    text.no_wrap, text.overflow = True, "crop"
    return text

"""The dashboard: a heading for each room, a tile for each thing in it; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .fittings import Fitting, Fittings
from .look import COLUMNS, LOOKS, ROOMS

Card = dict[str, Any]

WHOLE_WIDTH = {"columns": "full"}

_WELCOME = """\
# Demo house
{% set on = states.light | selectattr('state', 'eq', 'on') | list | count -%}
{{ on if on else 'No' }} light{{ '' if on == 1 else 's' }} on. Everything here is simulated: switch what you like.
"""


def dashboard(fittings: Fittings) -> Card:
    """Return the whole dashboard as Home Assistant stores it."""
    return {
        "views": [
            {
                "type": "sections",
                "title": "House",
                "path": "house",
                "max_columns": len(COLUMNS),
                "dense_section_placement": True,
                "header": {
                    "layout": "start",
                    "badges_position": "bottom",
                    "card": {"type": "markdown", "text_only": True, "content": _WELCOME},
                },
                "badges": _badges(fittings),
                "sections": [_column(rooms, fittings) for rooms in COLUMNS],
            }
        ]
    }


def _badges(fittings: Fittings) -> list[Card]:
    gateway = fittings.of_gateway
    return [
        {"type": "entity", "entity": gateway["connection"], "name": "Gateway", "show_name": True},
        {
            "type": "entity",
            "entity": gateway["stop_all_shutters"],
            "name": "Stop all shutters",
            "show_name": True,
            "show_state": False,
            "tap_action": {
                "action": "perform-action",
                "perform_action": "button.press",
                "target": {"entity_id": gateway["stop_all_shutters"]},
            },
        },
    ]


def _column(rooms: Iterable[str], fittings: Fittings) -> Card:
    return {"type": "grid", "cards": [card for room in rooms for card in _room(room, fittings)]}


def _room(name: str, fittings: Fittings) -> list[Card]:
    """Return a room's heading and tiles: lights first, then outlets, then shutters."""
    inside = [thing for thing in fittings.things if thing.room == name]
    inside.sort(key=lambda thing: (thing.is_shutter, thing.entity_id.startswith("switch.")))
    heading = {"type": "heading", "heading": name, "heading_style": "title", "icon": ROOMS[name]}
    return [heading, *_filled([tile(thing) for thing in inside])]


def _filled(tiles: list[Card]) -> list[Card]:
    """Let the last of an odd number of small tiles take the whole line."""
    small = [card for card in tiles if "features" not in card]
    if len(small) % 2:
        small[-1]["grid_options"] = WHOLE_WIDTH
    return tiles


def tile(thing: Fitting) -> Card:
    """Return the tile of one thing, with the controls that it has."""
    card: Card = {"type": "tile", "entity": thing.entity_id}
    if look := LOOKS.get(thing.device.key):
        card |= {"name": look.name}
        card |= {} if thing.is_shutter else {"icon": look.icon}
    if thing.is_shutter:
        return card | _controls("cover-open-close", "cover-position")
    if thing.is_dimmer:
        return card | _controls("light-brightness") | _toggles()
    return card | _toggles()


def _controls(*features: str) -> Card:
    return {"features": [{"type": feature} for feature in features], "grid_options": WHOLE_WIDTH}


def _toggles() -> Card:
    return {"tap_action": {"action": "toggle"}}

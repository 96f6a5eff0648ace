"""The components of a discovered device: what Home Assistant shows and commands of one thing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.devices import Category
from ..thing_ids import topic_name
from ..things import ThingKind
from ..topics import TopicPart
from .discovery_commands import EXPIRY_S, STATE, command_component, cover_commands, cover_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..things import Thing
    from ..topics import Topics
    from .discovery_commands import Component

WALL = "wall"
_PRESS = (
    "{{ {'event_type': 'press_end' if value_json.count == 1 else 'multi_press_end',"
    " 'direction': value_json.direction, 'multi_press_count': value_json.count} | to_json }}"
)
"""The events of Home Assistant's own integration: a press, or one of several in a row, with their number."""


_ENTITY_NAMES = {WALL: "_wall_switch", "sensor": "_brightness"}


@dataclass(frozen=True, slots=True)
class Abilities:
    """What of a thing is offered to Home Assistant."""

    commands: bool = True
    """Whether it may be commanded; else it is only shown."""
    positions: bool = False
    """Whether a shutter can be sent to a position: its travel times are known."""
    tilts: bool = False
    """Whether its slats turn."""
    expiry: bool = True
    """Whether commands for motors and impulses carry the seconds for which they are valid: MQTT 5 only."""


def components_of(thing: Thing, topics: Topics, able: Abilities) -> dict[str, Component]:
    """Return the components of a thing by their names, which are never used for another platform."""
    return {
        name: {
            "p": platform,
            "unique_id": f"ipcom_{topics.house}_{thing.id}_{name}",
            "default_entity_id": f"{platform}.{_entity_name(thing, name)}",
            **({"icon": thing.first.icon} if thing.first.icon and name != WALL else {}),
            **component,
        }
        for name, platform, component in _found(thing, topics, able)
    }


def _entity_name(thing: Thing, name: str) -> str:
    """Return what the integration would call it, without the room that Home Assistant puts in front otherwise."""
    return topic_name(thing.name).replace("-", "_") + _ENTITY_NAMES.get(name, "")


def _found(thing: Thing, topics: Topics, able: Abilities) -> Iterator[tuple[str, str, Component]]:
    if thing.kind is ThingKind.COVER:
        yield "cover", "cover", {"name": None, **_cover(thing, topics, able)}
    elif able.commands:
        platform, component = command_component(thing, topics)
        yield platform, platform, {"name": None, **component, **_expiry(thing, able)}
    else:
        yield from _shown(thing, topics)
    yield WALL, "event", _wall(thing, topics)


def _cover(thing: Thing, topics: Topics, able: Abilities) -> Component:
    shown = cover_shown(thing, topics, tilts=able.tilts)
    if not able.commands:
        return shown
    commands = cover_commands(thing, topics, positions=able.positions, tilts=able.tilts)
    return shown | commands | _expiry(thing, able)


def _expiry(thing: Thing, able: Abilities) -> Component:
    return {"message_expiry_interval": EXPIRY_S} if able.expiry and thing.kind.is_delicate else {}


def _shown(thing: Thing, topics: Topics) -> Iterator[tuple[str, str, Component]]:
    """Return what is only shown: whether it is on, and how bright a dimmer is."""
    state = topics.of(thing.id, TopicPart.STATE)
    on: Component = {"name": None, "state_topic": state, "value_template": STATE}
    if thing.first.category is Category.LIGHTS:
        on = {"icon": "mdi:lightbulb", **on}
    yield "binary_sensor", "binary_sensor", on
    if thing.kind is ThingKind.DIMMER:
        level = {"state_topic": state, "value_template": "{{ value_json.brightness }}"}
        yield "sensor", "sensor", {"name": "Brightness", "unit_of_measurement": "%", **level}


def _wall(thing: Thing, topics: Topics) -> Component:
    return {
        "name": "Wall switch",
        "device_class": "button",
        "event_types": ["press_end", "multi_press_end"],
        "state_topic": topics.of(thing.id, TopicPart.WALL),
        "value_template": _PRESS,
    }
